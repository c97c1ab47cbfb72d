// Connecting: credentials from the host's secrets, errors sorted by what the user can do about them.
#include "connection.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstring>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace hvlibvirt {
namespace {

constexpr auto kLookForCancel = std::chrono::milliseconds(100);

// What an attempt to connect needs, kept by its thread: a server that hangs keeps that one waiting for ever.
struct Attempt {
  TargetOptions target;
  std::mutex asking;
  const hvc::Session* session = nullptr;  // null as soon as nobody waits for the connection any more
  std::atomic<bool> with_credentials = false;
  std::promise<std::pair<Connection, CallError>> outcome;
};

std::optional<std::string> secret_of(Attempt& attempt, const char* name) {
  const std::lock_guard lock(attempt.asking);
  return attempt.session ? attempt.session->secret(name) : std::nullopt;
}

// libvirt frees the answers with free().
char* duplicate(const std::string& text) { return strdup(text.c_str()); }

int answer_credentials(virConnectCredentialPtr wanted, unsigned int count, void* data) {
  auto& attempt = *static_cast<Attempt*>(data);
  attempt.with_credentials = true;
  for (unsigned int i = 0; i < count; ++i) {
    const bool is_name = wanted[i].type == VIR_CRED_USERNAME || wanted[i].type == VIR_CRED_AUTHNAME;
    std::optional<std::string> answer;
    if (is_name && !attempt.target.username.empty()) answer = attempt.target.username;
    if (!answer) answer = secret_of(attempt, is_name ? "username" : "password");
    if (!answer && wanted[i].defresult) answer = wanted[i].defresult;
    if (!answer) return -1;
    wanted[i].result = duplicate(*answer);
    wanted[i].resultlen = static_cast<unsigned int>(answer->size());
    std::fill(answer->begin(), answer->end(), '\0');
  }
  return 0;
}

bool says(const CallError& error, std::string_view words) { return error.text.find(words) != std::string::npos; }

struct Sorted {
  const char* code;
  const char* remedy;
};

Sorted sort_ssh_error(const CallError& error) {
  if (says(error, "Host key verification failed"))
    return {HVC_FAIL_TLS, "connect once with `ssh` to check and keep the host's key"};
  if (says(error, "Permission denied"))
    return {HVC_FAIL_AUTH, "give the user that runs this an SSH key for the host, or name the user in the URI"};
  return {HVC_FAIL_UNREACHABLE, "check that the host runs and that `ssh` to it works"};
}

Sorted sort_open_failure(const CallError& error) {
  if (says(error, "Permission denied"))
    return {HVC_FAIL_PERMISSION, "add the user to the group `libvirt`, or allow reading in libvirt's polkit rules"};
  if (says(error, "Cannot recv data") || says(error, "ssh:")) return sort_ssh_error(error);
  return {HVC_FAIL_UNREACHABLE, "check that libvirtd (or virtqemud) runs there and that its socket or port is right"};
}

Sorted sort_error(const CallError& error, const TargetOptions& target) {
  if (target.driver == "test" && target.transport.empty())
    return {HVC_FAIL_TARGET,
            "check the path of the file behind test:// and that it is a <node> of libvirt's test driver"};
  switch (error.code) {
    case VIR_ERR_AUTH_FAILED:
    case VIR_ERR_AUTH_CANCELLED:
    case VIR_ERR_AUTH_UNAVAILABLE:
      return {HVC_FAIL_AUTH, "name the user with the option `username` and give its password as the target's `secret`"};
    case VIR_ERR_ACCESS_DENIED:
    case VIR_ERR_OPERATION_DENIED:
      return {HVC_FAIL_PERMISSION, "allow this user to read in libvirt's polkit rules"};
    case VIR_ERR_GNUTLS_ERROR:
      return {HVC_FAIL_TLS,
              "install the certificate of the CA that signed the host's, or name its folder with ?pkipath="};
    case VIR_ERR_NO_CONNECT:
    case VIR_ERR_INVALID_ARG:
    case VIR_ERR_CONFIG_UNSUPPORTED:
    case VIR_ERR_XML_ERROR:
    case VIR_ERR_XML_DETAIL:
      return {HVC_FAIL_TARGET, "check the URI: see libvirt's list of connection URIs"};
    case VIR_ERR_OPERATION_TIMEOUT:
    case VIR_ERR_AGENT_UNRESPONSIVE:
      return {HVC_FAIL_TIMEOUT, "check whether libvirtd hangs on that host"};
    default:
      break;
  }
  if (says(error, "certificate")) return {HVC_FAIL_TLS, "check the host's certificate and the CA that is trusted here"};
  return sort_open_failure(error);
}

}  // namespace

hvc::Failure failure_of(const CallError& error, const TargetOptions& target) {
  const Sorted sorted = sort_error(error, target);
  return hvc::Failure(sorted.code, "libvirt: " + error.text, sorted.remedy);
}

hvc::UnknownFact unknown_of(const CallError& error, const std::string& call, const std::string& remedy) {
  const std::string detail = says(error, call) ? error.text : call + ": " + error.text;
  if (not_supported(error)) return {hvc::Reason::not_exposed, detail, remedy};
  if (not_allowed(error))
    return {hvc::Reason::not_permitted, detail, "allow this user to read in libvirt's polkit rules"};
  if (error.code == VIR_ERR_OPERATION_TIMEOUT) return {hvc::Reason::timeout, detail, "try again"};
  return {hvc::Reason::error, detail, remedy};
}

namespace {

Connection open(const std::string& uri, Access access, virConnectAuthCallbackPtr answer, void* data) {
  int kinds[] = {VIR_CRED_USERNAME, VIR_CRED_AUTHNAME, VIR_CRED_PASSPHRASE, VIR_CRED_ECHOPROMPT, VIR_CRED_NOECHOPROMPT};
  virConnectAuth auth{kinds, sizeof kinds / sizeof kinds[0], answer, data};
  const unsigned int flags = access == Access::read_only ? static_cast<unsigned int>(VIR_CONNECT_RO) : 0u;
  return Connection(virConnectOpenAuth(uri.c_str(), &auth, flags));
}

void connect(Attempt& attempt, Access access) {
  Connection connection = open(attempt.target.uri, access, answer_credentials, &attempt);
  CallError error = connection ? CallError{} : last_error();
  attempt.outcome.set_value({std::move(connection), std::move(error)});
}

}  // namespace

Opened open_connection(const TargetOptions& target, const hvc::Session& session, Access access) {
  const auto attempt = std::make_shared<Attempt>();
  attempt->target = target;
  attempt->session = &session;
  auto outcome = attempt->outcome.get_future();
  std::thread connecting([attempt, access] { connect(*attempt, access); });
  while (outcome.wait_for(kLookForCancel) != std::future_status::ready) {
    if (!session.cancelled()) continue;
    connecting.detach();
    const std::lock_guard lock(attempt->asking);
    attempt->session = nullptr;
    throw hvc::Failure(HVC_FAIL_CANCELLED, "the run was cancelled while connecting");
  }
  connecting.join();
  auto [connection, error] = outcome.get();
  if (!connection) throw failure_of(error, target);
  return {std::move(connection), attempt->with_credentials};
}

Connection open_further(const TargetOptions& target) {
  const auto refuse = [](virConnectCredentialPtr, unsigned int, void*) { return -1; };
  return open(target.uri, Access::read_only, refuse, nullptr);
}

}  // namespace hvlibvirt
