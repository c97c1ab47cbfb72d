// The catalog `hyperv-guests`: what Microsoft lists as guests of Hyper-V, host by host.
#include "catalog/catalog_reader.hpp"

namespace hvcompat {

void read_hyperv_guests(CatalogReader& reader, Catalogs& catalogs) {
  reader.root().required("guests");
  reader.rows("guests", "product", [&](ObjectReader& row) {
    HypervGuest guest;
    guest.product = row.required_string("product");
    guest.versions = reader.versions(row, "versions");
    guest.service_pack = row.integer("service_pack");
    row.required("hosts");
    guest.hosts = row.strings("hosts");
    guest.source = reader.source_of(row);
    catalogs.hyperv_guests.push_back(std::move(guest));
  });
  reader.rows("tables", "product", [&](ObjectReader& row) {
    HypervTable table;
    table.product = row.string("product").value_or("");
    row.required("family");
    table.family = row.one_of("family", {"windows", "linux", "freebsd", "other"}).value_or("");
    row.required("hosts");
    table.hosts = row.strings("hosts");
    table.as_of = reader.as_of(row);
    catalogs.hyperv_tables.push_back(std::move(table));
  });
}

}  // namespace hvcompat
