// Negotiate in libcurl signs in with the GSS-API's default credentials: these are put where the GSS-API looks for them.
#include "signing_in.hpp"

#include <string.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace hvhyperv {
namespace {

// A cache and a keytab in memory that hold nothing: Kerberos has no credentials then.
constexpr const char* kNothing = "MEMORY:hvcompat-nothing";

std::string_view name_of(AuthScheme scheme) {
  switch (scheme) {
    case AuthScheme::kerberos:
      return "Kerberos";
    case AuthScheme::ntlm:
      return "NTLM";
    case AuthScheme::basic:
      return "Basic";
    case AuthScheme::negotiate:
      break;
  }
  return "Negotiate";
}

std::string list_of(const std::vector<std::string>& challenges) {
  std::string list;
  for (const std::string& one : challenges) list += (list.empty() ? "" : ", ") + one;
  return list.empty() ? "nothing" : list;
}

bool offers(const std::vector<std::string>& challenges, std::string_view scheme) {
  return std::find(challenges.begin(), challenges.end(), scheme) != challenges.end();
}

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? std::optional<std::string>(value) : std::nullopt;
}

void put(const std::string& name, const std::optional<std::string>& value) {
  if (value) setenv(name.c_str(), value->c_str(), 1);
  if (!value) unsetenv(name.c_str());
}

}  // namespace

VariableFor::VariableFor(std::string name, const std::optional<std::string>& value)
    : name_(std::move(name)), before_(variable(name_)) {
  put(name_, value);
}

VariableFor::~VariableFor() { put(name_, before_); }

SigningIn::SigningIn(const TargetOptions& target, std::optional<std::string> password)
    : scheme_(target.auth), host_(target.address), username_(target.username), password_(std::move(password)) {
  if (password_ && username_.empty())
    throw hvc::Failure(HVC_FAIL_AUTH, "there is a password and no user name to it",
                       "name the account with the option `username`, or take the secret `password` away to sign in "
                       "with the Kerberos ticket that is there");
  if (scheme_ == AuthScheme::basic && !password_)
    throw hvc::Failure(HVC_FAIL_AUTH, "Basic needs a user name and a password",
                       "set the option `username` and the target's secret `password`");
  if (scheme_ == AuthScheme::ntlm && !password_ && !variable("NTLM_USER_FILE"))
    throw hvc::Failure(HVC_FAIL_AUTH, "NTLM needs a user name and a password",
                       "set the option `username` and the target's secret `password`, or NTLM_USER_FILE");
  if (scheme_ == AuthScheme::basic) return;
  if (password_) {
    use_password_with_gss();
  } else if (scheme_ == AuthScheme::kerberos) {
    set("NTLM_USER_FILE", std::nullopt);
  } else if (scheme_ == AuthScheme::ntlm) {
    keep_out_tickets();
  }
}

SigningIn::~SigningIn() {
  while (!variables_.empty()) variables_.pop_back();  // the last first: one may stand there twice
  if (password_) explicit_bzero(password_->data(), password_->size());
}

void SigningIn::set(const std::string& name, const std::optional<std::string>& value) {
  variables_.push_back(std::make_unique<VariableFor>(name, value));
}

// DOMAIN\user says nothing of a realm: such accounts sign in with NTLM.
void SigningIn::use_password_with_gss() {
  const bool windows_form = username_.find('\\') != std::string::npos;
  if (scheme_ == AuthScheme::kerberos && windows_form)
    throw hvc::Failure(HVC_FAIL_TARGET, "option `username`: Kerberos does not know `" + username_ + "`",
                       "write user@REALM, the realm in capitals");
  keep_out_tickets();
  if (scheme_ != AuthScheme::ntlm && !windows_form) use_tickets(scheme_ == AuthScheme::negotiate);
  if (scheme_ == AuthScheme::kerberos) return set("NTLM_USER_FILE", std::nullopt);
  use_ntlm();
}

// A password that the realm refused is not tried once more with NTLM: that would lock accounts twice as fast.
void SigningIn::use_tickets(bool ntlm_may_follow) {
  try {
    tickets_ = std::make_unique<KerberosTickets>(username_, *password_);
  } catch (const NoTicket& none) {
    const bool names_realm = username_.find('@') != std::string::npos;
    if (!ntlm_may_follow || (none.refused && names_realm)) throw hvc::Failure(none.code, none.what(), none.remedy);
    no_ticket_ = none.what();
    return;
  }
  set("KRB5CCNAME", tickets_->cache_name());
}

void SigningIn::keep_out_tickets() {
  set("KRB5CCNAME", kNothing);
  set("KRB5_CLIENT_KTNAME", kNothing);
}

void SigningIn::use_ntlm() {
  ntlm_ = std::make_unique<NtlmSecret>(username_, *password_);
  set("NTLM_USER_FILE", ntlm_->path());
}

void SigningIn::apply_to(hvshared::HttpOptions& http) const {
  http.auth = scheme_ == AuthScheme::basic ? hvshared::HttpAuth::basic : hvshared::HttpAuth::negotiate;
  if (scheme_ != AuthScheme::basic) return;
  http.user = username_;
  http.password = *password_;
}

std::string SigningIn::account() const { return username_.empty() ? std::string("the caller") : username_; }

// Why this side may have had nothing to sign in with.
std::string SigningIn::trouble() const {
  if (!no_ticket_.empty()) return no_ticket_;
  const bool own_tickets = !password_ && (scheme_ == AuthScheme::kerberos || scheme_ == AuthScheme::negotiate);
  const bool ntlm_instead = scheme_ == AuthScheme::negotiate && variable("NTLM_USER_FILE");
  return own_tickets && !ntlm_instead ? trouble_with_own_tickets() : std::string();
}

hvc::Failure SigningIn::refused(const std::vector<std::string>& challenges) const {
  const std::string wanted = scheme_ == AuthScheme::basic ? "basic" : "negotiate";
  const std::string offer = "it offers " + list_of(challenges);
  if (!offers(challenges, wanted))
    return {HVC_FAIL_AUTH, host_ + ": the host does not take " + std::string(name_of(scheme_)) + " (" + offer + ")",
            scheme_ == AuthScheme::basic
                ? "set the option `auth` to another scheme, or on the host: winrm set winrm/config/service/auth "
                  "@{Basic=\"true\"}"
                : "on the host: winrm set winrm/config/service/auth @{Kerberos=\"true\";Negotiate=\"true\"}; "
                  "or set the option `auth` to basic"};
  std::string why = host_ + ": the host refuses to sign in " + account() + " by " + std::string(name_of(scheme_));
  const std::string reason = trouble();
  why += " (" + offer + ")" + (reason.empty() ? std::string() : ": " + reason);
  if (!password_ && scheme_ != AuthScheme::ntlm && !reason.empty())
    return {HVC_FAIL_AUTH, why, "get a ticket with kinit, or set the option `username` and the secret `password`"};
  if (!reason.empty()) return {HVC_FAIL_AUTH, why, "write user@REALM or DOMAIN\\user into the option `username`"};
  return {HVC_FAIL_AUTH, why,
          "look at the account and its password; for Kerberos use the host's full name, which its HTTP service is "
          "registered under (setspn -L <host>)"};
}

}  // namespace hvhyperv
