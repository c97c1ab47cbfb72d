// libcurl's easy interface, one handle: the connection, its TLS session and its authentication are used again.
#include "shared/http_client.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <hvcompat/plugin.hpp>
#include <string_view>

#include "shared/http_faults.hpp"
#include "shared/target_request.hpp"

namespace hvshared {
namespace {

struct LineList {
  curl_slist* lines = nullptr;
  LineList() = default;
  LineList(const LineList&) = delete;
  LineList& operator=(const LineList&) = delete;
  ~LineList() { curl_slist_free_all(lines); }
  void add(const std::string& line) { lines = curl_slist_append(lines, line.c_str()); }
};

// libcurl's global state; before the first handle, once in a process.
void start_libcurl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) throw hvc::Failure(HVC_FAIL_INTERNAL, "libcurl cannot be started");
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

void wipe(std::string& text) {
  std::fill(text.begin(), text.end(), '\0');
  text.clear();
}

}  // namespace

class HttpClient::Curl {
 public:
  Curl(HttpOptions given, std::function<bool()> ask) : options(std::move(given)), cancelled(std::move(ask)) {
    start_libcurl();
    handle = curl_easy_init();
    if (!handle) throw hvc::Failure(HVC_FAIL_INTERNAL, "libcurl gives no handle");
    set_transport();
    set_trust();
    set_proxy();
    set_authentication();
  }
  Curl(const Curl&) = delete;
  Curl& operator=(const Curl&) = delete;
  ~Curl() {
    curl_easy_cleanup(handle);
    wipe(options.password);
    wipe(options.proxy_password);
  }

  HttpAnswer post(const std::vector<std::string>& headers, const std::string& body) {
    LineList lines;
    for (const std::string& header : headers) lines.add(header);
    lines.add("Expect:");
    answer = HttpAnswer();
    too_large = false;
    last_byte = std::chrono::steady_clock::now();
    begun = last_byte;
    last_amount = 0;
    stalled = false;
    stopped = false;
    set(CURLOPT_HTTPHEADER, lines.lines);
    set(CURLOPT_POSTFIELDS, body.data());
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    ++count;
    error[0] = '\0';
    const CURLcode code = curl_easy_perform(handle);
    set(CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
    if (code != CURLE_OK) throw failure_of(told(code), options);
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
    if (answer.status == 407)
      throw hvc::Failure(HVC_FAIL_AUTH, "the proxy asks for a password", "give it as the secret `proxy_password`");
    return std::move(answer);
  }

  HttpOptions options;
  std::function<bool()> cancelled;
  std::uint64_t count = 0;

 private:
  template <class T>
  void set(CURLoption option, T value) {
    if (curl_easy_setopt(handle, option, value) != CURLE_OK)
      throw hvc::Failure(HVC_FAIL_INTERNAL, "libcurl refuses option " + std::to_string(option));
  }

  void set_transport() {
    set(CURLOPT_URL, options.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "https,http");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TCP_NODELAY, 1L);
    set(CURLOPT_USERAGENT, "hvcompat");
    set(CURLOPT_ACCEPT_ENCODING, "");
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));
    set(CURLOPT_ERRORBUFFER, error.data());
    set(CURLOPT_BUFFERSIZE, 256L * 1024);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &on_progress);
    set(CURLOPT_XFERINFODATA, this);
    if (options.keep_cookies) set(CURLOPT_COOKIEFILE, "");
  }

  void set_trust() {
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options.ca_file.empty()) set(CURLOPT_CAINFO, options.ca_file.c_str());
    if (options.fingerprint.empty()) return;
    // The name in a pinned certificate says nothing more.
    pin.wanted = parse_fingerprint(options.fingerprint);
    pin.chain_too = !options.ca_file.empty();
    set(CURLOPT_SSL_VERIFYHOST, 0L);
    set(CURLOPT_SSL_CTX_FUNCTION, &on_ssl_context);
    set(CURLOPT_SSL_CTX_DATA, this);
  }

  void set_proxy() {
    if (!options.proxy.empty()) set(CURLOPT_PROXY, options.proxy.c_str());
    if (!options.no_proxy.empty()) set(CURLOPT_NOPROXY, options.no_proxy.c_str());
    if (options.proxy_user.empty()) return;
    set(CURLOPT_PROXYUSERNAME, options.proxy_user.c_str());
    set(CURLOPT_PROXYPASSWORD, options.proxy_password.c_str());
    set(CURLOPT_PROXYAUTH, static_cast<long>(CURLAUTH_ANYSAFE | CURLAUTH_BASIC));
  }

  void set_authentication() {
    if (options.auth == HttpAuth::basic) {
      set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
      set(CURLOPT_USERNAME, options.user.c_str());
      set(CURLOPT_PASSWORD, options.password.c_str());
    } else if (options.auth == HttpAuth::negotiate) {
      // libcurl takes no password here: the credentials are the GSS-API's default ones.
      set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_NEGOTIATE));
      set(CURLOPT_USERPWD, ":");
    }
  }

  FailedTransfer told(CURLcode code) {
    FailedTransfer transfer;
    transfer.code = stalled ? CURLE_OPERATION_TIMEDOUT : code;
    transfer.detail = error[0] != '\0' ? error.data() : curl_easy_strerror(code);
    transfer.cancelled = stopped;
    transfer.too_large = too_large;
    curl_easy_getinfo(handle, CURLINFO_SSL_VERIFYRESULT, &transfer.verification);
    curl_off_t connect_time = 0;
    curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &connect_time);
    transfer.connected = connect_time > 0;
    if (!options.fingerprint.empty()) transfer.pin = &pin;
    return transfer;
  }

  static Curl& of(void* self) { return *static_cast<Curl*>(self); }

  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self) {
    HttpAnswer& answer = of(self).answer;
    of(self).too_large = answer.body.size() + size * count > of(self).options.largest_answer;
    if (of(self).too_large) return 0;
    answer.body.append(data, size * count);
    return size * count;
  }

  // Of several answers to one request (authentication, 100-continue) the last counts.
  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self) {
    const std::string_view line(data, size * count);
    HttpAnswer& answer = of(self).answer;
    if (line.starts_with("HTTP/")) {
      answer = HttpAnswer();
      return line.size();
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return line.size();
    const std::string name = lower(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "content-type") answer.content_type = value;
    if (name == "www-authenticate") answer.challenges.push_back(lower(value.substr(0, value.find(' '))));
    return line.size();
  }

  // libcurl calls this about once a second, and whenever bytes come.
  static int on_progress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t sent) {
    Curl& curl = of(self);
    const auto now = std::chrono::steady_clock::now();
    if (received + sent != curl.last_amount) {
      curl.last_amount = received + sent;
      curl.last_byte = now;
    }
    curl.stopped = curl.cancelled && curl.cancelled();
    curl.stalled = now - curl.last_byte > curl.options.answer_timeout || now - curl.begun > curl.options.total_timeout;
    return curl.stopped || curl.stalled ? 1 : 0;
  }

  static CURLcode on_ssl_context(CURL*, void* ssl_context, void* self) {
    install_pin(ssl_context, of(self).pin);
    return CURLE_OK;
  }

  CURL* handle = nullptr;
  CertificatePin pin;
  HttpAnswer answer;
  bool too_large = false;
  bool stopped = false;
  bool stalled = false;
  curl_off_t last_amount = 0;
  std::chrono::steady_clock::time_point last_byte;
  std::chrono::steady_clock::time_point begun;
  std::array<char, CURL_ERROR_SIZE> error{};
};

HttpOptions http_options(const TargetRequest& target) {
  HttpOptions options;
  options.ca_file = target.text("ca_file");
  options.fingerprint = target.text("fingerprint");
  options.proxy = target.text("proxy");
  options.no_proxy = target.text("no_proxy");
  options.proxy_user = target.text("proxy_user");
  options.connect_timeout = target.seconds("connect_timeout_s", 15, 600);
  options.answer_timeout = target.seconds("answer_timeout_s", 60, 3600);
  if (!options.fingerprint.empty()) parse_fingerprint(options.fingerprint);
  return options;
}

HttpClient::HttpClient(HttpOptions options, std::function<bool()> cancelled)
    : curl_(std::make_unique<Curl>(std::move(options), std::move(cancelled))) {}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::post(const std::vector<std::string>& headers, const std::string& body) {
  return curl_->post(headers, body);
}

std::uint64_t HttpClient::requests() const { return curl_->count; }

void HttpClient::hurry(std::chrono::milliseconds most) {
  curl_->cancelled = nullptr;
  curl_->options.answer_timeout = std::min(curl_->options.answer_timeout, most);
  curl_->options.total_timeout = most;
}

}  // namespace hvshared
