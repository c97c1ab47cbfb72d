// Askers side by side, each in a thread with a connection of its own; one more thread makes records and tells them.
//
// Most of the time goes into waiting for libvirt, and a connection has one call at a time: one thread calls over it,
// because clients of libvirt before version 10 lose wake-ups where two share a connection.
#include "guests.hpp"

#include <atomic>
#include <future>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "follower.hpp"
#include "guest_record.hpp"
#include "in_order.hpp"
#include "stats.hpp"

namespace hvlibvirt {
namespace {

using std::chrono::steady_clock;
using Answers = std::optional<GuestAnswers>;  // none: the guest is gone

constexpr std::size_t kFewestAsked = 4;             // before it is known how fast guests are asked for
constexpr int kPays = 4;                            // times as long as opening must what is left take
constexpr std::chrono::seconds kHeldAtMost{40};     // libvirt itself gives up a QEMU that hangs after 30
constexpr std::chrono::milliseconds kParting{500};  // for helpers to close their connections

// The connection was lost: a server that is gone is not one guest's trouble.
struct Lost {
  std::string why;
};

bool is_lost(virConnectPtr connection) { return virConnectIsAlive(connection) == 0; }

// Throws Lost. After the last call, before another one: its error is the last one.
void throw_if_lost(virConnectPtr connection, const Answers& answers) {
  const bool undescribed = answers && answers->undescribed.code != VIR_ERR_OK;
  std::string why = undescribed ? fault_of(*answers).text : last_error().text;
  if (is_lost(connection)) throw Lost{std::move(why)};
}

// May be empty.
std::string host_name_of(virConnectPtr connection) {
  const TextHandle name(virConnectGetHostname(connection));
  return name ? name.get() : "";
}

// All that helpers use. They share it: one that hangs in libvirt outlives the round.
struct Work {
  Work(GuestContext shared, std::size_t guests, std::function<Connection()> opener,
       std::function<void(Answers&&)> hand_on)
      : context(std::move(shared)), open(std::move(opener)), asked(guests, kHeldAtMost, std::move(hand_on)) {}

  const GuestContext context;
  const std::function<Connection()> open;
  InOrder<Answers> asked;
  std::vector<std::string> uuids;     // of the guests; set before the first helper starts
  std::string host_name;              // likewise
  std::atomic<bool> opening = false;  // stays where one is refused: the next one would be too
};

class Helper {
 public:
  explicit Helper(std::shared_ptr<Work> work) : work_(std::move(work)), connection_(work_->open()) {}

  void run() {
    if (!connection_ || work_->asked.ended() || host_name_of(connection_.get()) != work_->host_name) return;
    std::optional<DomainsByUuid> listed = domains_of(connection_.get());
    if (!listed) return;
    domains_ = *std::move(listed);
    work_->opening = false;
    while (const auto item = work_->asked.take_new())
      if (!help_with(*item)) return;
  }

 private:
  // False where it cannot go on. A guest that it does not find may have come back, or stand on another host.
  bool help_with(std::size_t item) try {
    const auto domain = domains_.find(work_->uuids[item]);
    Answers answers;
    if (domain != domains_.end()) answers = ask_guest(domain->second.get(), work_->context, nullptr);
    const bool lost = is_lost(connection_.get());
    if (lost || !answers)
      work_->asked.give_back(item);
    else
      work_->asked.bring(item, std::move(answers));
    return !lost;
  } catch (...) {
    work_->asked.give_back(item);
    return false;
  }

  const std::shared_ptr<Work> work_;
  const Connection connection_;
  DomainsByUuid domains_;  // of this connection: domains belong to theirs
};

class Round {
 public:
  Round(hvc::Session& session, GuestContext context, MoreConnections more)
      : session_(session),
        takes_(more.takes),
        most_(more.most),
        domains_(std::move(context.overview.domains)),
        telling_([this](const Answers& answers) { tell(answers); }),
        work_(std::make_shared<Work>(std::move(context), domains_.size(), std::move(more.open),
                                     [this](Answers&& answers) { telling_.take(std::move(answers)); })) {}

  // Throws hvc::Failure.
  void run(Asker& first) {
    session_.progress(0, domains_.size());
    try {
      ask(first);
    } catch (...) {
      work_->asked.fail(std::current_exception());
    }
    work_->asked.close();
    part();
    telling_.finish();
    try {
      work_->asked.rethrow();
    } catch (const Lost& lost) {
      throw hvc::Failure(HVC_FAIL_UNREACHABLE,
                         "the connection was lost after " + std::to_string(work_->asked.handed_on()) + " of " +
                             std::to_string(domains_.size()) + " guests: " + lost.why,
                         "look at libvirt's daemon on the host and at what stands between, then run it again");
    }
  }

 private:
  void ask(Asker& first) {
    while (const auto item = work_->asked.take_any([this] { return session_.cancelled(); })) {
      session_.stop_if_cancelled();
      Answers answers = ask_guest(domains_[*item].get(), work_->context, first.agents.get());
      throw_if_lost(first.connection.get(), answers);
      work_->asked.bring(*item, std::move(answers));
      if (another_pays()) call_for_help(first.connection.get());
    }
    if (work_->asked.handed_on() < domains_.size()) throw hvc::Failure(HVC_FAIL_CANCELLED, "the run was cancelled");
  }

  bool another_pays() const {
    const std::size_t done = work_->asked.handed_on();
    if (work_->opening || helpers_.size() + 1 >= most_ || done < kFewestAsked) return false;
    const auto left = (steady_clock::now() - begun_) / done * (domains_.size() - done);
    return left > kPays * takes_;
  }

  // Where none can come, none is called again: `opening` stays.
  void call_for_help(virConnectPtr connection) {
    work_->opening = true;
    if (helpers_.empty()) {
      work_->host_name = host_name_of(connection);
      for (const DomainHandle& domain : domains_) work_->uuids.push_back(uuid_of(domain.get()));
    }
    if (!work_->host_name.empty()) start_helper();
  }

  void start_helper() {
    std::packaged_task<void()> help([work = work_] { Helper(work).run(); });
    std::future<void> ended = help.get_future();
    try {
      std::thread(std::move(help)).detach();
    } catch (const std::system_error&) {
      return;
    }
    helpers_.push_back(std::move(ended));
  }

  // Those that hang are left behind.
  void part() {
    const auto until = steady_clock::now() + kParting;
    for (const std::future<void>& helper : helpers_) helper.wait_until(until);
  }

  void tell(const Answers& answers) {
    session_.stop_if_cancelled();
    if (answers) {
      const GuestReading guest = reading_of(*answers, work_->context);
      session_.emit(guest.record);
      if (guest.fault) session_.error(*guest.fault);
    }
    session_.progress(++told_, domains_.size());
  }

  hvc::Session& session_;
  const steady_clock::duration takes_;
  const std::size_t most_;
  const std::vector<DomainHandle> domains_;  // of the first connection
  std::uint64_t told_ = 0;
  Follower<Answers> telling_;
  const std::shared_ptr<Work> work_;
  const steady_clock::time_point begun_ = steady_clock::now();
  std::vector<std::future<void>> helpers_;
};

}  // namespace

void tell_guests(hvc::Session& session, GuestContext context, Asker& first, MoreConnections more) {
  Round(session, std::move(context), std::move(more)).run(first);
}

}  // namespace hvlibvirt
