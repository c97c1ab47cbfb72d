// The site file as a whole, and the targets that a command line asks for.
#include "target/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "target/site_parts.hpp"
#include "text/trusted_file.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

void read_paths(SiteReading& reading, ObjectReader& root, std::string_view key,
                std::vector<std::filesystem::path>& paths) {
  for (const std::string& path : root.strings(key)) paths.push_back(reading.resolve(path));
}

void read_plugin_sha256(SiteReading& reading, ObjectReader& root, Site& site) {
  const JsonNode* list = root.array("plugin_sha256");
  if (!list) return;
  if (list->items.empty()) reading.error(*list, "`plugin_sha256` is empty: no plugin could be loaded", "leave it out");
  for (const JsonNode& item : list->items) {
    if (item.kind == JsonKind::string && is_sha256(item.string)) {
      site.plugin_sha256.push_back(item.string);
    } else {
      reading.error(item, kNoSha256, "");
    }
  }
}

void read_root(SiteReading& reading, Site& site) {
  ObjectReader root(reading.document, reading.document.root, "", reading.errors);
  if (!root.is_object()) return;
  if (const JsonNode* targets = root.array("targets")) {
    for (const JsonNode& node : targets->items) read_site_target(reading, node, site);
  }
  if (const JsonNode* customer = root.object("customer")) read_customer(reading, *customer, site);
  if (const JsonNode* vendors = root.object("vendors")) read_vendors(reading, *vendors, site);
  if (const JsonNode* attest = root.array("attest")) {
    for (std::size_t i = 0; i < attest->items.size(); ++i) read_attest_rule(reading, attest->items[i], i, site);
  }
  if (const JsonNode* waivers = root.array("waivers")) {
    for (const JsonNode& node : waivers->items) read_waiver(reading, node, site);
  }
  read_paths(reading, root, "catalogs", site.catalogs);
  read_paths(reading, root, "policies", site.policies);
  site.profile = root.string("profile").value_or("");
  if (site.profile.ends_with(".json")) site.profile = reading.resolve(site.profile).string();
  read_plugin_sha256(reading, root, site);
  root.string("$schema");
  root.finish();
}

Errors alone(Error error) {
  Errors errors;
  errors.push_back(std::move(error));
  return errors;
}

const Target* find_target(const Site* site, std::string_view word) {
  if (!site) return nullptr;
  for (const Target& target : site->targets) {
    if (target.name == word || target.uri == word) return &target;
  }
  return nullptr;
}

Error no_such_target(const std::string& word, const Site& site) {
  std::vector<std::string_view> names;
  for (const Target& target : site.targets) names.push_back(target.name);
  std::string help = did_you_mean(word, names);
  if (help.empty())
    help = names.empty() ? "the site file names no targets" : fmt::format("it names {}", fmt::join(names, ", "));
  return usage_error(fmt::format("`{}` is neither a target of `{}` nor a URI", word, site.file), std::move(help));
}

Result<Target> target_of(const std::string& word, const Site* site) {
  if (const Target* known = find_target(site, word)) return *known;
  auto target = target_from_uri(word);
  if (!target && site) return no_such_target(without_password(word), *site);
  return target;
}

}  // namespace

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Loaded<Site> parse_site(const std::string& file, std::string text) {
  Site site;
  site.file = file;
  site.sha256 = sha256_hex(text);
  auto document = parse_json(file, std::move(text));
  if (!document) return alone(document.error());
  SiteReading reading{*document, std::filesystem::path(file).parent_path(), {}};
  read_root(reading, site);
  const auto place = [](const Error& error) { return std::tuple(error.where.line, error.where.column, error.message); };
  std::ranges::sort(reading.errors, {}, place);
  if (!reading.errors.empty()) return reading.errors;
  return site;
}

Loaded<Site> read_site_file(const std::filesystem::path& path) {
  auto text = read_trusted_file(path);
  if (!text) return alone(text.error());
  return parse_site(path.string(), std::move(*text));
}

Result<std::vector<Target>> select_targets(std::span<const std::string> arguments, const Site* site) {
  if (arguments.empty() && site && !site->targets.empty()) return site->targets;
  if (arguments.empty()) {
    return usage_error("there is nothing to read: no target is given",
                       "name a URI such as `qemu:///system`, or give a site file with `targets`");
  }
  std::vector<Target> targets;
  for (const std::string& word : arguments) {
    auto target = target_of(word, site);
    if (!target) return target.error();
    if (std::ranges::find(targets, target->name, &Target::name) != targets.end()) {
      return usage_error(fmt::format("target `{}` is given twice", target->name));
    }
    targets.push_back(std::move(*target));
  }
  return targets;
}

}  // namespace hvcompat
