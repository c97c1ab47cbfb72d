// The catalog `hypervisors`: products, their vendors and the life cycles of their releases.
#include <fmt/format.h>

#include "catalog/catalog_reader.hpp"

namespace hvcompat {

namespace {

ProductRelease read_release(CatalogReader& reader, ObjectReader& row, const JsonNode& at, const std::string& source) {
  ProductRelease release;
  release.version = row.required_string("version");
  if (!release.version.empty() && !Version::parse(release.version)) {
    row.error(at, fmt::format("`{}` is no version", release.version), "digit groups separated by dots");
  }
  release.dates = reader.dates(row);
  release.source = source;
  return release;
}

}  // namespace

void read_hypervisors(CatalogReader& reader, Catalogs& catalogs) {
  reader.root().required("products");
  reader.rows("products", "id", [&](ObjectReader& row) {
    HypervisorProduct product;
    product.id = row.required_string("id");
    product.vendor = row.required_string("vendor");
    row.required("products");
    product.products = row.strings("products");
    product.os_products = row.strings("os_products");
    row.string("meaning");
    product.source = reader.source_of(row);
    reader.nested(row, "releases", "release", [&](ObjectReader& release, const JsonNode& at) {
      product.releases.push_back(read_release(reader, release, at, product.source));
    });
    catalogs.hypervisors.push_back(std::move(product));
  });
}

}  // namespace hvcompat
