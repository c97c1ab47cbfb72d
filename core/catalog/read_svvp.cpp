// The catalog `svvp`: listings of the Server Virtualization Validation Program.
#include <fmt/format.h>

#include "catalog/catalog_reader.hpp"

namespace hvcompat {

namespace {

std::map<std::string, std::int64_t> read_memory(ObjectReader& row) {
  std::map<std::string, std::int64_t> limits;
  const JsonNode* object = row.object("max_memory_mib");
  if (!object) return limits;
  for (const JsonMember& member : object->members) {
    if (member.value.kind == JsonKind::integer && member.value.integer > 0) {
      limits[member.key] = member.value.integer;
    } else {
      row.error(member.value, fmt::format("`max_memory_mib`: `{}` must be a positive integer", member.key));
    }
  }
  return limits;
}

SvvpListing read_listing(CatalogReader& reader, ObjectReader& row) {
  SvvpListing listing;
  listing.id = row.required_string("id");
  listing.vendor = row.required_string("vendor");
  listing.product = row.required_string("product");
  row.required("versions");
  listing.versions = reader.versions(row, "versions");
  listing.cpu_vendors = row.strings("cpu_vendors");
  listing.guests = row.strings("guests");
  listing.max_vcpus = row.integer("max_vcpus");
  listing.max_memory_mib = read_memory(row);
  listing.qualifications = row.strings("qualifications");
  row.required("status");
  listing.status = row.one_of("status", {"validated", "vendor-states-certified"}).value_or("");
  listing.as_of = reader.as_of(row);
  listing.source = reader.source_of(row);
  return listing;
}

}  // namespace

void read_svvp(CatalogReader& reader, Catalogs& catalogs) {
  reader.rows("vendors", "vendor", [&](ObjectReader& row) {
    SvvpVendor vendor;
    vendor.vendor = row.required_string("vendor");
    row.required("complete");
    vendor.complete = row.boolean("complete").value_or(false);
    vendor.as_of = reader.as_of(row);
    catalogs.svvp_vendors.push_back(std::move(vendor));
  });
  reader.root().required("listings");
  reader.rows("listings", "id", [&](ObjectReader& row) { catalogs.svvp.push_back(read_listing(reader, row)); });
}

}  // namespace hvcompat
