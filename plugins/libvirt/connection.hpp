// Opens connections and says in our words why one could not be opened.
#pragma once

#include <functional>
#include <hvcompat/plugin.hpp>

#include "handles.hpp"
#include "target_options.hpp"

namespace hvlibvirt {

enum class Access { read_only, read_write };

// Throws hvc::Failure with one of the codes of plugin.h, libvirt's own message and what to do. `unwanted`: whether it
// may give up, asked now and then.
Connection open_connection(
    const TargetOptions& target, const hvc::Session& session, Access access,
    const std::function<bool()>& unwanted = [] { return false; });

// The failure that libvirt's error stands for.
hvc::Failure failure_of(const CallError& error, const TargetOptions& target);

// Why a call that failed left a fact unknown.
hvc::UnknownFact unknown_of(const CallError& error, const std::string& call, const std::string& remedy = {});

}  // namespace hvlibvirt
