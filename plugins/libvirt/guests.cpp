// Askers side by side, each in a thread with a connection of its own; one more thread makes records and tells them.
//
// Most of the time goes into waiting for libvirt, and a connection has one call at a time: one thread calls over it,
// because clients of libvirt before version 10 lose wake-ups where two share a connection.
#include "guests.hpp"

#include <atomic>
#include <map>
#include <optional>
#include <string>
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

constexpr std::size_t kFewestAsked = 4;  // before it is known how fast guests are asked for
constexpr int kPays = 4;                 // times as long as opening must what is left take

// The connection was lost: a server that is gone is not one guest's trouble.
struct Lost {
  std::string why;
};

void throw_if_lost(virConnectPtr connection, const Answers& answers) {
  if (answers && answers->undescribed.code != VIR_ERR_OK && virConnectIsAlive(connection) == 0)
    throw Lost{fault_of(*answers).text};
}

class Round {
 public:
  Round(hvc::Session& session, const GuestContext& context, const MoreAskers& more)
      : session_(session),
        context_(context),
        more_(more),
        telling_([this](const Answers& answers) { tell(answers); }),
        asked_(context.overview.domains.size(), [this](Answers&& answers) { telling_.take(std::move(answers)); }) {}

  // Throws hvc::Failure.
  void run(Asker& first) {
    session_.progress(0, asked_.count());
    try {
      ask(first, context_.overview.domains);
    } catch (...) {
      asked_.fail(std::current_exception());
    }
    for (std::thread& helper : helpers_) helper.join();
    asked_.hand_on_rest();
    telling_.finish();
    try {
      asked_.rethrow();
    } catch (const Lost& lost) {
      throw hvc::Failure(HVC_FAIL_UNREACHABLE,
                         "the connection was lost after " + std::to_string(asked_.handed_on()) + " of " +
                             std::to_string(asked_.count()) + " guests: " + lost.why,
                         "look at libvirt's daemon on the host and at what stands between, then run it again");
    }
  }

 private:
  void ask(Asker& first, const std::vector<DomainHandle>& domains) {
    while (const auto item = asked_.take()) {
      session_.stop_if_cancelled();
      Answers answers = ask_guest(domains[*item].get(), context_, first.agents.get());
      throw_if_lost(first.connection.get(), answers);
      asked_.bring(*item, std::move(answers));
      if (another_pays()) call_for_help();
    }
  }

  bool another_pays() const {
    const std::size_t done = asked_.handed_on();
    if (opening_ || helpers_.size() + 1 >= more_.most || done < kFewestAsked) return false;
    const auto left = (steady_clock::now() - begun_) / done * (asked_.count() - done);
    return left > kPays * more_.takes;
  }

  void call_for_help() {
    opening_ = true;
    helpers_.emplace_back([this] {
      try {
        help();
      } catch (...) {
        asked_.fail(std::current_exception());
      }
    });
  }

  // Domains belong to their connection.
  void help() {
    Asker asker;
    std::map<std::string, DomainHandle> domains;
    try {
      asker = more_.open([this] { return asked_.ended(); });
      domains = domains_of(asker.connection.get());
    } catch (const hvc::Failure&) {
      return;  // `opening_` stays: where one is refused, the next one would be too
    }
    opening_ = false;
    while (const auto item = asked_.take()) {
      std::optional<Answers> answers = ask_for(*item, asker, domains);
      if (!answers) return asked_.give_back(*item);
      asked_.bring(*item, *std::move(answers));
    }
  }

  // None where the helper cannot go on.
  std::optional<Answers> ask_for(std::size_t item, Asker& asker, const std::map<std::string, DomainHandle>& domains) {
    const auto domain = domains.find(uuid_of(context_.overview.domains[item].get()));
    if (domain == domains.end()) return Answers();
    try {
      Answers answers = ask_guest(domain->second.get(), context_, asker.agents.get());
      throw_if_lost(asker.connection.get(), answers);
      return answers;
    } catch (const hvc::Failure&) {
      return std::nullopt;
    } catch (const Lost&) {
      return std::nullopt;
    }
  }

  void tell(const Answers& answers) {
    session_.stop_if_cancelled();
    if (answers) {
      const GuestReading guest = reading_of(*answers, context_);
      session_.emit(guest.record);
      if (guest.fault) session_.error(*guest.fault);
    }
    session_.progress(++told_, asked_.count());
  }

  hvc::Session& session_;
  const GuestContext& context_;
  const MoreAskers& more_;
  std::uint64_t told_ = 0;
  Follower<Answers> telling_;
  InOrder<Answers> asked_;
  const steady_clock::time_point begun_ = steady_clock::now();
  std::atomic<bool> opening_ = false;
  std::vector<std::thread> helpers_;
};

}  // namespace

void tell_guests(hvc::Session& session, const GuestContext& context, Asker& first, const MoreAskers& more) {
  Round(session, context, more).run(first);
}

}  // namespace hvlibvirt
