// The catalogs that a run judges by: life cycles, guest OS names, hypervisors, SVVP listings, vendors, Hyper-V's
// guests.
//
// Pure data: loaded once, then only read. A file holds one catalog, its member "catalog" says which; the files are
// described in configs/schema/catalog-<kind>.schema.json and configs/catalogs/README.md.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/rows.hpp"
#include "text/error.hpp"

namespace hvcompat {

// A file as it was loaded: what a report names among its inputs.
struct CatalogFile {
  std::string id;     // "windows", for a user's file "windows: our-windows.json"
  std::string as_of;  // the date it was read at its source
  std::string source;
  std::string sha256;  // of the file's bytes
  std::string file;
};

// Where several rows fit, the first wins.
struct Catalogs {
  std::vector<CatalogFile> files;
  std::vector<WindowsRelease> windows;
  std::vector<GuestOsName> guest_os_names;
  std::vector<HypervisorProduct> hypervisors;
  std::vector<SvvpListing> svvp;
  std::vector<SvvpVendor> svvp_vendors;
  std::vector<VendorRelationship> vendors;
  std::set<std::string, std::less<>> known_vendors;  // slugs; the partner list was read for all of them
  std::string vendors_as_of;                         // of the partner list
  std::vector<HypervGuest> hyperv_guests;
  std::vector<HypervTable> hyperv_tables;
};

// Loads the files in that order: the rows of a later file are tried first, and replace rows of the same `id`.
// All mistakes of all files are told, each with its place.
Loaded<Catalogs> load_catalogs(const std::vector<std::filesystem::path>& files);

// The catalogs of a folder (`*.json`), by name. An error where it cannot be listed.
Result<std::vector<std::filesystem::path>> catalog_files_in(const std::filesystem::path& folder);

}  // namespace hvcompat
