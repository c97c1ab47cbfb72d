// The target as the host describes it: where the WS-Management server is and how to sign in there.
#pragma once

#include <string>
#include <string_view>

#include "shared/http_client.hpp"
#include "wsman_request.hpp"

namespace hvhyperv {

enum class AuthScheme { negotiate, kerberos, ntlm, basic };

struct TargetOptions {
  std::string name;
  std::string address;  // https://host:5986/wsman
  AuthScheme auth = AuthScheme::negotiate;
  std::string username;  // of the option, else of the URI; may be empty
  hvshared::HttpOptions http;
  WsmanLimits limits;
};

// Throws hvc::Failure (bad-target) that names what is wrong.
TargetOptions parse_target(std::string_view target_json);

}  // namespace hvhyperv
