// Reading how far it got off the codes of `fail` (hvcompat/plugin.h) and of core/collect.
#include "access/contact.hpp"

#include <hvcompat/plugin.h>

#include <algorithm>
#include <boost/json.hpp>

namespace hvcompat {
namespace {

std::string user_of_uri(const std::string& uri) {
  const std::size_t begin = uri.find("://");
  if (begin == std::string::npos) return {};
  const std::string authority = uri.substr(begin + 3, uri.find_first_of("/?#", begin + 3) - begin - 3);
  const std::size_t at = authority.rfind('@');
  return at == std::string::npos ? std::string() : authority.substr(0, at);
}

struct Contact {
  std::string_view code;
  std::optional<bool> reached;
  std::optional<bool> signed_in;
};

constexpr Contact kContacts[] = {
    {HVC_FAIL_UNREACHABLE, false, false},
    {HVC_FAIL_TARGET, false, false},
    {HVC_FAIL_BUSY, true, std::nullopt},
    {HVC_FAIL_TLS, true, false},
    {HVC_FAIL_AUTH, true, false},
    {HVC_FAIL_PERMISSION, true, true},
    {HVC_FAIL_PROTOCOL, true, std::nullopt},
};

}  // namespace

std::string account_of(const Target& target) {
  boost::system::error_code failed;
  const boost::json::value options = boost::json::parse(target.options, failed);
  const boost::json::value* name =
      !failed && options.is_object() ? options.get_object().if_contains("username") : nullptr;
  if (name && name->is_string() && !name->get_string().empty()) return std::string(name->get_string());
  return user_of_uri(without_password(target.uri));
}

void judge_contact(TargetCheck& check) {
  if (check.state != AccessState::failed || check.hosts + check.clusters + check.guests > 0) {
    check.reached = check.signed_in = true;
    return;
  }
  const std::string code = check.errors.empty() ? "" : check.errors.front().code;
  const auto* found = std::ranges::find(kContacts, code, &Contact::code);
  if (found == std::end(kContacts)) return;
  check.reached = found->reached;
  check.signed_in = found->signed_in;
}

}  // namespace hvcompat
