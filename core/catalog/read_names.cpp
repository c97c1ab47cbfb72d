// The catalog `guest-os-names`: what the APIs call operating systems.
#include "catalog/catalog_reader.hpp"

namespace hvcompat {

void read_names(CatalogReader& reader, Catalogs& catalogs) {
  reader.root().required("names");
  reader.rows("names", "id", [&](ObjectReader& row) {
    GuestOsName name;
    name.id = row.required_string("id");
    row.required("family");
    name.family = row.one_of("family", {"windows", "linux", "freebsd", "other"}).value_or("");
    row.required("products");
    name.products = row.strings("products");
    name.version = row.string("version").value_or("");
    name.source = reader.source_of(row);
    catalogs.guest_os_names.push_back(std::move(name));
  });
}

}  // namespace hvcompat
