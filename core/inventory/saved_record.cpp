// Cutting records in their saved form.
#include "inventory/saved_record.hpp"

#include <simdjson.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "inventory/ndjson_record.hpp"

namespace hvcompat {

namespace {

// Eight bytes at once: where in them is a byte that ends or spoils a plain text?
const char* end_of_plain_text(const char* at, const char* end) {
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHigh = 0x8080808080808080U;
  const auto zero_byte = [](std::uint64_t word) { return (word - kOnes) & ~word & kHigh; };
  static_assert(std::endian::native == std::endian::little);
  while (at < end) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    const std::uint64_t control = (word - kOnes * 0x20U) & ~word & kHigh;
    const std::uint64_t found = zero_byte(word ^ (kOnes * '"')) | zero_byte(word ^ (kOnes * '\\')) | control;
    if (found != 0) return at + (std::countr_zero(found) >> 3U);  // the lowest is exact
    at += sizeof word;
  }
  return end;
}

class Cutter {
 public:
  Cutter(std::string_view line, LineOrigin origin, SavedRecord& to)
      : at_(line.data()), end_(line.data() + line.size()), own_(origin == LineOrigin::own), to_(to) {}

  bool cut() {
    to_.name = to_.parent = {};
    to_.facts.clear();
    to_.unknown.clear();
    return head() && skip(R"(,"facts":{)") && facts() && rest() && at_ == end_;
  }

 private:
  bool skip(std::string_view text) {
    if (static_cast<std::size_t>(end_ - at_) < text.size() || std::memcmp(at_, text.data(), text.size()) != 0)
      return false;
    at_ += text.size();
    return true;
  }

  bool skip(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }

  // After the opening quote: what stands before the closing one. `quotes`: quotes and backslashes may be in it, which
  // JSON writes in one way only, so that equal texts are equal bytes; elsewhere they would spoil the order.
  bool text(std::string_view& to, bool quotes = false) {
    const char* begin = at_;
    at_ = end_of_plain_text(at_, end_);
    while (at_ + 1 < end_ && *at_ == '\\' && (own_ || (quotes && (at_[1] == '"' || at_[1] == '\\'))))
      at_ = end_of_plain_text(at_ + 2, end_);
    if (at_ >= end_ || *at_ != '"') return false;
    to = {begin, static_cast<std::size_t>(at_ - begin)};
    ++at_;
    return to.size() <= kLongestText || own_;
  }

  bool text_that_says_something(std::string_view& to, bool quotes = false) { return text(to, quotes) && !to.empty(); }

  bool head() {
    constexpr std::array<std::string_view, 3> kHeads = {R"({"record":"guest","id":")", R"({"record":"host","id":")",
                                                        R"({"record":"cluster","id":")"};
    constexpr std::array<Entity, 3> kKinds = {Entity::guest, Entity::host, Entity::cluster};
    for (std::size_t i = 0; i < kHeads.size(); ++i) {
      if (!skip(kHeads[i])) continue;
      to_.kind = kKinds[i];
      if (!text_that_says_something(to_.id)) return false;
      if (skip(R"(,"name":")") && !text_that_says_something(to_.name, true)) return false;
      if (to_.kind == Entity::guest && skip(R"(,"host":")")) return text_that_says_something(to_.parent);
      if (to_.kind == Entity::host && skip(R"(,"cluster":")")) return text_that_says_something(to_.parent);
      return true;
    }
    return false;
  }

  bool list() {
    if (skip(']')) return true;
    std::string_view before;
    do {
      std::string_view item;
      if (!skip('"') || !text_that_says_something(item)) return false;
      if (!own_ && item <= before) return false;  // a list is a set, in order
      before = item;
    } while (skip(','));
    return skip(']');
  }

  bool whole_number() {
    const char* begin = at_;
    if (*at_ == '-') ++at_;
    const char* digits = at_;
    while (at_ < end_ && *at_ >= '0' && *at_ <= '9') ++at_;
    const auto count = at_ - digits;
    if (own_) {
      while (at_ < end_ && *at_ != ',' && *at_ != '}') ++at_;
      return true;
    }
    constexpr int kSurelyFits = 18;  // digits, of 64 bits
    return count > 0 && count <= kSurelyFits && (*digits != '0' || (count == 1 && digits == begin));
  }

  bool value(std::string_view& to) {
    const char* begin = at_;
    std::string_view ignored;
    bool good = false;
    if (at_ == end_) return false;
    switch (*at_) {
      case '"':
        ++at_;
        good = text(ignored, true);
        break;
      case 't':
        good = skip("true");
        break;
      case 'f':
        good = skip("false");
        break;
      case '[':
        ++at_;
        good = list();
        break;
      default:
        good = whole_number();
    }
    to = {begin, static_cast<std::size_t>(at_ - begin)};
    return good;
  }

  // Names in order, each once.
  bool name(std::string_view& before, std::string_view& to) {
    if (!skip('"') || !text(to) || to <= before || !skip(':')) return false;
    before = to;
    return true;
  }

  bool facts() {
    if (skip('}')) return true;
    std::string_view before;
    do {
      SavedRecord::Item& item = to_.facts.emplace_back();
      if (to_.facts.size() > kMostFacts || !name(before, item.name) || !value(item.json)) return false;
    } while (skip(','));
    return skip('}');
  }

  bool rest() {
    if (skip(R"(,"evidence":{)") && !evidence()) return false;
    if (skip(R"(,"unknown":{)") && !unknown()) return false;
    return skip('}');
  }

  // Of facts that are known.
  bool evidence() {
    std::string_view before;
    std::string_view of;
    std::string_view ignored;
    auto fact = to_.facts.begin();
    do {
      if (!name(before, of) || !skip('"') || !text_that_says_something(ignored, true)) return false;
      while (fact != to_.facts.end() && fact->name < of) ++fact;
      if (fact == to_.facts.end() || fact->name != of) return false;
    } while (skip(','));
    return skip('}');
  }

  // Of facts that are not known.
  bool unknown() {
    std::string_view before;
    auto fact = to_.facts.begin();
    do {
      SavedRecord::Item& item = to_.unknown.emplace_back();
      if (to_.facts.size() + to_.unknown.size() > kMostFacts || !name(before, item.name)) return false;
      const char* begin = at_;
      std::string_view ignored;
      if (!skip(R"({"reason":")") || !text_that_says_something(ignored)) return false;
      if (skip(R"(,"detail":")") && !text_that_says_something(ignored, true)) return false;
      if (skip(R"(,"remedy":")") && !text_that_says_something(ignored, true)) return false;
      if (!skip('}')) return false;
      item.json = {begin, static_cast<std::size_t>(at_ - begin)};
      while (fact != to_.facts.end() && fact->name < item.name) ++fact;
      if (fact != to_.facts.end() && fact->name == item.name) return false;
    } while (skip(','));
    return skip('}');
  }

  const char* at_;
  const char* end_;
  const bool own_;
  SavedRecord& to_;
};

}  // namespace

bool cut_saved_record(std::string_view line, LineOrigin origin, SavedRecord& to) {
  return Cutter(line, origin, to).cut();
}

const SavedRecord* SavedRecordCutter::cut(std::string_view line) {
  if (!simdjson::validate_utf8(line.data(), line.size())) return nullptr;
  padded_.assign(line).append(kBehindLine, ' ');
  return cut_saved_record({padded_.data(), line.size()}, LineOrigin::file, record_) ? &record_ : nullptr;
}

}  // namespace hvcompat
