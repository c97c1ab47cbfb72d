#include "identity.hpp"

#include <algorithm>

namespace hvhyperv {
namespace {

constexpr std::size_t kGuidLength = 36;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

}  // namespace

bool is_guid(std::string_view text) {
  if (text.size() != kGuidLength) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
    if (dash ? text[at] != '-' : !is_hex(text[at])) return false;
  }
  return true;
}

std::string guid_of(std::string_view text) {
  if (!is_guid(text)) return {};
  std::string guid(text);
  std::ranges::transform(guid, guid.begin(),
                         [](char c) { return c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c; });
  return guid;
}

std::string owner_of(std::string_view instance_id) {
  constexpr std::string_view kMaker = "Microsoft:";
  if (!instance_id.starts_with(kMaker)) return {};
  instance_id.remove_prefix(kMaker.size());
  const std::string_view rest = instance_id.substr(std::min(kGuidLength, instance_id.size()));
  return rest.empty() || rest.front() == '\\' ? guid_of(instance_id.substr(0, kGuidLength)) : std::string();
}

}  // namespace hvhyperv
