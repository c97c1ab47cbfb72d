// An NTLM account for the GSS-API's NTLM mechanism, in a file that exists in this process's memory alone.
#pragma once

#include <string>

namespace hvhyperv {

class NtlmSecret {
 public:
  // `user`: DOMAIN\user, user@domain or user. Throws hvc::Failure where the kernel gives no such file.
  NtlmSecret(const std::string& user, const std::string& password);
  ~NtlmSecret();  // overwrites it
  NtlmSecret(const NtlmSecret&) = delete;
  NtlmSecret& operator=(const NtlmSecret&) = delete;

  std::string path() const;  // for NTLM_USER_FILE

 private:
  int file_ = -1;
  std::size_t size_ = 0;
};

// The line for that file. It holds the hash that NTLM makes of the password: the form with the password itself cannot
// hold one with a colon in it.
std::string ntlm_user_line(const std::string& user, const std::string& password);

}  // namespace hvhyperv
