// What a plugin tells: facts with their evidence, unknown facts with their reason, and the records that carry them.
#ifndef HVCOMPAT_PLUGIN_FACTS_HPP
#define HVCOMPAT_PLUGIN_FACTS_HPP

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <functional>
#include <hvcompat/plugin_json.hpp>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

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

// What is known of one host, cluster or guest, with the call and place that told it, and what is not and why. A fact is
// one of both: known beats unknown, whichever came first.
//
// All texts stand in one buffer, since a guest has dozens of facts, and hosts have thousands of guests.
class Facts {
 public:
  // `value`: bool, any integer, double, text, or a range of texts, which is a set. A number that isn't finite becomes
  // unknown.
  template <class T>
  Facts& set(std::string_view name, const T& value, std::string_view evidence) {
    const std::size_t at = bytes_.size();
    if (!append_value(value)) return unknown(name, Reason::error, "the number is not finite");
    const Piece json{at, bytes_.size() - at};
    Entry& entry = entry_of(name);
    entry.known = true;
    entry.first = json;
    entry.second = keep(evidence);
    return *this;
  }

  Facts& unknown(std::string_view name, Reason reason, std::string_view detail, std::string_view remedy = {}) {
    Entry& entry = entry_of(name);
    if (entry.known) return *this;
    entry.reason = reason;
    entry.first = keep(detail);
    entry.second = keep(remedy);
    return *this;
  }

  void erase(std::string_view name) {
    if (const Entry* entry = find(name)) entries_.erase(entries_.begin() + (entry - entries_.data()));
  }

  bool known(std::string_view name) const {
    const Entry* entry = find(name);
    return entry && entry->known;
  }
  // The value as JSON text (`"running"`, `4096`), empty where it is not known.
  std::string value(std::string_view name) const {
    const Entry* entry = find(name);
    return entry && entry->known ? std::string(text(entry->first)) : std::string();
  }
  std::string evidence(std::string_view name) const {
    const Entry* entry = find(name);
    return entry && entry->known ? std::string(text(entry->second)) : std::string();
  }
  std::optional<UnknownFact> why_unknown(std::string_view name) const {
    const Entry* entry = find(name);
    if (!entry || entry->known) return std::nullopt;
    return UnknownFact{entry->reason, std::string(text(entry->first)), std::string(text(entry->second))};
  }

  // Takes over everything that `other` knows; what both know stays as it is here.
  void merge(const Facts& other) {
    for (const Entry& theirs : other.entries_) {
      const std::string_view name = other.text(theirs.name);
      const Entry* mine = find(name);
      if (mine && (mine->known || !theirs.known)) continue;
      Entry& entry = entry_of(name);
      entry.known = theirs.known;
      entry.reason = theirs.reason;
      entry.first = keep(other.text(theirs.first));
      entry.second = keep(other.text(theirs.second));
    }
  }

  // Appends `"facts":{…},"evidence":{…},"unknown":{…}`; the last two only where something is in them. It is the form in
  // which hvcompat saves records: it keeps such a line as it is, and reads and writes any other again.
  void append_to(std::string& out) const {
    json::Object facts(out, "facts");
    for (const Entry& entry : entries_)
      if (entry.known) facts.raw(text(entry.name), text(entry.first));
    facts.close();
    append_evidence(out);
    append_unknown(out);
  }

 private:
  struct Piece {  // of bytes_
    std::size_t at = 0;
    std::size_t size = 0;
  };
  struct Entry {
    Piece name;
    Piece first;   // the value as JSON text, or why it is unknown
    Piece second;  // the evidence, or the remedy
    Reason reason = Reason::not_asked;
    bool known = false;
  };

  std::string_view text(const Piece& piece) const { return std::string_view(bytes_).substr(piece.at, piece.size); }

  Piece keep(std::string_view text) {
    const Piece piece{bytes_.size(), text.size()};
    bytes_.append(text);
    return piece;
  }

  std::size_t place_of(std::string_view name) const {
    const auto before = [this](const Entry& entry, std::string_view wanted) { return text(entry.name) < wanted; };
    return static_cast<std::size_t>(std::lower_bound(entries_.begin(), entries_.end(), name, before) -
                                    entries_.begin());
  }

  const Entry* find(std::string_view name) const {
    const std::size_t place = place_of(name);
    return place < entries_.size() && text(entries_[place].name) == name ? &entries_[place] : nullptr;
  }

  // A new one is unknown; it is for the caller to say why.
  Entry& entry_of(std::string_view name) {
    const std::size_t place = place_of(name);
    if (place < entries_.size() && text(entries_[place].name) == name) return entries_[place];
    Entry entry;
    entry.name = keep(name);
    return *entries_.insert(entries_.begin() + static_cast<std::ptrdiff_t>(place), entry);
  }

  // False where there is no such number in JSON.
  template <class T>
  bool append_value(const T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      bytes_ += value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<T>) {
      if constexpr (std::is_floating_point_v<T>)
        if (!std::isfinite(value)) return false;
      char digits[64];
      bytes_.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
      json::append_string(bytes_, value);
    } else {
      // A list is a set: in order, each text once.
      const std::set<std::string, std::less<>> items(std::begin(value), std::end(value));
      char separator = '[';
      for (const std::string& item : items) {
        bytes_ += separator;
        json::append_string(bytes_, item);
        separator = ',';
      }
      if (separator == '[') bytes_ += separator;
      bytes_ += ']';
    }
    return true;
  }

  void append_evidence(std::string& out) const {
    std::optional<json::Object> evidence;
    for (const Entry& entry : entries_) {
      if (!entry.known || entry.second.size == 0) continue;
      if (!evidence) evidence.emplace(out += ',', "evidence");
      evidence->text(text(entry.name), text(entry.second));
    }
    if (evidence) evidence->close();
  }

  void append_unknown(std::string& out) const {
    std::optional<json::Object> unknown;
    for (const Entry& entry : entries_) {
      if (entry.known) continue;
      if (!unknown) unknown.emplace(out += ',', "unknown");
      json::Object why = unknown->object(text(entry.name));
      why.text("reason", name_of(entry.reason));
      if (entry.first.size != 0) why.text("detail", text(entry.first));
      if (entry.second.size != 0) why.text("remedy", text(entry.second));
      why.close();
    }
    if (unknown) unknown->close();
  }

  std::string bytes_;           // what is not in use any more stays
  std::vector<Entry> entries_;  // by name
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
