// Kerberos: tickets got with a password, kept in this process's memory alone, and what is to be said of the caller's
// own.
#pragma once

#include <hvcompat/plugin.hpp>
#include <memory>
#include <string>

namespace hvhyperv {

// No ticket was got. `refused`: the realm knows the account and says no; else it could not be asked or knows nobody.
struct NoTicket : hvc::Failure {
  NoTicket(bool is_refused, const char* code, const std::string& text, const std::string& what_to_do)
      : hvc::Failure(code, text, what_to_do), refused(is_refused) {}
  bool refused;
};

class KerberosTickets {
 public:
  // `principal`: user@REALM, or user for the standard realm. Throws NoTicket.
  KerberosTickets(const std::string& principal, const std::string& password);
  ~KerberosTickets();
  KerberosTickets(const KerberosTickets&) = delete;
  KerberosTickets& operator=(const KerberosTickets&) = delete;

  const std::string& cache_name() const { return cache_name_; }  // for KRB5CCNAME

 private:
  struct Library;
  std::unique_ptr<Library> library_;
  std::string cache_name_;
};

// What is wrong with the tickets that KRB5CCNAME names: "the Kerberos ticket of a@B has expired". Empty where nothing
// is.
std::string trouble_with_own_tickets();

}  // namespace hvhyperv
