// The event loop over all targets: so many at a time, one more try where that may help, and a graceful end.
#include "collect/collect.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>

#include "collect/child_limits.hpp"
#include "collect/gather.hpp"
#include "collect/plugin_session.hpp"
#include "collect/recording.hpp"
#include "collect/run_faults.hpp"
#include "collect/target_json.hpp"

namespace hvcompat {

namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto kStopPoll = milliseconds(20);
constexpr std::uint64_t kCpuAllowance = 10;  // seconds over the deadline; one thread cannot use more

struct TargetRun {
  const CollectRequest* request = nullptr;
  CollectedTarget* result = nullptr;
  std::shared_ptr<PluginSession> session;
  std::unique_ptr<Gathering> gathering;  // of the last attempt
  std::unique_ptr<asio::steady_timer> pause;
  std::optional<PluginRun> waiting;  // what the first try gave, while waiting for the second
  std::vector<RecordedAttempt> attempts_recorded;
  Clock::time_point begun;
  milliseconds took{0};
  int attempts = 0;
  bool done = false;
};

class Collector {
 public:
  Collector(const std::vector<CollectRequest>& requests, const CollectOptions& options)
      : options_(options), signals_(io_), poll_(io_) {
    collection_.targets.resize(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
      runs_.push_back(std::make_shared<TargetRun>());
      runs_.back()->request = &requests[i];
      runs_.back()->result = &collection_.targets[i];
    }
  }

  Collection run() {
    listen();
    begin_next();
    while (finished_ < runs_.size()) io_.run_one();
    return std::move(collection_);
  }

 private:
  void listen() {
    if (options_.handle_signals) {
      signals_.add(SIGINT);
      signals_.add(SIGTERM);
      await_signal();
    }
    if (options_.stop) poll();
  }

  void await_signal() {
    signals_.async_wait([this](error_code failed, int) {
      if (failed) return;
      stop();
      await_signal();
    });
  }

  void poll() {
    const int wanted = options_.stop->load();
    while (stops_ < std::min(wanted, 2)) stop();
    poll_.expires_after(kStopPoll);
    poll_.async_wait([this](error_code failed) {
      if (!failed) poll();
    });
  }

  void stop() {
    ++stops_;
    collection_.interrupted = true;
    for (const auto& run : runs_) {
      if (run->done) continue;
      if (run->session) run->session->stop();
      if (run->pause) run->pause->cancel();
    }
    begin_next();
  }

  void begin_next() {
    while (next_ < runs_.size() && (active_ < std::max(options_.jobs, 1U) || stops_ > 0)) {
      const auto run = runs_[next_++];
      run->begun = Clock::now();
      ++active_;
      if (stops_ > 0) {
        never_begun(run);
      } else {
        attempt(run);
      }
    }
  }

  void never_begun(const std::shared_ptr<TargetRun>& run) {
    run->gathering = std::make_unique<Gathering>(*run->request);
    PluginRun nothing;
    nothing.stopped = true;
    // Not from inside of begin_next: `conclude` calls it again.
    asio::post(io_, [this, run, nothing]() mutable { conclude(run, std::move(nothing)); });
  }

  void attempt(const std::shared_ptr<TargetRun>& run) {
    ++run->attempts;
    run->gathering = std::make_unique<Gathering>(*run->request);
    if (options_.progress) options_.progress({run->request->target.name, 0, 0, false});
    run->session =
        std::make_shared<PluginSession>(io_, task_for(*run), [this, run](PluginRun out, RecordedAttempt recorded) {
          run->session.reset();
          keep(*run, std::move(recorded));
          if (try_again(*run, out)) {
            pause(run, std::move(out));
          } else {
            conclude(run, std::move(out));
          }
        });
    run->session->start();
  }

  void keep(TargetRun& run, RecordedAttempt recorded) const {
    if (!options_.recorded) return;
    recorded.begun = std::chrono::duration_cast<milliseconds>(Clock::now() - run.begun) - recorded.lasted;
    run.attempts_recorded.push_back(std::move(recorded));
  }

  milliseconds left(const TargetRun& run) const {
    return options_.deadline - std::chrono::duration_cast<milliseconds>(Clock::now() - run.begun);
  }

  bool try_again(const TargetRun& run, const PluginRun& out) const {
    return options_.retry && run.attempts < 2 && stops_ == 0 && may_pass(out) && left(run) > options_.retry_delay;
  }

  void pause(const std::shared_ptr<TargetRun>& run, PluginRun out) {
    run->waiting = std::move(out);
    run->pause = std::make_unique<asio::steady_timer>(io_, options_.retry_delay);
    run->pause->async_wait([this, run](error_code cancelled) {
      if (cancelled || stops_ > 0) return conclude(run, std::move(*run->waiting));
      attempt(run);
    });
  }

  PluginTask task_for(const TargetRun& run) const {
    const CollectRequest& request = *run.request;
    const std::string name = request.target.name;
    PluginTask task;
    task.request.plugin = request.plugin_file.string();
    task.request.plugin_sha256 = request.plugin_sha256;
    task.request.target_json = target_json(request.target);
    task.request.memory_limit = options_.memory_limit;
    task.request.cpu_seconds = static_cast<std::uint64_t>(options_.deadline.count() / 1000) + kCpuAllowance;
    task.request.output_cap = options_.output_cap;
    task.request.sample = options_.sample;
    task.request.writes_files = request.plugin_writes_files;
    task.request.grace_ms = static_cast<std::uint64_t>(options_.grace.count());
    task.target = request.target;
    task.program = options_.program;
    task.spare = options_.spare;
    task.deadline = left(run);
    task.grace = options_.grace;
    task.record = static_cast<bool>(options_.recorded);
    task.take_record = [gathering = run.gathering.get()](std::string_view line) { gathering->take(line); };
    if (options_.progress) {
      task.progress = [this, name](std::uint64_t done, std::uint64_t total) {
        options_.progress({name, done, total, false});
      };
    }
    if (options_.log) {
      task.log = [this, name](int level, const std::string& text) { options_.log(name, level, text); };
    }
    return task;
  }

  void conclude(const std::shared_ptr<TargetRun>& run, PluginRun out) {
    const std::vector<std::string> secrets = out.secrets;
    *run->result = run->gathering->finish(options_, std::move(out));
    run->gathering.reset();
    run->result->attempts = run->attempts;
    run->took = std::chrono::duration_cast<milliseconds>(Clock::now() - run->begun);
    run->result->inventory.seconds = std::chrono::duration<double>(run->took).count();
    if (options_.recorded) tell_recording(*run, secrets);
    run->done = true;
    ++finished_;
    --active_;
    if (options_.progress) {
      const std::size_t guests = run->result->guests.size();
      options_.progress({run->request->target.name, guests, guests, true});
    }
    begin_next();
  }

  void tell_recording(TargetRun& run, const std::vector<std::string>& secrets) {
    TargetRecording recording = recording_of(*run.request, options_, secrets);
    recording.order = static_cast<std::size_t>(run.result - collection_.targets.data()) + 1;
    recording.collected_at = run.result->inventory.collected_at;
    recording.took = run.took;
    recording.attempts = std::move(run.attempts_recorded);
    options_.recorded(recording, *run.result);
  }

  const CollectOptions& options_;
  asio::io_context io_;
  asio::signal_set signals_;
  asio::steady_timer poll_;
  std::vector<std::shared_ptr<TargetRun>> runs_;
  Collection collection_;
  std::size_t next_ = 0;
  std::size_t finished_ = 0;
  unsigned active_ = 0;
  int stops_ = 0;
};

}  // namespace

Collection collect_targets(const std::vector<CollectRequest>& requests, const CollectOptions& options) {
  keep_memory_private();
  return Collector(requests, options).run();
}

}  // namespace hvcompat
