// Loading catalogs and merging a user's rows over ours.
#include "catalog/catalogs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "catalog/catalog_reader.hpp"
#include "text/trusted_file.hpp"

namespace hvcompat {

namespace {

// Puts the rows of `newer` first and drops those of `rows` that they replace.
template <class Row, class Key>
void put_first(std::vector<Row>& rows, std::vector<Row>&& newer, Key key) {
  std::set<std::string, std::less<>> replaced;
  for (const Row& row : newer) replaced.insert(std::invoke(key, row));
  std::erase_if(rows, [&](const Row& row) { return replaced.contains(std::invoke(key, row)); });
  rows.insert(rows.begin(), std::make_move_iterator(newer.begin()), std::make_move_iterator(newer.end()));
}

// A user's file of a kind that is there already tells its own name.
void add_files(std::vector<CatalogFile>& files, std::vector<CatalogFile>&& newer) {
  for (CatalogFile& file : newer) {
    const bool taken = std::ranges::any_of(files, [&](const CatalogFile& known) { return known.id == file.id; });
    if (taken) file.id += ": " + std::filesystem::path(file.file).filename().string();
    files.push_back(std::move(file));
  }
}

void merge(Catalogs& into, Catalogs&& newer) {
  add_files(into.files, std::move(newer.files));
  put_first(into.windows, std::move(newer.windows), &WindowsRelease::id);
  put_first(into.guest_os_names, std::move(newer.guest_os_names), &GuestOsName::id);
  put_first(into.hypervisors, std::move(newer.hypervisors), &HypervisorProduct::id);
  put_first(into.svvp, std::move(newer.svvp), &SvvpListing::id);
  put_first(into.svvp_vendors, std::move(newer.svvp_vendors), &SvvpVendor::vendor);
  put_first(into.vendors, std::move(newer.vendors), &VendorRelationship::vendor);
  into.known_vendors.merge(newer.known_vendors);
  if (into.vendors_as_of.empty()) into.vendors_as_of = newer.vendors_as_of;
  into.hyperv_guests.insert(into.hyperv_guests.begin(), newer.hyperv_guests.begin(), newer.hyperv_guests.end());
  into.hyperv_tables.insert(into.hyperv_tables.begin(), newer.hyperv_tables.begin(), newer.hyperv_tables.end());
}

}  // namespace

Loaded<Catalogs> load_catalogs(const std::vector<std::filesystem::path>& files) {
  Catalogs catalogs;
  Errors errors;
  for (const auto& path : files) {
    auto text = read_trusted_file(path);
    const auto document = text ? parse_json(path.string(), std::move(*text)) : Result<JsonDocument>(text.error());
    if (!document) {
      errors.push_back(document.error());
      continue;
    }
    Catalogs one;
    CatalogReader(*document, errors).read(one);
    for (CatalogFile& file : one.files) file.sha256 = sha256_hex(document->text);
    merge(catalogs, std::move(one));
  }
  if (!errors.empty()) return errors;
  return catalogs;
}

Result<std::vector<std::filesystem::path>> catalog_files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code fault;
  for (std::filesystem::directory_iterator entry(folder, fault), end; !fault && entry != end; entry.increment(fault)) {
    if (entry->path().extension() == ".json") files.push_back(entry->path());
  }
  if (fault) {
    return usage_error(fmt::format("the catalogs in `{}` cannot be listed: {}", folder.string(), fault.message()));
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace hvcompat
