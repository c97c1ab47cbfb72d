// One probe: prepare the process, load, call, and look at what is left.
#include "verify/probe.hpp"

#include <dlfcn.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <thread>

#include "collect/child_process.hpp"
#include "collect/plugin_file.hpp"
#include "collect/worker.hpp"
#include "text/utf8.hpp"
#include "verify/probe_conditions.hpp"
#include "verify/probe_host.hpp"
#include "verify/residue.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

constexpr auto kSettling = std::chrono::milliseconds(1'000);
constexpr auto kPause = std::chrono::milliseconds(5);
constexpr std::size_t kKeptOutput = 1u << 20;

// The kit's peers are on this machine: no proxy stands between.
constexpr const char* kProxies[] = {"http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};

bool write_line(const json::object& line) { return write_all(kRecordDescriptor, json::serialize(line) + "\n"); }

json::array as_array(const std::vector<std::string>& texts) {
  json::array items;
  for (const std::string& text : texts) items.emplace_back(as_utf8(text));
  return items;
}

json::object as_object(const Residue& residue) {
  return {{"descriptors", as_array(residue.descriptors)},
          {"threads", as_array(residue.threads)},
          {"processes", as_array(residue.processes)},
          {"files", as_array(residue.files)}};
}

void prepare(const ProbeConditions& conditions) {
  for (const char* name : kProxies) unsetenv(name);
  for (const auto& [name, value] : conditions.environment) setenv(name.c_str(), value.c_str(), 1);
  if (!conditions.working_folder.empty() && chdir(conditions.working_folder.c_str()) != 0) _exit(EXIT_FAILURE);
}

// A stream of this process caught in memory, so that what a plugin wrote there is told apart from the other.
class CaughtStream {
 public:
  explicit CaughtStream(int stream) : file_(memfd_create("caught", MFD_CLOEXEC)) { dup2(file_.get(), stream); }
  std::string text() const {
    std::string text(kKeptOutput, '\0');
    const ssize_t got = pread(file_.get(), text.data(), text.size(), 0);
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text;
  }

 private:
  Descriptor file_;
};

// Threads and processes that are about to end are given a moment for it.
Residue settled(const Residue& before, const ProbeConditions& conditions) {
  const auto patience = conditions.waits_for_residue ? kSettling : std::chrono::milliseconds(0);
  const auto give_up = std::chrono::steady_clock::now() + patience;
  while (true) {
    Residue now = residue_of_worker();
    const bool quiet = now.threads.size() <= before.threads.size() && now.processes.size() <= before.processes.size();
    if (quiet || std::chrono::steady_clock::now() > give_up) return now;
    std::this_thread::sleep_for(kPause);
  }
}

json::object told_of(const hvc_plugin* plugin) {
  json::object line{
      {"probe", "loaded"}, {"call", 0},     {"symbol", plugin != nullptr}, {"abi_major", 0},       {"abi_minor", 0},
      {"struct_size", 0},  {"reserved", 0}, {"has_manifest", false},       {"has_collect", false}, {"manifest", ""},
      {"utf8", true}};
  if (!plugin) return line;
  line["abi_major"] = plugin->abi_major;
  line["abi_minor"] = plugin->abi_minor;
  line["struct_size"] = plugin->struct_size;
  if (plugin->abi_major != HVC_ABI_MAJOR || plugin->struct_size < sizeof(hvc_plugin)) return line;
  line["reserved"] = plugin->reserved;
  line["has_manifest"] = plugin->manifest != nullptr;
  line["has_collect"] = plugin->collect != nullptr;
  const std::string manifest = plugin->manifest ? plugin->manifest : "";
  line["manifest"] = as_utf8(manifest);
  line["utf8"] = as_utf8(manifest) == manifest;
  return line;
}

// By hand: what is no plugin to load_plugin_file has to be told here.
void load_only(const std::string& file) {
  void* library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char* words = dlerror();
    write_line({{"probe", "not-loaded"}, {"call", 0}, {"text", as_utf8(words ? words : "")}});
    return;
  }
  write_line(told_of(static_cast<const hvc_plugin*>(dlsym(library, "hvcompat_plugin"))));
}

void call(const WireRequest& request, const ProbeConditions& conditions, const std::atomic<int>& cancelled) {
  const auto plugin = load_plugin_file(request.plugin);
  if (!plugin) {
    write_line({{"probe", "not-loaded"}, {"call", 0}, {"text", as_utf8(plugin.error().message)}});
    return;
  }
  Residue before = residue_of_worker();
  write_line({{"probe", "begin"}, {"call", 0}, {"residue", as_object(before)}});
  for (int i = 1; i <= conditions.calls; ++i) {
    ProbeHost host(conditions, i, request.output_cap / kProbeLineFactor, cancelled, write_line);
    json::object line = host.collect(**plugin, request.target_json);
    line["residue"] = as_object(settled(before, conditions));
    write_line(line);
  }
}

void run_probe(const WireRequest& request, const std::atomic<int>& cancelled) {
  const auto conditions = parse_conditions(request.conditions);
  if (!conditions) return;
  prepare(*conditions);
  const CaughtStream output(STDOUT_FILENO);
  if (conditions->load_only) {
    load_only(request.plugin);
  } else {
    call(request, *conditions, cancelled);
  }
  std::fflush(nullptr);
  write_line({{"probe", "output"}, {"call", 0}, {"standard_output", as_utf8(output.text())}});
}

}  // namespace

WorkerActions probe_actions() { return {{kProbeAction, run_probe}}; }

}  // namespace hvcompat
