// Under which conditions a probe calls a plugin: what its host answers, and what its process looks like.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace hvcompat {

enum class EmitAnswer { as_due, rejected, stop };

struct ProbeConditions {
  bool load_only = false;
  int calls = 1;                                   // of collect, one after the other
  std::map<std::string, std::string> environment;  // set before the plugin is loaded
  std::string working_folder;                      // empty: as it is
  EmitAnswer answer = EmitAnswer::as_due;
  std::uint64_t answer_from = 0;                    // so many records are answered as due before
  std::optional<std::uint64_t> cancel_after_ms;     // from the call of collect on
  std::optional<std::uint64_t> cancel_after_emits;  // records
  std::string canary;              // the secret of any name, where the target has none; empty: no secret
  bool waits_for_residue = false;  // threads and processes are given a moment to end after a call
  bool newer_host = false;         // as a later hvcompat would call it
};

// What a probe is told over the wire.
std::string to_json_text(const ProbeConditions& conditions);
std::optional<ProbeConditions> parse_conditions(std::string_view text);

}  // namespace hvcompat
