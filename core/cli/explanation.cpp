// Wording of the reasoning behind a verdict.
#include "cli/explanation.hpp"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <map>

#include "cli/explained_path.hpp"
#include "report/answer_sentence.hpp"
#include "report/json_member.hpp"
#include "report/table.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

constexpr std::string_view kBold = "\x1b[1m";
constexpr std::string_view kPlain = "\x1b[0m";

class Explanation {
 public:
  Explanation(const std::vector<Pack>& packs, const ExplanationOptions& options) : packs_(packs), options_(options) {}

  std::string of(const json::object& guest) {
    head(guest);
    for (const json::object* area : objects_in(guest, "areas")) add_area(*area);
    missing(guest, "missing, and what would supply it", 0);
    boundaries(guest);
    first_steps(guest);
    advice(guest);
    conflicts(guest);
    waivers(guest);
    return std::move(text_);
  }

 private:
  // Wrapped; what follows the first line stands two columns further in.
  void line(std::size_t indent, const std::string& text) {
    const std::string safe = for_terminal(text);
    text_ +=
        std::string(indent, ' ') + wrap(safe, options_.width > indent + 20 ? options_.width : 80, indent + 2) + "\n";
  }

  void title(const std::string& text) {
    const bool color = options_.color;
    text_ += fmt::format("\n{}{}{}\n", color ? kBold : "", for_terminal(text), color ? kPlain : "");
  }

  void head(const json::object& guest) {
    const std::string host = text_in(guest, "host");
    title(fmt::format("{}{} ({}): {}, outcome {}", text_in(guest, "name"), host.empty() ? "" : " on " + host,
                      text_in(guest, "target"), text_in(guest, "level"), text_in(guest, "outcome")));
    text_.erase(0, 1);
    line(0, answer_sentence(guest));
  }

  void add_area(const json::object& area) {
    const std::string level = text_in(area, "level");
    title(fmt::format("{}: {}, outcome {}", text_in(area, "area"), level, text_in(area, "outcome")));
    if (level == "indeterminate") line(2, "possible: " + join(texts_in(area, "possible"), ", "));
    if (truth_in(area, "assessed") == false)
      line(2, "not assessed: none of the facts it needs is known; it is kept out of the guest's level");
    for (const json::object* pack : objects_in(area, "packs")) add_pack(*pack);
  }

  void add_pack(const json::object& pack) {
    line(2, fmt::format("{}@{}: {}", text_in(pack, "policy"), text_in(pack, "revision"), decision(pack)));
    if (const std::string note = text_in(pack, "note"); !note.empty()) line(4, "note: " + note);
    for (const json::object* step : objects_in(pack, "path")) add_step(pack, *step);
    const std::vector<std::string> clauses = texts_in(pack, "clauses");
    if (!clauses.empty()) line(4, "it stands in");
    for (const std::string& clause : clauses) line(6, clause_words(pack, clause));
    const std::vector<std::string> obligations = texts_in(pack, "obligations");
    if (!obligations.empty()) line(4, "what it asks of you");
    for (const std::string& obligation : obligations) line(6, obligation);
    if (text_in(pack, "level") == "indeterminate") missing(pack, "missing for this policy", 4);
  }

  static std::string decision(const json::object& pack) {
    const std::string level = text_in(pack, "level");
    if (level == "not-applicable") return "does not speak about this guest";
    if (level == "not-assessed") return "not assessed";
    const std::vector<std::string> rules = texts_in(pack, "rules");
    const std::string basis = text_in(pack, "basis");
    if (level != "indeterminate")
      return fmt::format("{} by rule {}{}: {}", level, join(rules, " or "), basis.empty() ? "" : ", " + basis,
                         text_in(pack, "why"));
    return fmt::format("{}, one of the rules {} ({})", level, join(rules, ", "),
                       join(texts_in(pack, "possible"), ", "));
  }

  void add_step(const json::object& pack, const json::object& step) {
    const Pack* known = pack_of(text_in(pack, "policy"), text_in(pack, "revision"));
    const std::string id = text_in(step, "rule");
    const Rule* rule = known ? known->rule(id) : nullptr;
    const Condition* condition = rule ? &rule->when : nullptr;
    if (known && id == "applies_to") condition = &known->applies_to;
    for (const ExplainedLine& explained : explain_step(step, condition)) line(4 + explained.indent, explained.text);
  }

  const Pack* pack_of(const std::string& id, const std::string& revision) const {
    for (const Pack& pack : packs_)
      if (pack.id == id && (revision.empty() || pack.revision == revision)) return &pack;
    return nullptr;
  }

  std::string clause_words(const json::object& pack, const std::string& id) const {
    const Pack* known = pack_of(text_in(pack, "policy"), text_in(pack, "revision"));
    const Clause* clause = known ? known->clause(id) : nullptr;
    return clause ? fmt::format("{} ({}): {}", id, clause->where, clause->summary) : id;
  }

  void missing(const json::object& owner, const std::string& label, std::size_t indent) {
    const auto facts = objects_in(owner, "missing");
    if (facts.empty()) return;
    if (indent == 0) {
      title(label);
    } else {
      line(indent, label);
    }
    for (const json::object* fact : facts) {
      const std::string detail = text_in(*fact, "detail");
      line(indent + 2, fmt::format("{}: {}{}", text_in(*fact, "fact"), text_in(*fact, "reason"),
                                   detail.empty() ? "" : ", " + detail));
      if (const std::string remedy = text_in(*fact, "remedy"); !remedy.empty()) line(indent + 4, "remedy: " + remedy);
    }
  }

  void boundaries(const json::object& guest) {
    std::vector<std::string> clear;
    bool titled = false;
    for (const json::object* boundary : objects_in(guest, "boundaries")) {
      const std::string state = text_in(*boundary, "state");
      if (state == "not-applicable") continue;
      if (!titled) title("boundaries: features for which somebody else answers");
      titled = true;
      if (state == "clear") {
        clear.push_back(text_in(*boundary, "id"));
      } else {
        add_boundary(*boundary, state);
      }
    }
    if (!clear.empty()) line(2, "clear: " + join(clear, ", "));
  }

  void add_boundary(const json::object& boundary, const std::string& state) {
    line(2, fmt::format("{} {}: {} answers for {} ({})", text_in(boundary, "id"), state,
                        text_in(boundary, "responsible"), text_in(boundary, "feature"), text_in(boundary, "basis")));
    if (const std::string why = text_in(boundary, "why"); !why.empty()) line(4, why);
    const std::vector<std::string> because = texts_in(boundary, "because");
    if (!because.empty()) line(4, "seen from: " + join(because, ", "));
    if (state == "unknown") missing_once(boundary);
    if (const std::string remedy = text_in(boundary, "remedy"); !remedy.empty()) line(4, "remedy: " + remedy);
  }

  // Many boundaries wait for the same facts: these are told with the first.
  void missing_once(const json::object& boundary) {
    const auto* facts = boundary.if_contains("missing");
    if (!facts) return;
    const auto [told, is_new] = missing_told_.try_emplace(json::serialize(*facts), text_in(boundary, "id"));
    if (is_new) {
      missing(boundary, "missing", 4);
    } else {
      line(4, "missing: as for " + told->second);
    }
  }

  void first_steps(const json::object& guest) {
    const auto* value = guest.if_contains("first_steps");
    const json::object* steps = value ? value->if_object() : nullptr;
    if (!steps || texts_in(*steps, "call").empty()) return;
    title("if it breaks");
    for (const std::string& who : texts_in(*steps, "call")) line(2, "call for " + who);
    const std::vector<std::string> places = texts_in(*steps, "reproduce_on");
    if (places.empty()) return;
    line(2, "a reproduction is accepted on " + join(places, ", or on "));
    const std::vector<std::string> hosts = texts_in(*steps, "hosts");
    line(2, hosts.empty() ? "no host of this inventory is known to qualify for it"
                          : "could serve for it: " + join(hosts, ", "));
  }

  void advice(const json::object& guest) {
    const auto items = objects_in(guest, "advice");
    if (!items.empty()) title("advice");
    for (const json::object* item : items) {
      const std::vector<std::string> clauses = texts_in(*item, "clauses");
      line(2, text_in(*item, "text") +
                  (clauses.empty() ? "" : fmt::format(" [{} {}]", text_in(*item, "policy"), join(clauses, ", "))));
    }
  }

  void conflicts(const json::object& guest) {
    const auto items = objects_in(guest, "conflicts");
    if (!items.empty()) title("sources that disagree");
    for (const json::object* item : items)
      line(2, fmt::format("{}: {}", text_in(*item, "fact"), text_in(*item, "text")));
  }

  void waivers(const json::object& guest) {
    const auto items = objects_in(guest, "waivers");
    if (!items.empty()) title("waived");
    for (const json::object* item : items)
      line(2, fmt::format("{} until {} by {}: {}", text_in(*item, "rule"), text_in(*item, "expires"),
                          text_in(*item, "owner"), text_in(*item, "reason")));
  }

  const std::vector<Pack>& packs_;
  const ExplanationOptions options_;
  std::map<std::string, std::string> missing_told_;  // missing facts → the first boundary that waits for them
  std::string text_;
};

}  // namespace

std::string explain_guest(const json::object& guest, const std::vector<Pack>& packs,
                          const ExplanationOptions& options) {
  return Explanation(packs, options).of(guest);
}

}  // namespace hvcompat
