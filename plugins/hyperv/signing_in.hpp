// How the plugin signs in: prepares what libcurl and the GSS-API under it take, and tells why a host refused it.
#pragma once

#include <hvcompat/plugin.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kerberos_tickets.hpp"
#include "ntlm_secret.hpp"
#include "target_options.hpp"

namespace hvhyperv {

// An environment variable that is another one for a while: the GSS-API takes its credentials by way of them.
class VariableFor {
 public:
  VariableFor(std::string name, const std::optional<std::string>& value);
  ~VariableFor();
  VariableFor(const VariableFor&) = delete;
  VariableFor& operator=(const VariableFor&) = delete;

 private:
  std::string name_;
  std::optional<std::string> before_;
};

class SigningIn {
 public:
  // Gets tickets where a password is given and the scheme takes them. Throws hvc::Failure where nothing can work.
  // Credentials live as long as this object; it changes environment variables of the process and puts them back.
  SigningIn(const TargetOptions& target, std::optional<std::string> password);
  ~SigningIn();
  SigningIn(const SigningIn&) = delete;
  SigningIn& operator=(const SigningIn&) = delete;

  void apply_to(hvshared::HttpOptions& http) const;

  // Why the host said 401; `challenges` are the schemes that it offers.
  hvc::Failure refused(const std::vector<std::string>& challenges) const;

 private:
  void use_password_with_gss();
  void use_tickets(bool ntlm_may_follow);
  void keep_out_tickets();
  void use_ntlm();
  void set(const std::string& name, const std::optional<std::string>& value);
  std::string account() const;
  std::string trouble() const;

  AuthScheme scheme_;
  std::string host_;
  std::string username_;
  std::optional<std::string> password_;
  std::string no_ticket_;  // why Kerberos gave none, where NTLM was to follow
  std::unique_ptr<KerberosTickets> tickets_;
  std::unique_ptr<NtlmSecret> ntlm_;
  std::vector<std::unique_ptr<VariableFor>> variables_;
};

}  // namespace hvhyperv
