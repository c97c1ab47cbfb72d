// JSON that people write (packs, site file, catalogs, profiles), read with the place of every value.
//
// Boost.JSON keeps no positions and silently takes the last of two equal keys, so this is a reader of our own: strict
// RFC 8259, duplicate keys refused, depth limited to 64.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.hpp"

namespace hvcompat {

enum class JsonKind { null, boolean, integer, number, string, array, object };
std::string_view name_of(JsonKind kind);

struct JsonNode;
struct JsonMember;

struct JsonNode {
  JsonKind kind = JsonKind::null;
  std::size_t offset = 0;  // of its first byte in the text
  bool boolean = false;
  std::int64_t integer = 0;  // kind integer
  double number = 0;         // kinds integer and number
  std::string string;        // kind string
  std::vector<JsonNode> items;
  std::vector<JsonMember> members;  // in the order of the text

  const JsonNode* find(std::string_view key) const;
};

struct JsonMember {
  std::string key;
  std::size_t key_offset = 0;
  JsonNode value;
};

// A text and its tree.
struct JsonDocument {
  std::string file;  // as told in errors
  std::string text;
  JsonNode root;

  // An error that points at `offset`.
  Error error_at(std::size_t offset, std::string message, std::string help = {}) const;
};

Result<JsonDocument> parse_json(std::string file, std::string text);

// Of a file that people write: 64 MiB.
inline constexpr std::size_t kLargestTextFile = std::size_t{64} << 20;

// Reads the whole file; the error names it and why.
Result<std::string> read_text_file(const std::filesystem::path& path, std::size_t limit = kLargestTextFile);
Result<JsonDocument> read_json_file(const std::filesystem::path& path);

// Takes the members of one object by name and type and remembers which were asked for: what is missing, of a wrong kind
// or unknown (with "did you mean") becomes an error at its place. `what` names the object in messages: "rule `a5`".
class ObjectReader {
 public:
  ObjectReader(const JsonDocument& document, const JsonNode& node, std::string what, Errors& errors);

  bool is_object() const { return is_object_; }
  const JsonNode* take(std::string_view key);      // any kind, null pointer where absent
  const JsonNode* required(std::string_view key);  // the same, absence is an error
  std::string required_string(std::string_view key);
  std::optional<std::string> string(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::vector<std::string> strings(std::string_view key);  // an array of strings; empty where absent
  const JsonNode* array(std::string_view key);
  const JsonNode* object(std::string_view key);

  // One of `allowed`; anything else is an error with a suggestion.
  std::optional<std::string> one_of(std::string_view key, const std::vector<std::string_view>& allowed);

  void error(const JsonNode& at, std::string message, std::string help = {});
  // Call it last: every member that nobody took is unknown.
  void finish();

 private:
  const JsonNode* of_kind(std::string_view key, JsonKind kind);

  const JsonDocument& document_;
  const JsonNode& node_;
  std::string what_;
  Errors& errors_;
  std::set<std::string, std::less<>> asked_;
  bool is_object_;
};

}  // namespace hvcompat
