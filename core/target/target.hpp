// What is to be judged: a hypervisor's URI with a name, options for its plugin and places where its secrets are found.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/error.hpp"

namespace hvcompat {

// Where a secret is found. Its value is read only when the plugin asks for it.
struct SecretSource {
  enum class Kind { environment, file, command };
  Kind kind = Kind::environment;
  std::string name;                  // environment: the variable; file: the absolute path
  std::vector<std::string> command;  // program and arguments; the first line that it prints is the secret
};

struct Target {
  std::string name;                             // unique in a run
  std::string uri;                              // as given; a password in it goes to the plugin and nowhere else
  std::string scheme;                           // lower case, "qemu+ssh"
  std::map<std::string, SecretSource> secrets;  // by the name that the plugin asks for; "password" where none is given
  std::string options = "{}";                   // JSON object for the plugin, as written
};

// A target that has no entry in a site file: its name is its URI, without a password.
Result<Target> target_from_uri(std::string_view uri);

// The part before the first colon, lower case; an error where that is no scheme.
Result<std::string> scheme_of(std::string_view uri);

// The same URI with the password of its user part left out: "a://me:x@h/" is "a://me@h/".
std::string without_password(std::string_view uri);

// The secret of an environment or file source, without the line end at its end; at most 64 KiB.
// The error never holds the secret. Commands are run by core/collect, which has the event loop for it.
Result<std::string> read_secret(const SecretSource& source);

}  // namespace hvcompat
