// The bytes of a plugin's process on their way to a PluginRun: the same for a live process and for a recording of one.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "collect/line_splitter.hpp"
#include "collect/plugin_run.hpp"
#include "target/target.hpp"

namespace hvcompat {

// What a line may ask for while the process runs; each may be empty.
struct IntakeCalls {
  std::function<void(std::uint64_t done, std::uint64_t total)> progress;
  std::function<void(int level, const std::string& text)> log;
  std::function<void(const std::string& name)> secret;
  std::function<void()> over_limit;
  std::function<void()> sampled;
  std::function<void(std::string_view line)> record;  // one without secrets; empty: they are kept in PluginRun::records
};

// The last bytes of a stream, at most `most` of them.
class StreamTail {
 public:
  explicit StreamTail(std::size_t most) : most_(most) {}
  void add(std::string_view bytes);
  std::string take();
  std::size_t lost() const { return lost_; }  // after take(): bytes that came before

 private:
  std::size_t most_;
  std::string bytes_;
  std::size_t lost_ = 0;
};

class PluginIntake {
 public:
  // `keep_wire`: the bytes themselves are wanted as well (wire(), printed()).
  PluginIntake(const Target& target, IntakeCalls calls, bool keep_wire);
  PluginIntake(const PluginIntake&) = delete;
  PluginIntake& operator=(const PluginIntake&) = delete;

  void take_records(std::string_view bytes);
  void take_line(std::string_view line);  // a whole one
  void take_diagnostics(std::string_view bytes);
  // A secret that goes to the plugin: from now on it is kept out of what comes back, unless it is wanted to be seen
  // there.
  void hand_over(const std::string& secret, bool shown = false);
  // All has come; `exit` is how it ended.
  void finish(std::optional<WorkerExit> exit);

  PluginRun run;

  // After finish(): what came, without secrets; and how many bytes of what was printed are not there.
  std::string take_wire() { return std::move(wire_); }
  std::string take_printed() { return std::move(printed_); }
  std::size_t printed_lost() const { return diagnostics_.lost(); }

 private:
  void take_own_line(const boost::json::object& line);
  void reject(std::string why);

  const Target& target_;
  IntakeCalls calls_;
  bool keep_wire_;
  std::vector<std::string> secrets_;
  LineSplitter lines_;
  StreamTail diagnostics_;
  std::string wire_;
  std::string printed_;
};

}  // namespace hvcompat
