// HTTPS for SOAP: one connection that is kept, verified TLS, a bound on time and size, and words for what goes wrong.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hvshared {

class TargetRequest;

enum class HttpAuth { none, basic, negotiate };

struct HttpOptions {
  std::string url;          // https://…; http://… is for tests against loopback only and never for credentials
  std::string ca_file;      // PEM; empty: the system's authorities
  std::string fingerprint;  // SHA-256 of the server's certificate, hex, colons allowed: trusts exactly that certificate
  std::string proxy;        // as libcurl takes it; empty: the environment's
  std::string no_proxy;
  std::string proxy_user;  // empty: none
  std::string proxy_password;
  std::chrono::milliseconds connect_timeout{15'000};
  std::chrono::milliseconds answer_timeout{60'000};  // longest time without a byte from the server, and
  std::chrono::milliseconds total_timeout{600'000};  // longest time for one answer
  std::size_t largest_answer = std::size_t{512} << 20;
  HttpAuth auth = HttpAuth::none;
  std::string user;  // basic
  std::string password;
  bool keep_cookies = false;
};

// The options that every HTTPS plugin takes. A proxy's password is no option but the secret `proxy_password`.
inline constexpr const char* kHttpOptionNames[] = {"ca_file",    "fingerprint",       "proxy",           "no_proxy",
                                                   "proxy_user", "connect_timeout_s", "answer_timeout_s"};
HttpOptions http_options(const TargetRequest& target);

struct HttpAnswer {
  long status = 0;
  std::string content_type;  // with its parameters
  std::string body;
  std::vector<std::string> challenges;  // the schemes of WWW-Authenticate, lower case: "negotiate", "basic", …
};

class HttpClient {
 public:
  // `cancelled` is asked several times a second while a request is under way.
  HttpClient(HttpOptions options, std::function<bool()> cancelled);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Sends `body` and reads the whole answer, whatever its status. `headers` are whole lines, "SOAPAction: …".
  // Throws hvc::Failure: unreachable, tls, timeout, protocol (no HTTP, too large, cut off), cancelled, auth (proxy).
  HttpAnswer post(const std::vector<std::string>& headers, const std::string& body);

  // Requests that were answered or sent in vain; what authentication sends again is not counted.
  std::uint64_t requests() const;

  // For a farewell while the run is being cancelled: no longer asks `cancelled`, and waits `most` at the longest.
  void hurry(std::chrono::milliseconds most);

 private:
  class Curl;
  std::unique_ptr<Curl> curl_;
};

}  // namespace hvshared
