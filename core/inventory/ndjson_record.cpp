// One line of NDJSON as a record, read with simdjson On-Demand: every value is visited, so that every byte is checked.
#include "inventory/ndjson_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "text/json_parser.hpp"

namespace hvcompat {

namespace {

namespace od = simdjson::ondemand;

constexpr int kDepth = 64;

// Reads one record; false and `message` where the line is none. An empty message: not JSON.
class RecordReader {
 public:
  explicit RecordReader(RawRecord& record) : record_(record) {}

  std::string message;

  bool read(od::object object) {
    return members(object, [&](std::string_view key, od::value value) { return member(key, value); });
  }

 private:
  bool fail(std::string text) {
    message = std::move(text);
    return false;
  }

  template <class Visit>
  bool members(od::object object, Visit visit) {
    std::unordered_set<std::string_view> keys;
    for (auto field : object) {
      std::string_view key;
      od::value value;
      if (field.unescaped_key().get(key) || field.value().get(value)) return false;
      if (key.size() > kLongestText) return fail("a text is longer than 64 KiB");
      if (!keys.insert(key).second) return fail(fmt::format("the key `{}` stands here twice", key));
      if (!visit(key, value)) return false;
    }
    return true;
  }

  bool text(od::value value, std::string_view& to) {
    if (value.get_string().get(to)) return false;
    return to.size() <= kLongestText || fail("a text is longer than 64 KiB");
  }

  bool number(od::value value, Value& to) {
    od::number number;
    if (value.get_number().get(number)) return false;
    if (number.is_int64()) {
      to = number.get_int64();
    } else {
      to = number.is_uint64() ? static_cast<double>(number.get_uint64()) : number.get_double();
    }
    return true;
  }

  // A scalar; none where it is null.
  bool scalar(od::value value, od::json_type type, std::optional<Value>& to) {
    if (type == od::json_type::null) {
      bool is_null = false;
      return !value.is_null().get(is_null) && is_null;
    }
    if (type == od::json_type::boolean) {
      bool flag = false;
      if (value.get_bool().get(flag)) return false;
      to = flag;
      return true;
    }
    if (type == od::json_type::number) return number(value, to.emplace());
    std::string_view word;
    if (!text(value, word)) return false;
    to = std::string(word);
    return true;
  }

  // Anything: only whether it is JSON.
  bool skip(od::value value, int depth) {
    if (depth >= kDepth) return fail(fmt::format("nested deeper than {} levels", kDepth));
    od::json_type type{};
    if (value.type().get(type)) return false;
    if (type == od::json_type::object) {
      od::object object;
      if (value.get_object().get(object)) return false;
      return members(object, [&](std::string_view, od::value inner) { return skip(inner, depth + 1); });
    }
    if (type == od::json_type::array) {
      od::array array;
      if (value.get_array().get(array)) return false;
      return items(array, [&](od::value inner) { return skip(inner, depth + 1); });
    }
    std::optional<Value> ignored;
    return scalar(value, type, ignored);
  }

  template <class Visit>
  bool items(od::array array, Visit visit) {
    for (auto item : array) {
      od::value value;
      if (item.get(value) || !visit(value)) return false;
    }
    return true;
  }

  bool member(std::string_view key, od::value value) {
    if (key == "facts") return map(key, value, [&](auto name, auto inner) { return fact(name, inner); });
    if (key == "evidence") return map(key, value, [&](auto name, auto inner) { return evidence(name, inner); });
    if (key == "unknown") return map(key, value, [&](auto name, auto inner) { return unknown(name, inner); });
    if (key == "plugin") return map(key, value, [&](auto name, auto inner) { return plugin(name, inner); });
    od::json_type type{};
    if (value.type().get(type)) return false;
    if (type == od::json_type::object || type == od::json_type::array) {
      record_.others.emplace(key);
      return skip(value, 1);
    }
    std::optional<Value> found;
    if (!scalar(value, type, found)) return false;
    if (found) record_.members.emplace(key, std::move(*found));
    return true;
  }

  // A member that must be an object in a record of a known kind.
  template <class Visit>
  bool map(std::string_view key, od::value value, Visit visit) {
    od::json_type type{};
    if (value.type().get(type)) return false;
    if (type != od::json_type::object) {
      problem(fmt::format("`{}` must be an object", key));
      return skip(value, 1);
    }
    od::object object;
    return !value.get_object().get(object) && members(object, visit);
  }

  void problem(std::string text) {
    if (record_.problem.empty()) record_.problem = std::move(text);
  }

  // A text into `to`; where it is anything else, a problem.
  bool expect_text(std::string_view what, od::value value, std::string& to) {
    od::json_type type{};
    if (value.type().get(type)) return false;
    if (type != od::json_type::string) {
      problem(fmt::format("{} must be a text", what));
      return skip(value, 2);
    }
    std::string_view word;
    if (!text(value, word)) return false;
    to = word;
    return true;
  }

  bool room_for_fact() {
    if (record_.facts.size() + record_.unknown.size() < kMostFacts) return true;
    return fail(fmt::format("more than {} facts", kMostFacts));
  }

  bool fact(std::string_view name, od::value value) {
    if (!room_for_fact()) return false;
    RawFact& fact = record_.facts.emplace_back();
    fact.name = name;
    od::json_type type{};
    if (value.type().get(type)) return false;
    if (type == od::json_type::array) return list(value, fact);
    if (type != od::json_type::object) return scalar(value, type, fact.value);
    fact.problem = "an object is no value";
    return skip(value, 2);
  }

  bool list(od::value value, RawFact& fact) {
    TextList texts;
    od::array array;
    if (value.get_array().get(array)) return false;
    const bool whole = items(array, [&](od::value item) {
      od::json_type type{};
      if (item.type().get(type)) return false;
      if (type != od::json_type::string) {
        fact.problem = "a list must hold texts only";
        return skip(item, 3);
      }
      std::string_view word;
      if (!text(item, word)) return false;
      texts.emplace_back(word);
      return true;
    });
    if (whole && fact.problem.empty()) fact.value = std::move(texts);
    return whole;
  }

  bool evidence(std::string_view name, od::value value) {
    return expect_text(fmt::format("the evidence of `{}`", name), value, record_.evidence[std::string(name)]);
  }

  bool plugin(std::string_view name, od::value value) {
    return expect_text(fmt::format("`plugin.{}`", name), value, record_.plugin[std::string(name)]);
  }

  bool unknown(std::string_view name, od::value value) {
    if (!room_for_fact()) return false;
    auto& [fact, unknown] = record_.unknown.emplace_back();
    fact = name;
    const std::string what = fmt::format("`unknown` of `{}`", name);
    od::json_type type{};
    if (value.type().get(type)) return false;
    if (type != od::json_type::object) {
      problem(fmt::format("{} must be an object", what));
      return skip(value, 2);
    }
    od::object object;
    if (value.get_object().get(object)) return false;
    return members(object, [&, &to = unknown](std::string_view key, od::value inner) {
      if (key == "reason") return expect_text(what, inner, to.reason);
      if (key == "detail") return expect_text(what, inner, to.detail);
      if (key == "remedy") return expect_text(what, inner, to.remedy);
      return skip(inner, 3);
    });
  }

  RawRecord& record_;
};

// simdjson tells neither place nor much of a reason, so a bad line is read once more by the reader that does.
LineFault why_not_json(std::string_view line) {
  if (!simdjson::validate_utf8(line.data(), line.size())) return {0, "not UTF-8"};
  JsonNode root;
  if (const auto fault = parse_json_text(line, root)) {
    const std::string_view before = line.substr(0, fault->offset);
    const auto column =
        std::ranges::count_if(before, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
    return {static_cast<int>(column) + 1, fault->message};
  }
  if (root.kind != JsonKind::object) return {0, "not a JSON object"};
  return {0, "a number that is too large or too small"};
}

}  // namespace

boost::system::result<RawRecord, LineFault> RecordParser::parse(std::string_view bytes, std::size_t capacity) {
  if (capacity < bytes.size() + simdjson::SIMDJSON_PADDING) {
    padded_.assign(bytes);
    padded_.append(simdjson::SIMDJSON_PADDING, ' ');
  }
  const bool in_place = capacity >= bytes.size() + simdjson::SIMDJSON_PADDING;
  const char* data = in_place ? bytes.data() : padded_.data();
  od::document document;
  od::object object;
  if (parser_.iterate(data, bytes.size(), bytes.size() + simdjson::SIMDJSON_PADDING).get(document) ||
      document.get_object().get(object)) {
    return why_not_json(bytes);
  }
  RawRecord record;
  RecordReader reader(record);
  const bool whole = reader.read(object);
  if (!reader.message.empty()) return LineFault{0, reader.message};
  const bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  if (!whole || !at_end) return why_not_json(bytes);
  return record;
}

}  // namespace hvcompat
