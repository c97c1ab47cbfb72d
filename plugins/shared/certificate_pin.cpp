// The pin as OpenSSL's own verification: a chain is not looked at, the leaf has to be the one that was named.
#include "shared/certificate_pin.hpp"

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <cctype>
#include <charconv>
#include <hvcompat/plugin.hpp>

namespace hvshared {
namespace {

constexpr std::size_t kBytes = 32;

[[noreturn]] void refuse(std::string_view text) {
  throw hvc::Failure(HVC_FAIL_TARGET, "option `fingerprint`: `" + std::string(text) + "` is no SHA-256 fingerprint",
                     "write 64 hexadecimal digits, as `openssl x509 -noout -fingerprint -sha256` prints them");
}

std::string digest_of(X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (!certificate || X509_digest(certificate, EVP_sha256(), digest.data(), &length) != 1) return {};
  return {digest.begin(), digest.begin() + length};
}

int verify(X509_STORE_CTX* store, void* context) {
  auto& pin = *static_cast<CertificatePin*>(context);
  pin.seen = digest_of(X509_STORE_CTX_get0_cert(store));
  if (pin.seen.empty() || pin.seen != pin.wanted) {
    X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_UNTRUSTED);
    return 0;
  }
  if (pin.chain_too) return X509_verify_cert(store);
  X509_STORE_CTX_set_error(store, X509_V_OK);
  return 1;
}

}  // namespace

std::string parse_fingerprint(std::string_view text) {
  const std::string_view given = text;
  for (const std::string_view prefix : {"sha256:", "SHA256:"})
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  std::string digits;
  for (const char c : text)
    if (c != ':' && c != ' ') digits += c;
  if (digits.size() != kBytes * 2) refuse(given);
  std::string bytes;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    unsigned value = 0;
    const char* end = digits.data() + at + 2;
    if (std::from_chars(digits.data() + at, end, value, 16).ptr != end) refuse(given);
    bytes += static_cast<char>(value);
  }
  return bytes;
}

std::string fingerprint_text(std::string_view digest) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string text;
  for (const char c : digest) {
    const auto byte = static_cast<unsigned char>(c);
    if (!text.empty()) text += ':';
    (text += hex[byte >> 4]) += hex[byte & 15];
  }
  return text;
}

void install_pin(void* ssl_context, CertificatePin& pin) {
  auto* context = static_cast<SSL_CTX*>(ssl_context);
  SSL_CTX_set_cert_verify_callback(context, verify, &pin);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
}

}  // namespace hvshared
