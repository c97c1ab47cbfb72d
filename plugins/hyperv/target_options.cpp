// hyperv://[user@]host[:port][/path]: always HTTPS, as credentials go over it.
#include "target_options.hpp"

#include <algorithm>
#include <hvcompat/plugin.hpp>
#include <vector>

#include "shared/target_request.hpp"

namespace hvhyperv {
namespace {

constexpr int kPort = 5986;
constexpr int kPlainPort = 5985;

AuthScheme scheme_of(const std::string& name) {
  if (name == "kerberos") return AuthScheme::kerberos;
  if (name == "ntlm") return AuthScheme::ntlm;
  return name == "basic" ? AuthScheme::basic : AuthScheme::negotiate;
}

void refuse_unknown_options(const hvshared::TargetRequest& request) {
  std::vector<std::string_view> known{"auth", "username"};
  known.insert(known.end(), std::begin(hvshared::kHttpOptionNames), std::end(hvshared::kHttpOptionNames));
  request.refuse_unknown(known);
}

std::string address_of(const hvshared::Uri& uri) {
  if (uri.port == kPlainPort)
    throw hvc::Failure(HVC_FAIL_TARGET, "port 5985 is WinRM without TLS, which this plugin does not speak",
                       "make a listener for HTTPS on the host: winrm quickconfig -transport:https");
  const bool no_path = uri.path.empty() || uri.path == "/";
  return "https://" + hvshared::authority_of(uri, kPort) + (no_path ? "/wsman" : uri.path);
}

// The server is to give up a little before this side does, so that it says so itself. Windows' own limit is a minute.
std::chrono::milliseconds operation_time(std::chrono::milliseconds answer_time) {
  return std::min<std::chrono::milliseconds>(answer_time * 4 / 5, std::chrono::seconds(60));
}

}  // namespace

TargetOptions parse_target(std::string_view target_json) {
  const hvshared::TargetRequest request(target_json, "hyperv://hv01.contoso.com");
  refuse_unknown_options(request);
  TargetOptions target;
  target.name = request.name();
  target.address = address_of(request.uri());
  target.auth = scheme_of(request.one_of("auth", {"negotiate", "kerberos", "ntlm", "basic"}));
  target.username = request.text("username", request.uri().user);
  if (target.username.empty()) target.username = request.uri().user;
  target.http = hvshared::http_options(request);
  target.http.url = target.address;
  target.http.largest_answer = std::size_t{64} << 20;
  target.limits.operation = operation_time(target.http.answer_timeout);
  return target;
}

}  // namespace hvhyperv
