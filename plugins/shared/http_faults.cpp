// One sentence and one remedy for each way in which a transfer fails.
#include "shared/http_faults.hpp"

#include <openssl/x509.h>

namespace hvshared {
namespace {

std::string seconds_text(std::chrono::milliseconds time) { return std::to_string((time.count() + 999) / 1000) + " s"; }

std::string server_of(const HttpOptions& options) {
  const std::size_t begin = options.url.find("://") + 3;
  return options.url.substr(begin, options.url.find('/', begin) - begin);
}

std::string remedy_for_certificate(long verification) {
  switch (verification) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "have the server's certificate renewed, or pin it with the option `fingerprint`";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "compare the clocks of this machine and of the server";
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "use the name that stands in the certificate, or pin it with the option `fingerprint`";
    default:
      return "name the authority that signed it with the option `ca_file`, or pin it with the option `fingerprint`";
  }
}

hvc::Failure certificate_failure(const FailedTransfer& transfer, const HttpOptions& options) {
  const std::string server = server_of(options);
  if (transfer.pin && !transfer.pin->seen.empty() && transfer.pin->seen != transfer.pin->wanted)
    return {HVC_FAIL_TLS,
            server + ": the certificate is not the pinned one: its SHA-256 fingerprint is " +
                fingerprint_text(transfer.pin->seen),
            "find out from the server itself whether that is its certificate; if so, write it into `fingerprint`"};
  // OpenSSL has nothing against the chain: it is libcurl that finds the server's name not in the certificate.
  const bool name = transfer.verification == X509_V_OK || transfer.verification == X509_V_ERR_UNSPECIFIED;
  const std::string why = name ? transfer.detail : X509_verify_cert_error_string(transfer.verification);
  return {HVC_FAIL_TLS, server + ": the server's certificate is refused: " + why,
          remedy_for_certificate(name ? X509_V_ERR_HOSTNAME_MISMATCH : transfer.verification)};
}

hvc::Failure timeout_failure(const FailedTransfer& transfer, const HttpOptions& options) {
  if (!transfer.connected)
    return {HVC_FAIL_UNREACHABLE,
            server_of(options) + ": no connection within " + seconds_text(options.connect_timeout),
            "look at the address and the firewall, or raise the option `connect_timeout_s`"};
  return {HVC_FAIL_TIMEOUT, server_of(options) + ": no answer within " + seconds_text(options.answer_timeout),
          "look at the load of the server, or raise the option `answer_timeout_s`"};
}

// libcurl tells how long it tried, "… port 443 after 12 ms: …": the same failure is to be told in the same words.
std::string without_time(std::string detail) {
  const std::size_t begin = detail.find(" after ");
  const std::size_t end = begin == std::string::npos ? begin : detail.find(" ms", begin);
  if (end != std::string::npos) detail.erase(begin, end + 3 - begin);
  return detail;
}

}  // namespace

hvc::Failure failure_of(const FailedTransfer& transfer, const HttpOptions& options) {
  const std::string server = server_of(options);
  if (transfer.cancelled) return {HVC_FAIL_CANCELLED, "the run was cancelled"};
  if (transfer.too_large)
    return {HVC_FAIL_PROTOCOL,
            server + ": an answer is larger than " + std::to_string(options.largest_answer >> 20) + " MiB",
            "this is no answer that such a server gives; look at what is behind the address"};
  switch (transfer.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return {HVC_FAIL_UNREACHABLE, server + ": the name is not known", "look at the spelling and at DNS"};
    case CURLE_COULDNT_RESOLVE_PROXY:
      return {HVC_FAIL_UNREACHABLE, "the name of the proxy is not known", "look at the option `proxy`"};
    case CURLE_COULDNT_CONNECT:
      return {HVC_FAIL_UNREACHABLE, server + ": no connection: " + without_time(transfer.detail),
              "look at the address, the port and the firewall"};
    case CURLE_OPERATION_TIMEDOUT:
      return timeout_failure(transfer, options);
    case CURLE_PEER_FAILED_VERIFICATION:
      return certificate_failure(transfer, options);
    case CURLE_SSL_CACERT_BADFILE:
      return {HVC_FAIL_TARGET, "the option `ca_file`: " + transfer.detail,
              "name a readable file of certificates in PEM format"};
    case CURLE_SSL_CONNECT_ERROR:
      return {HVC_FAIL_TLS, server + ": no TLS connection: " + transfer.detail,
              "look whether the port speaks TLS 1.2 or later"};
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
      return {HVC_FAIL_PROTOCOL, server + ": the connection broke off in the middle of an answer: " + transfer.detail,
              "try again; look at the server's log and at what stands between"};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return {HVC_FAIL_PROTOCOL, server + ": what answers is no HTTP: " + transfer.detail,
              "look whether the address and the port are those of such a server"};
    case CURLE_URL_MALFORMAT:
      return {HVC_FAIL_TARGET, server + ": " + transfer.detail, "look at the address"};
    case CURLE_PROXY:
      return {HVC_FAIL_UNREACHABLE, "the proxy refuses: " + transfer.detail, "look at the option `proxy`"};
    default:
      return {HVC_FAIL_PROTOCOL, server + ": " + transfer.detail, "look whether the address is that of such a server"};
  }
}

}  // namespace hvshared
