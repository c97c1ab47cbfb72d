// What libcurl says went wrong, as a plugin's failure in words.
#pragma once

#include <curl/curl.h>

#include <hvcompat/plugin.hpp>
#include <string>

#include "shared/certificate_pin.hpp"
#include "shared/http_client.hpp"

namespace hvshared {

// What is known of a transfer that failed.
struct FailedTransfer {
  CURLcode code = CURLE_OK;
  std::string detail;                   // libcurl's own words
  bool cancelled = false;               // the run is to end
  bool too_large = false;               // the answer went beyond its limit
  long verification = 0;                // OpenSSL's verify result
  bool connected = false;               // a connection stood when it failed
  const CertificatePin* pin = nullptr;  // where a fingerprint was given
};

hvc::Failure failure_of(const FailedTransfer& transfer, const HttpOptions& options);

}  // namespace hvshared
