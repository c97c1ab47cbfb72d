// One plugin, one call: load, hand over the manifest or collect, and out.
#include "collect/worker.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "collect/child_limits.hpp"
#include "collect/file_writes.hpp"
#include "collect/plugin_file.hpp"
#include "collect/plugin_host.hpp"
#include "text/utf8.hpp"

namespace hvcompat {

namespace {

HostServices services_of(const WireRequest& request, const std::atomic<int>& cancelled) {
  HostServices services;
  services.write = [out = std::string()](std::string_view line) mutable {
    out.assign(line) += '\n';
    return write_all(kRecordDescriptor, out);
  };
  services.cancelled = [&cancelled] { return cancelled.load() != 0; };
  services.secret = ask_secret;
  services.output_cap = request.output_cap;
  services.sample = request.sample;
  return services;
}

void tell_manifest(PluginHost& host, const hvc_plugin& plugin) {
  host.write({{"record", "manifest"},
              {"abi_major", plugin.abi_major},
              {"abi_minor", plugin.abi_minor},
              {"text", as_utf8(plugin.manifest)}});
}

// What was allowed, and what inventories name, is what is loaded.
Result<const hvc_plugin*> load_asked(const WireRequest& request) {
  if (request.plugin_sha256.empty() || sha256_of_file(request.plugin) == request.plugin_sha256)
    return load_plugin_file(request.plugin);
  return usage_error(fmt::format("`{}` has changed since plugins were looked for", request.plugin), "run it again");
}

void run_plugin(const WireRequest& request, const std::atomic<int>& cancelled) {
  PluginHost host(services_of(request, cancelled));
  const auto plugin = load_asked(request);
  if (!plugin) {
    host.write({{"record", "refused"}, {"text", as_utf8(plugin.error().message)}, {"help", plugin.error().help}});
  } else if (request.action == "manifest") {
    tell_manifest(host, **plugin);
  } else {
    host.write({{"record", "loaded"}});
    host.collect(**plugin, request.target_json);
  }
}

// An older kernel cannot confine it: then the plugin's word stands alone.
void put_temporary_files(const std::string& scratch, bool elsewhere_too) {
  if (!scratch.empty()) setenv("TMPDIR", scratch.c_str(), 1);
  if (!elsewhere_too) confine_file_writes(scratch);
}

}  // namespace

std::optional<std::string> ask_secret(const std::string& name) {
  const boost::json::object question{{"record", "secret-request"}, {"name", name}};
  std::string answer;
  if (!write_all(kRecordDescriptor, boost::json::serialize(question) + "\n")) return std::nullopt;
  if (!read_line(STDIN_FILENO, answer)) return std::nullopt;
  return parse_secret_answer(answer);
}

bool read_line(int descriptor, std::string& line) {
  line.clear();
  char c = 0;
  while (true) {
    const ssize_t got = read(descriptor, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    if (c == '\n') return true;
    line += c;
  }
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

void run_worker(const WireRequest& request, const std::string& scratch, const std::atomic<int>& cancelled,
                const WorkerActions& actions) {
  // Libraries print to stdout as they like: it goes where stderr goes.
  dup2(STDERR_FILENO, STDOUT_FILENO);
  yield_to_others();
  limit_this_process(request.memory_limit, request.cpu_seconds);
  limit_processes(2 * kMostProcesses);  // beyond what the supervisor's count allows, so that it can say what happened
  // One heap for all threads: collectors wait more than they compute, and each further one would take 64 MiB of the
  // address space that a plugin is limited to, and grow page by page.
  mallopt(M_ARENA_MAX, 1);
  put_temporary_files(scratch, request.writes_files);
  const auto action = actions.find(request.action);
  if (action == actions.end()) {
    run_plugin(request, cancelled);
  } else {
    action->second(request, cancelled);
  }
  std::fflush(nullptr);
  _exit(EXIT_SUCCESS);
}

}  // namespace hvcompat
