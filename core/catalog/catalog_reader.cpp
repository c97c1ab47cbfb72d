// Reading one catalog file: what its kinds share.
#include "catalog/catalog_reader.hpp"

#include <fmt/format.h>

namespace hvcompat {

namespace {

using KindReader = void (*)(CatalogReader&, Catalogs&);
struct Kind {
  std::string_view name;
  KindReader read;
};
constexpr Kind kKinds[] = {{"windows", read_windows},         {"guest-os-names", read_names},
                           {"hypervisors", read_hypervisors}, {"svvp", read_svvp},
                           {"vendors", read_vendors},         {"hyperv-guests", read_hyperv_guests}};

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const Kind& kind : kKinds) names.push_back(kind.name);
  return names;
}

}  // namespace

CatalogReader::CatalogReader(const JsonDocument& document, Errors& errors)
    : document_(document), errors_(errors), root_(document, document.root, "", errors) {}

void CatalogReader::read(Catalogs& catalogs) {
  if (!root_.is_object()) return;
  root_.required("catalog");
  const auto kind = root_.one_of("catalog", kind_names());
  if (!kind) return;
  file_.id = *kind;
  read_header();
  for (const Kind& known : kKinds) {
    if (known.name == *kind) known.read(*this, catalogs);
  }
  root_.finish();
  catalogs.files.push_back(file_);
}

void CatalogReader::read_header() {
  const JsonNode* schema = root_.required("schema");
  const auto number = root_.integer("schema");
  if (number && *number != 1) {
    root_.error(*schema, fmt::format("schema `{}` is not known", *number), "this version reads schema 1");
  }
  root_.required("as_of");
  file_.as_of = date(root_, "as_of");
  file_.source = root_.required_string("source");
  file_.file = document_.file;
  const JsonNode* sources = root_.object("sources");
  if (!sources) return;
  for (const JsonMember& member : sources->members) {
    if (member.value.kind == JsonKind::string) {
      sources_[member.key] = member.value.string;
    } else {
      root_.error(member.value, fmt::format("source `{}` must be a string", member.key));
    }
  }
}

void CatalogReader::rows(std::string_view key, std::string_view name, const RowReader& row) {
  const JsonNode* array = root_.array(key);
  if (!array) return;
  std::set<std::string> seen;
  for (const JsonNode& item : array->items) {
    const JsonNode* named = item.find(name);
    const std::string id = named && named->kind == JsonKind::string ? named->string : std::string{};
    ObjectReader reader(document_, item, id.empty() ? std::string(key) : fmt::format("`{}`", id), errors_);
    if (!reader.is_object()) continue;
    if (name == "id" && !id.empty() && !seen.insert(id).second) {
      reader.error(*named, "the id stands here for the second time");
    }
    row(reader);
    reader.finish();
  }
}

void CatalogReader::nested(ObjectReader& row, std::string_view key, const std::string& what, const NestedReader& read) {
  const JsonNode* array = row.array(key);
  if (!array) return;
  for (const JsonNode& item : array->items) {
    ObjectReader reader(document_, item, what, errors_);
    if (!reader.is_object()) continue;
    read(reader, item);
    reader.finish();
  }
}

std::string CatalogReader::source_of(ObjectReader& row) {
  std::string text = row.required_string("source");
  const auto found = sources_.find(text);
  return found == sources_.end() ? text : found->second;
}

std::string CatalogReader::date(ObjectReader& row, std::string_view key) {
  const auto text = row.string(key);
  if (!text || is_date(*text)) return text.value_or(std::string{});
  row.error(*row.take(key), fmt::format("`{}` is no date", *text), "write it as YYYY-MM-DD");
  return {};
}

std::string CatalogReader::as_of(ObjectReader& row) {
  std::string own = date(row, "as_of");
  return own.empty() ? file_.as_of : own;
}

LifecycleDates CatalogReader::dates(ObjectReader& row) {
  LifecycleDates dates{date(row, "released"), date(row, "mainstream_end"), date(row, "extended_end"),
                       date(row, "esu_end")};
  const std::string* before = nullptr;
  for (const std::string* day : {&dates.released, &dates.mainstream_end, &dates.extended_end, &dates.esu_end}) {
    if (day->empty()) continue;
    if (before && *day < *before) {
      const std::string_view key = day == &dates.mainstream_end ? "mainstream_end"
                                   : day == &dates.extended_end ? "extended_end"
                                                                : "esu_end";
      row.error(*row.take(key), fmt::format("`{}` {} is before {}", key, *day, *before),
                "the phases follow each other");
    }
    before = day;
  }
  return dates;
}

std::optional<Version> CatalogReader::version(ObjectReader& row, const JsonNode& node,
                                              const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  auto parsed = Version::parse(*text);
  if (!parsed) row.error(node, fmt::format("`{}` is no version", *text), "digit groups separated by dots");
  return parsed;
}

std::optional<VersionRange> CatalogReader::range(ObjectReader& row, const JsonNode& node) {
  if (node.kind == JsonKind::string) {
    auto exact = version(row, node, node.string);
    if (!exact) return std::nullopt;
    Version next = *exact;  // nothing stands between a version and the same with one more group
    next.groups.resize(9, 0);
    next.groups.back() = 1;
    return VersionRange{std::move(exact), std::move(next)};
  }
  ObjectReader reader(document_, node, "a version range", errors_);
  if (!reader.is_object()) return std::nullopt;
  VersionRange range{version(row, node, reader.string("from")), version(row, node, reader.string("below"))};
  reader.finish();
  if (!range.from && !range.below) {
    row.error(node, "a version range needs `from`, `below` or both");
    return std::nullopt;
  }
  return range;
}

std::vector<VersionRange> CatalogReader::versions(ObjectReader& row, std::string_view key) {
  std::vector<VersionRange> ranges;
  const JsonNode* array = row.array(key);
  if (!array) return ranges;
  for (const JsonNode& item : array->items) {
    if (auto read = range(row, item)) ranges.push_back(std::move(*read));
  }
  return ranges;
}

}  // namespace hvcompat
