// The catalog `windows`: the releases of Windows and their life cycles.
#include "catalog/catalog_reader.hpp"

namespace hvcompat {

void read_windows(CatalogReader& reader, Catalogs& catalogs) {
  reader.root().required("releases");
  reader.rows("releases", "id", [&](ObjectReader& row) {
    WindowsRelease release;
    release.id = row.required_string("id");
    release.product = row.required_string("product");
    row.required("kind");
    release.server = row.one_of("kind", {"server", "client"}) == "server";
    release.nt_version = row.required_string("nt_version");
    release.build = row.integer("build").value_or(0);
    row.required("channel");
    release.channel = row.one_of("channel", {"ltsc", "sac", "ac", "gac", "fixed"}).value_or("");
    release.editions = row.strings("editions");
    release.service_pack = row.integer("service_pack");
    row.required("released");
    row.required("mainstream_end");
    row.required("extended_end");
    release.dates = reader.dates(row);
    release.source = reader.source_of(row);
    catalogs.windows.push_back(std::move(release));
  });
}

}  // namespace hvcompat
