// gss-ntlmssp reads NTLM_USER_FILE: lines of DOMAIN:USER:PASSWORD, or NAME:UID:LM_HASH:NT_HASH: as in Samba's
// smbpasswd.
#include "ntlm_secret.hpp"

#include <nettle/md4.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <hvcompat/plugin.hpp>
#include <hvcompat/plugin_json.hpp>
#include <vector>

namespace hvhyperv {
namespace {

void wipe(void* memory, std::size_t size) {
  if (size > 0) explicit_bzero(memory, size);  // an empty vector has no memory
}

std::uint32_t code_point(std::string_view sequence) {
  const auto byte = [&](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(sequence[at]));
  };
  constexpr std::array<std::uint32_t, 5> lead_bits{0, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t point = byte(0) & lead_bits.at(sequence.size());
  for (std::size_t i = 1; i < sequence.size(); ++i) point = point << 6 | (byte(i) & 0x3F);
  return point;
}

void append_unit(std::vector<std::uint8_t>& out, std::uint32_t unit) {
  out.push_back(static_cast<std::uint8_t>(unit & 0xFF));
  out.push_back(static_cast<std::uint8_t>(unit >> 8 & 0xFF));
}

std::vector<std::uint8_t> utf16_of(std::string_view text) {
  std::vector<std::uint8_t> out;
  out.reserve(text.size() * 2);
  while (!text.empty()) {
    const std::size_t size = hvc::json::utf8_sequence(text);
    if (size == 0) throw hvc::Failure(HVC_FAIL_AUTH, "the password is no UTF-8 text", "write the secret in UTF-8");
    const std::uint32_t point = code_point(text.substr(0, size));
    if (point >= 0x10000) append_unit(out, 0xD800 + ((point - 0x10000) >> 10));
    append_unit(out, point >= 0x10000 ? 0xDC00 + ((point - 0x10000) & 0x3FF) : point);
    text.remove_prefix(size);
  }
  return out;
}

std::string hex_of(const std::array<std::uint8_t, MD4_DIGEST_SIZE>& bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t byte : bytes) (text += digits[byte >> 4]) += digits[byte & 15];
  return text;
}

std::string nt_hash_of(const std::string& password) {
  std::vector<std::uint8_t> text = utf16_of(password);
  std::array<std::uint8_t, MD4_DIGEST_SIZE> hash{};
  md4_ctx state{};
  md4_init(&state);
  md4_update(&state, text.size(), text.data());
  md4_digest(&state, hash.size(), hash.data());
  std::string out = hex_of(hash);
  wipe(text.data(), text.size());
  wipe(hash.data(), hash.size());
  wipe(&state, sizeof state);
  return out;
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(file, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

std::string ntlm_user_line(const std::string& user, const std::string& password) {
  if (user.find_first_of(":\r\n") != std::string::npos)
    throw hvc::Failure(HVC_FAIL_TARGET, "option `username`: an NTLM account holds no colon", "write DOMAIN\\user");
  const std::string no_lm_hash(MD4_DIGEST_SIZE * 2, '0');
  // Without a backslash it has no domain at all: then an empty one.
  const std::string name = user.find('\\') == std::string::npos ? "\\" + user : user;
  return name + ":0:" + no_lm_hash + ":" + nt_hash_of(password) + ":\n";
}

NtlmSecret::NtlmSecret(const std::string& user, const std::string& password) {
  std::string line = ntlm_user_line(user, password);
  size_ = line.size();
  file_ = memfd_create("hvcompat-account", MFD_CLOEXEC);
  const bool written = file_ >= 0 && write_all(file_, line);
  wipe(line.data(), line.size());
  if (!written) throw hvc::Failure(HVC_FAIL_INTERNAL, "the kernel gives no file in memory for the NTLM account");
}

NtlmSecret::~NtlmSecret() {
  if (file_ < 0) return;
  if (lseek(file_, 0, SEEK_SET) == 0) write_all(file_, std::string(size_, '\0'));
  close(file_);
}

std::string NtlmSecret::path() const { return "/proc/self/fd/" + std::to_string(file_); }

}  // namespace hvhyperv
