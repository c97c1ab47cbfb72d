// Trust in exactly one certificate, by its SHA-256 fingerprint, in place of a chain of authorities.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace hvshared {

// 32 bytes from 64 hexadecimal digits, with or without colons between the bytes and "sha256:" before them.
// Throws hvc::Failure (bad-target) where it is no such text.
std::string parse_fingerprint(std::string_view text);

// "AB:CD:…" from the bytes of a digest.
std::string fingerprint_text(std::string_view digest);

// What the TLS handshake found out; `seen` is what the server showed, empty before any handshake.
struct CertificatePin {
  std::string wanted;
  bool chain_too = false;  // authorities were named as well: the chain has to lead to one of them
  std::string seen;
};

// Installs the check into an OpenSSL SSL_CTX. `pin` has to outlive it.
void install_pin(void* ssl_context, CertificatePin& pin);

}  // namespace hvshared
