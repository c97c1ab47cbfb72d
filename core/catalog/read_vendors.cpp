// The catalog `vendors`: whose support relationship with Microsoft is established, and for which products.
#include "catalog/catalog_reader.hpp"

namespace hvcompat {

void read_vendors(CatalogReader& reader, Catalogs& catalogs) {
  for (std::string& vendor : reader.root().strings("known_vendors")) catalogs.known_vendors.insert(std::move(vendor));
  catalogs.vendors_as_of = reader.file().as_of;
  reader.root().required("relationships");
  reader.rows("relationships", "vendor", [&](ObjectReader& row) {
    VendorRelationship relationship;
    relationship.vendor = row.required_string("vendor");
    relationship.established = row.strings("established");
    relationship.none = row.strings("none");
    relationship.as_of = reader.as_of(row);
    relationship.source = reader.source_of(row);
    catalogs.vendors.push_back(std::move(relationship));
  });
}

}  // namespace hvcompat
