// A walk over JSON that is known to be valid: only brackets, colons and strings need a look.
#include "collect/json_strings.hpp"

#include <boost/json.hpp>

namespace hvcompat {

namespace {

namespace json = boost::json;

std::string decoded(std::string_view token) {
  boost::system::error_code failed;
  const json::value value = json::parse(token, failed);
  return failed ? std::string() : std::string(value.get_string());
}

std::size_t end_of_token(std::string_view line, std::size_t begin) {
  for (std::size_t at = begin + 1; at < line.size(); ++at) {
    if (line[at] == '\\') {
      ++at;
    } else if (line[at] == '"') {
      return at + 1;
    }
  }
  return line.size();
}

class Walk {
 public:
  Walk(std::string_view line, const RewriteString& rewrite) : line_(line), rewrite_(rewrite) {}

  std::string run() {
    while (at_ < line_.size()) {
      if (line_[at_] == '"') {
        string();
      } else {
        other(line_[at_]);
        out_ += line_[at_++];
      }
    }
    return std::move(out_);
  }

 private:
  bool in_object() const { return !open_.empty() && open_.back() == '{'; }

  void other(char c) {
    if (c == '{' || c == '[') {
      open_ += c;
      key_next_ = c == '{';
    } else if (c == '}' || c == ']') {
      open_.pop_back();
      if (c == '}' && path_.size() > depth()) path_.pop_back();
      key_next_ = false;
    } else if (c == ',') {
      if (in_object()) path_.pop_back();
      key_next_ = in_object();
    }
  }

  // How many keys lead to the innermost object or array that is open.
  std::size_t depth() const {
    std::size_t objects = 0;
    for (const char c : open_) objects += c == '{' ? 1U : 0U;
    return objects;
  }

  void string() {
    const std::size_t end = end_of_token(line_, at_);
    const std::string_view token = line_.substr(at_, end - at_);
    const std::string text = decoded(token);
    const auto replaced = rewrite_({path_, key_next_, text});
    out_ += replaced ? json::serialize(json::string_view(*replaced)) : std::string(token);
    if (key_next_) path_.push_back(text);
    key_next_ = false;
    at_ = end;
  }

  std::string_view line_;
  const RewriteString& rewrite_;
  std::string out_;
  std::string open_;
  std::vector<std::string> path_;
  std::size_t at_ = 0;
  bool key_next_ = false;
};

}  // namespace

std::optional<std::string> rewrite_strings(std::string_view line, const RewriteString& rewrite) {
  boost::system::error_code failed;
  json::parse(line, failed);
  if (failed) return std::nullopt;
  return Walk(line, rewrite).run();
}

}  // namespace hvcompat
