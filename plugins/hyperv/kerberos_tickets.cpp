// libkrb5: libcurl hands no password to the GSS-API, so the first ticket is got here.
#include "kerberos_tickets.hpp"

#include <krb5.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <ctime>
#include <memory>

namespace hvhyperv {
namespace {

struct FreeContext {
  void operator()(krb5_context context) const { krb5_free_context(context); }
};
using Context = std::unique_ptr<_krb5_context, FreeContext>;

Context new_context() {
  krb5_context context = nullptr;
  const krb5_error_code code = krb5_init_context(&context);
  if (code != 0)
    throw NoTicket(false, HVC_FAIL_AUTH, "Kerberos cannot be started (" + std::to_string(code) + ")",
                   "look at /etc/krb5.conf or at the file that KRB5_CONFIG names");
  return Context(context);
}

std::string message_of(krb5_context context, krb5_error_code code) {
  const char* text = krb5_get_error_message(context, code);
  std::string message = text ? text : "unknown error";
  krb5_free_error_message(context, text);
  return message;
}

struct Principal {
  explicit Principal(krb5_context owner) : context(owner) {}
  Principal(const Principal&) = delete;
  Principal& operator=(const Principal&) = delete;
  ~Principal() { krb5_free_principal(context, name); }
  krb5_context context;
  krb5_principal name = nullptr;
};

std::string text_of(krb5_context context, krb5_principal principal) {
  char* text = nullptr;
  if (krb5_unparse_name(context, principal, &text) != 0) return "unknown";
  std::string name = text;
  krb5_free_unparsed_name(context, text);
  return name;
}

[[noreturn]] void fail(krb5_context context, krb5_error_code code, const std::string& who) {
  const std::string text = "no Kerberos ticket for " + who + ": " + message_of(context, code);
  switch (code) {
    case KRB5KDC_ERR_PREAUTH_FAILED:
    case KRB5KRB_AP_ERR_BAD_INTEGRITY:
      throw NoTicket(true, HVC_FAIL_AUTH, text, "look at the target's secret `password`");
    case KRB5KDC_ERR_KEY_EXP:
      throw NoTicket(true, HVC_FAIL_AUTH, text, "the password has expired: have it changed");
    case KRB5KDC_ERR_CLIENT_REVOKED:
      throw NoTicket(true, HVC_FAIL_AUTH, text, "the account is locked or disabled: have it looked at");
    case KRB5KDC_ERR_C_PRINCIPAL_UNKNOWN:
      throw NoTicket(false, HVC_FAIL_AUTH, text,
                     "look at the option `username`: write user@REALM, the realm in capitals");
    case KRB5KRB_AP_ERR_SKEW:
      throw NoTicket(true, HVC_FAIL_AUTH, text, "set this machine's clock by that of the domain");
    case KRB5_KDC_UNREACH:
    case KRB5_REALM_CANT_RESOLVE:
      throw NoTicket(false, HVC_FAIL_UNREACHABLE, text, "look at DNS and at /etc/krb5.conf: which KDC has the realm");
    default:
      throw NoTicket(false, HVC_FAIL_AUTH, text, "write user@REALM, and look at /etc/krb5.conf or KRB5_CONFIG");
  }
}

// contoso.com for CONTOSO.COM is what people write.
std::string with_realm_in_capitals(std::string principal) {
  const std::size_t at = principal.rfind('@');
  if (at == std::string::npos) return principal;
  const auto upper = [](unsigned char c) { return static_cast<char>(std::toupper(c)); };
  std::transform(principal.begin() + static_cast<std::ptrdiff_t>(at), principal.end(),
                 principal.begin() + static_cast<std::ptrdiff_t>(at), upper);
  return principal;
}

std::string new_cache_name() {
  static std::atomic<unsigned> number{0};
  return "MEMORY:hvcompat-" + std::to_string(++number);
}

}  // namespace

struct KerberosTickets::Library {
  Context context = new_context();
  krb5_ccache cache = nullptr;

  krb5_error_code get(const std::string& who, const std::string& password) {
    Principal principal(context.get());
    krb5_error_code code = krb5_parse_name(context.get(), who.c_str(), &principal.name);
    if (code != 0) return code;
    krb5_creds tickets{};
    code = krb5_get_init_creds_password(context.get(), &tickets, principal.name, password.c_str(), nullptr, nullptr, 0,
                                        nullptr, nullptr);
    if (code != 0) return code;
    code = krb5_cc_initialize(context.get(), cache, principal.name);
    if (code == 0) code = krb5_cc_store_cred(context.get(), cache, &tickets);
    krb5_free_cred_contents(context.get(), &tickets);
    return code;
  }
};

KerberosTickets::KerberosTickets(const std::string& principal, const std::string& password)
    : library_(std::make_unique<Library>()), cache_name_(new_cache_name()) {
  krb5_context context = library_->context.get();
  krb5_error_code code = krb5_cc_resolve(context, cache_name_.c_str(), &library_->cache);
  if (code != 0) fail(context, code, principal);
  code = library_->get(principal, password);
  const std::string capitals = with_realm_in_capitals(principal);
  const bool may_help = code == KRB5_REALM_UNKNOWN || code == KRB5_KDC_UNREACH || code == KRB5_KDCREP_MODIFIED ||
                        code == KRB5_REALM_CANT_RESOLVE || code == KRB5KDC_ERR_WRONG_REALM;
  if (may_help && capitals != principal) code = library_->get(capitals, password);
  if (code == 0) return;
  krb5_cc_destroy(context, library_->cache);
  library_->cache = nullptr;
  fail(context, code, principal);
}

KerberosTickets::~KerberosTickets() {
  if (library_->cache) krb5_cc_destroy(library_->context.get(), library_->cache);
}

namespace {

// The caller's cache, open for reading.
class OwnCache {
 public:
  OwnCache() : context_(new_context()), owner_(context_.get()) {
    if (krb5_cc_default(context_.get(), &cache_) != 0) cache_ = nullptr;
    if (cache_ && krb5_cc_get_principal(context_.get(), cache_, &owner_.name) != 0) owner_.name = nullptr;
  }
  OwnCache(const OwnCache&) = delete;
  OwnCache& operator=(const OwnCache&) = delete;
  ~OwnCache() {
    if (cache_) krb5_cc_close(context_.get(), cache_);
  }

  bool has_owner() const { return owner_.name != nullptr; }
  std::string owner() { return text_of(context_.get(), owner_.name); }
  std::string name() { return cache_ ? krb5_cc_get_name(context_.get(), cache_) : std::string("none"); }

  // Until when the latest of its tickets for the realm's ticket service is good; 0 where there is none.
  krb5_timestamp good_until() {
    krb5_cc_cursor cursor = nullptr;
    if (krb5_cc_start_seq_get(context_.get(), cache_, &cursor) != 0) return 0;
    krb5_timestamp latest = 0;
    krb5_creds ticket{};
    while (krb5_cc_next_cred(context_.get(), cache_, &cursor, &ticket) == 0) {
      if (!krb5_is_config_principal(context_.get(), ticket.server)) latest = std::max(latest, ticket.times.endtime);
      krb5_free_cred_contents(context_.get(), &ticket);
    }
    krb5_cc_end_seq_get(context_.get(), cache_, &cursor);
    return latest;
  }

 private:
  Context context_;
  Principal owner_;
  krb5_ccache cache_ = nullptr;
};

}  // namespace

std::string trouble_with_own_tickets() {
  try {
    OwnCache cache;
    if (!cache.has_owner()) return "there is no Kerberos ticket in the cache `" + cache.name() + "`";
    const krb5_timestamp end = cache.good_until();
    if (end == 0) return "there is no Kerberos ticket of " + cache.owner() + " in its cache";
    if (static_cast<std::time_t>(static_cast<std::uint32_t>(end)) <= std::time(nullptr))
      return "the Kerberos ticket of " + cache.owner() + " has expired";
    return {};
  } catch (const NoTicket& trouble) {
    return trouble.what();
  }
}

}  // namespace hvhyperv
