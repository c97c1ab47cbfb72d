// What a plugin did during one probe, as the host that it was lent saw it: a value that checks judge.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/residue.hpp"

namespace hvcompat {

struct LoadedPlugin {
  unsigned abi_major = 0;
  unsigned abi_minor = 0;
  unsigned struct_size = 0;
  unsigned reserved = 0;
  bool has_manifest = false;
  bool has_collect = false;
  bool has_symbol = true;
  std::string manifest;
  bool manifest_is_utf8 = true;
};

struct EmittedRecord {
  int call = 0;
  std::string text;  // bytes that are no UTF-8 are U+FFFD
  bool utf8 = true;
  int answer = 0;   // HVC_OK, HVC_REJECTED, HVC_STOP
  std::string why;  // it is no record, where that is so
};

struct ToldProgress {
  int call = 0;
  std::uint64_t done = 0;
  std::uint64_t total = 0;
};

struct ToldText {  // log
  int call = 0;
  std::string text;
  bool utf8 = true;
};

struct ToldFailure {  // fail
  int call = 0;
  std::string code;
  std::string text;
  std::string remedy;
  bool utf8 = true;
};

struct ReturnedCall {
  int call = 0;
  int value = 0;
  std::int64_t elapsed_ms = 0;
  std::int64_t stop_ms = -1;  // from the moment on at which the plugin was to stop; -1: it never was
  std::string thrown;         // what left it instead
  Residue residue;
};

struct Trace {
  std::optional<LoadedPlugin> loaded;
  std::string not_loaded;  // in the loader's words
  Residue at_start;        // before the first call
  std::vector<EmittedRecord> records;
  std::vector<ToldProgress> progress;
  std::vector<ToldText> logs;
  std::vector<ToldFailure> failures;
  std::vector<std::string> secrets;  // names that were asked for
  std::vector<ReturnedCall> returned;
  std::string standard_output;
  bool ended = false;  // the probe came to its own end
};

// From the lines that a probe wrote (probe_lines.hpp).
Trace parse_trace(std::string_view lines);

}  // namespace hvcompat
