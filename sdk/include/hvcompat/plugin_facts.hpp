// What a plugin tells: facts with their evidence, unknown facts with their reason, and the records that carry them.
#ifndef HVCOMPAT_PLUGIN_FACTS_HPP
#define HVCOMPAT_PLUGIN_FACTS_HPP

#include <charconv>
#include <cmath>
#include <cstddef>
#include <functional>
#include <hvcompat/plugin_json.hpp>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace hvc {

// Why a fact is not known.
enum class Reason { not_permitted, agent_off, not_exposed, timeout, error, not_asked };

inline std::string_view name_of(Reason reason) {
  constexpr std::string_view names[] = {"not-permitted", "agent-off", "not-exposed", "timeout", "error", "not-asked"};
  return names[static_cast<std::size_t>(reason)];
}

struct UnknownFact {
  Reason reason = Reason::not_asked;
  std::string detail;
  std::string remedy;
};

// What is known of one host, cluster or guest, with the call and place that told it, and what is not and why.
// A fact is in one of the two maps at most: known beats unknown, whichever came first.
class Facts {
 public:
  // `value`: bool, any integer, double, text, or a range of texts, which is a set. A number that isn't finite becomes
  // unknown.
  template <class T>
  Facts& set(std::string name, const T& value, std::string evidence) {
    std::optional<std::string> json = json_value(value);
    if (!json) return unknown(std::move(name), Reason::error, "the number is not finite");
    unknown_.erase(name);
    known_.insert_or_assign(std::move(name), Known{*std::move(json), std::move(evidence)});
    return *this;
  }

  Facts& unknown(std::string name, Reason reason, std::string detail, std::string remedy = {}) {
    if (!known_.count(name))
      unknown_.insert_or_assign(std::move(name), UnknownFact{reason, std::move(detail), std::move(remedy)});
    return *this;
  }

  void erase(const std::string& name) {
    known_.erase(name);
    unknown_.erase(name);
  }

  bool known(const std::string& name) const { return known_.count(name) > 0; }
  // The value as JSON text (`"running"`, `4096`), empty where it is not known.
  std::string value(const std::string& name) const {
    auto found = known_.find(name);
    return found == known_.end() ? std::string() : found->second.json;
  }
  std::string evidence(const std::string& name) const {
    auto found = known_.find(name);
    return found == known_.end() ? std::string() : found->second.evidence;
  }
  const UnknownFact* why_unknown(const std::string& name) const {
    auto found = unknown_.find(name);
    return found == unknown_.end() ? nullptr : &found->second;
  }

  // Takes over everything that `other` knows; what both know stays as it is here.
  void merge(Facts other) {  // NOLINT(performance-unnecessary-value-param): its members are moved
    for (auto& [name, known] : other.known_) {
      unknown_.erase(name);
      known_.try_emplace(name, std::move(known));
    }
    for (auto& [name, why] : other.unknown_)
      if (!known_.count(name)) unknown_.try_emplace(name, std::move(why));
  }

  // Appends `"facts":{…},"evidence":{…},"unknown":{…}`; the last two only where something is in them. It is the form in
  // which hvcompat saves records: it keeps such a line as it is, and reads and writes any other again.
  void append_to(std::string& out) const {
    json::Object facts(out, "facts");
    for (const auto& [name, known] : known_) facts.raw(name, known.json);
    facts.close();
    append_evidence(out);
    append_unknown(out);
  }

 private:
  struct Known {
    std::string json;
    std::string evidence;
  };

  template <class T>
  static std::optional<std::string> json_value(const T& value) {
    std::string out;
    if constexpr (std::is_same_v<T, bool>) {
      out = value ? "true" : "false";
    } else if constexpr (std::is_integral_v<T>) {
      out = std::to_string(value);
    } else if constexpr (std::is_floating_point_v<T>) {
      if (!std::isfinite(value)) return std::nullopt;
      char digits[64];
      out.assign(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
      json::append_string(out, value);
    } else {
      // A list is a set: in order, each text once.
      const std::set<std::string, std::less<>> items(std::begin(value), std::end(value));
      char separator = '[';
      for (const std::string& item : items) {
        out += separator;
        json::append_string(out, item);
        separator = ',';
      }
      if (separator == '[') out += separator;
      out += ']';
    }
    return out;
  }

  void append_evidence(std::string& out) const {
    std::optional<json::Object> evidence;
    for (const auto& [name, known] : known_) {
      if (known.evidence.empty()) continue;
      if (!evidence) evidence.emplace(out += ',', "evidence");
      evidence->text(name, known.evidence);
    }
    if (evidence) evidence->close();
  }

  void append_unknown(std::string& out) const {
    if (unknown_.empty()) return;
    json::Object unknown(out += ',', "unknown");
    for (const auto& [name, why] : unknown_) {
      json::Object entry = unknown.object(name);
      entry.text("reason", name_of(why.reason));
      if (!why.detail.empty()) entry.text("detail", why.detail);
      if (!why.remedy.empty()) entry.text("remedy", why.remedy);
      entry.close();
    }
    unknown.close();
  }

  std::map<std::string, Known> known_;
  std::map<std::string, UnknownFact> unknown_;
};

// One cluster, host or guest. `id` is unique in the target for its kind.
struct Record {
  enum class Kind { cluster, host, guest };
  Kind kind = Kind::guest;
  std::string id;
  std::string name;
  std::string parent;  // the id of a host's cluster or a guest's host; may be empty
  Facts facts;

  static Record cluster(std::string id, std::string name) {
    return {Kind::cluster, std::move(id), std::move(name), {}, {}};
  }
  static Record host(std::string id, std::string name, std::string cluster_id = {}) {
    return {Kind::host, std::move(id), std::move(name), std::move(cluster_id), {}};
  }
  static Record guest(std::string id, std::string name, std::string host_id) {
    return {Kind::guest, std::move(id), std::move(name), std::move(host_id), {}};
  }

  std::string to_json() const {
    constexpr std::string_view kinds[] = {"cluster", "host", "guest"};
    constexpr std::string_view parents[] = {"", "cluster", "host"};
    std::string out;
    json::Object record(out);
    record.text("record", kinds[static_cast<std::size_t>(kind)]);
    record.text("id", id);
    if (!name.empty()) record.text("name", name);
    if (!parent.empty() && kind != Kind::cluster) record.text(parents[static_cast<std::size_t>(kind)], parent);
    out += ',';
    facts.append_to(out);
    record.close();
    return out;
  }
};

// A fault of one host or guest that does not stop the rest. `scope`: "target", "host" or "guest"; `id` may be empty.
struct Fault {
  std::string scope;
  std::string id;
  std::string code;
  std::string text;
  std::string remedy;
};

}  // namespace hvc

#endif
