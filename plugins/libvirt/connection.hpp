// Opens connections and says in our words why one could not be opened.
#pragma once

#include <hvcompat/plugin.hpp>

#include "handles.hpp"
#include "target_options.hpp"

namespace hvlibvirt {

enum class Access { read_only, read_write };

struct Opened {
  Connection connection;
  bool with_credentials;  // the server asked for some
};

// Throws hvc::Failure with one of the codes of plugin.h, libvirt's own message and what to do.
Opened open_connection(const TargetOptions& target, const hvc::Session& session, Access access);

// One more to read from; null where it is refused. It has no credentials, and hangs where the server does.
Connection open_further(const TargetOptions& target);

// The failure that libvirt's error stands for.
hvc::Failure failure_of(const CallError& error, const TargetOptions& target);

// Why a call that failed left a fact unknown.
hvc::UnknownFact unknown_of(const CallError& error, const std::string& call, const std::string& remedy = {});

}  // namespace hvlibvirt
