// hvcompat catalog list: which catalogs a run uses, from when they are, and how far listings are known.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/catalog_lists.hpp"
#include "cli/command_line.hpp"
#include "cli/data_files.hpp"
#include "cli/judging.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSourceWidth = 70;

struct ListOptions {
  std::string site;
  std::vector<std::string> catalogs;
};

bool is_shipped(const std::string& file) {
  const auto share = share_folder();
  return !share.has_error() && file.starts_with((*share / "catalogs").string() + "/");
}

std::string file_lines(const CatalogFile& file, std::size_t rows, std::size_t widest) {
  std::string text = fmt::format("{:<{}}  {}  {:>9}  {}\n", file.id, widest, file.as_of, counted(rows, "row"),
                                 shortened(file.source, kSourceWidth));
  if (!is_shipped(file.file)) text += fmt::format("    {}\n", file.file);
  return text;
}

// Each file was read without a mistake before; alone it tells its own rows, those that others replace among them.
std::size_t own_rows(const CatalogFile& file) {
  const auto alone = load_catalogs({file.file});
  return alone.has_error() ? 0 : rows_of(*alone);
}

std::string vendor_line(const Catalogs& catalogs, const std::string& vendor, std::size_t listings, std::size_t widest) {
  const auto known = std::ranges::find(catalogs.svvp_vendors, vendor, &SvvpVendor::vendor);
  const bool complete = known != catalogs.svvp_vendors.end() && known->complete;
  const std::string extent = complete ? fmt::format("complete as of {}", known->as_of) : "not complete";
  return fmt::format("  {:<{}}  {:>12}  {}\n", vendor, widest, counted(listings, "listing"), extent);
}

std::string vendors_in_words(const Catalogs& catalogs) {
  std::map<std::string, std::size_t> vendors;
  for (const SvvpVendor& vendor : catalogs.svvp_vendors) vendors[vendor.vendor];
  for (const SvvpListing& listing : catalogs.svvp) ++vendors[listing.vendor];
  std::size_t widest = 0;
  for (const auto& [vendor, listings] : vendors) widest = std::max(widest, vendor.size());
  std::string text = "\nlistings of the Server Virtualization Validation Program, by vendor:\n";
  for (const auto& [vendor, listings] : vendors) text += vendor_line(catalogs, vendor, listings, widest);
  return text;
}

void list(const ListOptions& options, Console& console) {
  auto site = load_site(options.site);
  if (site.has_error()) return console.tell(site.error());
  site->catalogs.insert(site->catalogs.end(), options.catalogs.begin(), options.catalogs.end());
  const auto catalogs = load_all_catalogs(*site);
  if (catalogs.has_error()) return console.tell(catalogs.error());
  std::size_t widest = 0;
  for (const CatalogFile& file : catalogs->files) widest = std::max(widest, file.id.size());
  std::string text;
  for (const CatalogFile& file : catalogs->files) text += file_lines(file, own_rows(file), widest);
  console.print(text + vendors_in_words(*catalogs));
}

}  // namespace

void add_catalog_list(CLI::App& catalog, Session& session) {
  CLI::App* command = catalog.add_subcommand("list", "Which catalogs are used, with dates, rows and sources");
  command->footer("Example: hvcompat catalog list --site site.json");
  auto options = std::make_shared<ListOptions>();
  command->add_option("--site", options->site, "Site file whose catalogs are used, too")->type_name("FILE");
  command->add_option("--catalog", options->catalogs, "Use this catalog, too (repeatable)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  on_command(*command, session, options, list);
}

}  // namespace hvcompat
