// Reading of packs.
#include "policy/pack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "policy/advice_text.hpp"
#include "text/trusted_file.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::string_view kFeaturePrefix = "feature.";

// As it can be named: ID, ID@REVISION.
bool is_pack_id(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  };
  return !id.empty() && std::all_of(id.begin(), id.end(), allowed);
}

class PackReader {
 public:
  PackReader(const JsonDocument& document, Errors& errors) : document_(document), errors_(errors) {}

  Pack read() {
    ObjectReader in(document_, document_.root, "pack", errors_);
    if (!in.is_object()) return {};
    in.string("$schema");
    pack_.id = in.required_string("id");
    if (const JsonNode* id = in.take("id"); id && !is_pack_id(pack_.id))
      in.error(*id, fmt::format("`{}` is no id", pack_.id), "take letters, digits, `.`, `_` and `-`");
    pack_.revision = in.required_string("revision");
    pack_.title = in.required_string("title");
    pack_.area = in.required_string("area");
    read_source(in);
    read_in_force(in);
    pack_.applies_to = condition(in, "applies_to", "applies_to").value_or(Condition{});
    pack_.covers = condition(in, "covers", "covers");
    each(in, "clauses", true, [&](const JsonNode& node) { read_clause(node); });
    each(in, "support", true, [&](const JsonNode& node) { read_rule(node); });
    each(in, "boundaries", false, [&](const JsonNode& node) { read_boundary(node); });
    each(in, "advice", false, [&](const JsonNode& node) { read_advice(node); });
    read_needs(in);
    in.finish();
    check_rules();
    return std::move(pack_);
  }

 private:
  void fail(std::size_t offset, std::string message, std::string help = {}) {
    errors_.push_back(document_.error_at(offset, std::move(message), std::move(help)));
  }

  void fail(const Rule& rule, std::string message, std::string help = {}) {
    Error error = usage_error(std::move(message), std::move(help));
    error.where = rule.where;
    errors_.push_back(std::move(error));
  }

  std::optional<Condition> condition(ObjectReader& in, std::string_view key, const std::string& what) {
    const JsonNode* node = in.take(key);
    if (!node) return std::nullopt;
    return read_condition(document_, *node, what, errors_);
  }

  template <class Read>
  void each(ObjectReader& in, std::string_view key, bool required, Read read) {
    if (required && !in.required(key)) return;
    const JsonNode* list = in.array(key);
    if (!list) return;
    if (required && list->items.empty()) fail(list->offset, fmt::format("pack: `{}` is empty", key));
    for (const JsonNode& node : list->items) read(node);
  }

  void read_source(ObjectReader& in) {
    const JsonNode* node = in.required("source");
    if (!node) return;
    ObjectReader source(document_, *node, "source", errors_);
    pack_.source.document = source.required_string("document");
    pack_.source.url = source.string("url").value_or("");
    pack_.source.applies_to = source.strings("applies_to");
    pack_.source.note = source.string("note").value_or("");
    source.finish();
  }

  void read_in_force(ObjectReader& in) {
    const JsonNode* node = in.required("in_force");
    if (!node) return;
    ObjectReader in_force(document_, *node, "in_force", errors_);
    pack_.in_force_from = in_force.required_string("from");
    if (!pack_.in_force_from.empty() && !is_date(pack_.in_force_from))
      in_force.error(*node->find("from"), fmt::format("`{}` is not a date", pack_.in_force_from), "write YYYY-MM-DD");
    in_force.finish();
  }

  void read_clause(const JsonNode& node) {
    ObjectReader in(document_, node, "clause", errors_);
    Clause clause;
    clause.id = in.required_string("id");
    clause.where = in.string("where").value_or("");
    clause.summary = in.required_string("summary");
    clause.manual = in.string("manual").value_or("");
    in.finish();
    if (pack_.clause(clause.id)) fail(node.offset, fmt::format("clause `{}` stands twice", clause.id));
    pack_.clauses.push_back(std::move(clause));
  }

  void read_rule(const JsonNode& node) {
    Rule rule;
    rule.where = document_.error_at(node.offset, {}).where;
    const std::string what = fmt::format("rule `{}`", id_of(node));
    ObjectReader in(document_, node, what, errors_);
    rule.id = new_id(in);
    rule.when = condition(in, "when", what).value_or(Condition{});
    if (const auto level = in.one_of("level", kLevelNames))
      rule.level = *level_named(*level);
    else if (!node.find("level"))
      in.required("level");
    rule.clauses = clauses_of(in, node);
    rule.why = in.string("why").value_or("");
    rule.obligations = in.strings("obligations");
    rule.reproduce_on = in.strings("reproduce_on");
    rule.basis = basis_of(in);
    rule.explicit_when = condition(in, "explicit_when", what);
    if (const auto cap = in.one_of("at_best", kCapNames)) rule.at_best = outcome_named(*cap);
    in.finish();
    pack_.support.push_back(std::move(rule));
  }

  void read_boundary(const JsonNode& node) {
    Boundary boundary;
    const std::string what = fmt::format("boundary `{}`", id_of(node));
    ObjectReader in(document_, node, what, errors_);
    boundary.id = new_id(in);
    boundary.feature = feature_of(in);
    boundary.when = condition(in, "when", what).value_or(Condition{});
    boundary.responsible = in.required_string("responsible");
    boundary.basis = basis_of(in);
    boundary.clauses = clauses_of(in, node);
    boundary.why = in.string("why").value_or("");
    boundary.remedy = in.string("remedy").value_or("");
    in.finish();
    pack_.boundaries.push_back(std::move(boundary));
  }

  void read_advice(const JsonNode& node) {
    Advice advice;
    const std::string what = fmt::format("advice `{}`", id_of(node));
    ObjectReader in(document_, node, what, errors_);
    advice.id = new_id(in);
    advice.on = in.strings("on");
    for (const std::string& rule : advice.on)
      if (!pack_.rule(rule))
        fail(node.find("on")->offset, fmt::format("{}: there is no rule `{}`", what, rule),
             did_you_mean(rule, rule_ids()));
    advice.when = condition(in, "when", what).value_or(Condition{});
    advice.unless = condition(in, "unless", what);
    advice.text = in.required_string("text");
    for (const std::string& fact : facts_filled_in(advice.text)) know_fact(fact, *node.find("text"), what + ", text");
    advice.clauses = clauses_of(in, node);
    in.finish();
    pack_.advice.push_back(std::move(advice));
  }

  void read_needs(ObjectReader& in) {
    pack_.needs_any = in.strings("needs_any");
    for (const std::string& fact : pack_.needs_any) know_fact(fact, *document_.root.find("needs_any"), "needs_any");
  }

  void know_fact(const std::string& fact, const JsonNode& at, const std::string& what) {
    if (!find_fact(fact) && !is_vendor_fact(fact))
      fail(at.offset, fmt::format("{}: unknown fact `{}`", what, fact), did_you_mean(fact, fact_names()));
  }

  static std::string id_of(const JsonNode& node) {
    const JsonNode* id = node.kind == JsonKind::object ? node.find("id") : nullptr;
    return id && id->kind == JsonKind::string ? id->string : "?";
  }

  std::string new_id(ObjectReader& in) {
    std::string id = in.required_string("id");
    if (!id.empty() && !ids_.insert(id).second) in.error(*in.take("id"), fmt::format("the id `{}` stands twice", id));
    return id;
  }

  Basis basis_of(ObjectReader& in) {
    const auto name = in.one_of("basis", kBasisNames);
    return name ? *basis_named(*name) : Basis::explicit_;
  }

  std::string feature_of(ObjectReader& in) {
    std::string feature = in.required_string("feature");
    if (feature.empty()) return feature;
    if (!feature.starts_with(kFeaturePrefix)) feature.insert(0, kFeaturePrefix);
    if (!find_fact(feature))
      in.error(*in.take("feature"), fmt::format("unknown feature `{}`", feature), did_you_mean(feature, fact_names()));
    return feature;
  }

  std::vector<std::string> clauses_of(ObjectReader& in, const JsonNode& node) {
    std::vector<std::string> ids = in.strings("clauses");
    const JsonNode* list = node.find("clauses");
    std::vector<std::string_view> known;
    for (const Clause& clause : pack_.clauses) known.push_back(clause.id);
    for (std::size_t i = 0; i < ids.size(); ++i)
      if (!pack_.clause(ids[i]))
        fail(list->items[i].offset, fmt::format("there is no clause `{}`", ids[i]), did_you_mean(ids[i], known));
    return ids;
  }

  std::vector<std::string_view> rule_ids() const {
    std::vector<std::string_view> ids;
    for (const Rule& rule : pack_.support) ids.push_back(rule.id);
    return ids;
  }

  void check_rules() {
    for (std::size_t i = 0; i < pack_.support.size(); ++i) {
      const Rule& rule = pack_.support[i];
      const bool last = i + 1 == pack_.support.size();
      const bool always = rule.when.kind == Condition::Kind::always;
      if (last && !always)
        fail(rule,
             fmt::format("rule `{}` is the last and has `when`: guests for which it fails have no answer", rule.id),
             "add a last rule without `when`");
      if (!last && always && errors_.empty())
        fail(rule, fmt::format("rule `{}` has no `when`: the rules after it can never decide", rule.id));
    }
  }

  static inline const std::vector<std::string_view> kLevelNames = {"microsoft",       "joint",  "investigate",
                                                                   "reproduce-first", "vendor", "not-supported"};
  static inline const std::vector<std::string_view> kCapNames = {"warn", "undecided", "fail"};
  static inline const std::vector<std::string_view> kBasisNames = {"explicit", "interpretive", "extrapolated"};

  const JsonDocument& document_;
  Errors& errors_;
  Pack pack_;
  std::set<std::string> ids_;
};

}  // namespace

const Rule* Pack::rule(std::string_view rule_id) const {
  const auto found = std::find_if(support.begin(), support.end(), [&](const Rule& r) { return r.id == rule_id; });
  return found == support.end() ? nullptr : &*found;
}

const Clause* Pack::clause(std::string_view clause_id) const {
  const auto found = std::find_if(clauses.begin(), clauses.end(), [&](const Clause& c) { return c.id == clause_id; });
  return found == clauses.end() ? nullptr : &*found;
}

Loaded<Pack> parse_pack(std::string file, std::string text) {
  const auto document = parse_json(std::move(file), std::move(text));
  if (document.has_error()) return Errors{document.error()};
  Errors errors;
  Pack pack = PackReader(*document, errors).read();
  if (!errors.empty()) return errors;
  pack.file = document->file;
  pack.sha256 = sha256_hex(document->text);
  return pack;
}

Loaded<Pack> load_pack(const std::filesystem::path& file) {
  auto text = read_trusted_file(file);
  if (text.has_error()) return Errors{text.error()};
  return parse_pack(file.string(), std::move(*text));
}

Result<std::vector<std::filesystem::path>> find_pack_files(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (entry->is_regular_file() && name.ends_with(".json") && !name.ends_with(".tests.json"))
      files.push_back(entry->path());
  }
  if (error) return usage_error(fmt::format("cannot read the policies in {}: {}", directory.string(), error.message()));
  if (files.empty())
    return usage_error(fmt::format("no policy pack in `{}`", directory.string()),
                       "name a folder that holds packs (*.json), or a pack itself");
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace hvcompat
