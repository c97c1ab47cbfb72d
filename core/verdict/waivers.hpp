// The waivers of a site file against guests, and what is to be said about the waivers themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policy/compile.hpp"
#include "target/site.hpp"
#include "verdict/verdict.hpp"

namespace hvcompat {

enum class WaiverFault { unknown_rule, expired, expiring, unused, over_broad, duplicate, shadowed };
std::string_view name_of(WaiverFault fault);  // "over-broad"

// What is wrong with one waiver. The waiver belongs to the site file.
struct WaiverNote {
  WaiverFault fault = WaiverFault::unused;
  const Waiver* waiver = nullptr;
  Place where;       // of the member that is at fault, or of the waiver
  std::string text;  // "expired after 2026-10-01, it counts no more"
  std::string help;  // what to do
};

// What is looked for.
struct WaiverQuestions {
  bool guests = true;  // guests were matched before: waivers without one are unused
  int within = 0;      // days: those that end so soon; 0: none
  bool others = true;  // those that say what another says
};

// The waivers must outlive the book.
class WaiverBook {
 public:
  WaiverBook(const std::vector<Waiver>& waivers, std::string as_of);

  // Those in force that speak of this guest.
  std::vector<AppliedWaiver> matching(const std::string& guest, const std::string& host);
  // The same in two steps: which of all waivers in force speak of a guest, and of a host; then those that speak of
  // both.
  std::vector<std::size_t> for_guest(std::string_view guest) const;
  std::vector<std::size_t> for_host(std::string_view host) const;
  std::vector<AppliedWaiver> apply(const std::vector<std::size_t>& waivers);
  // Remembers which of them a verdict made use of.
  void used(const Verdict& verdict);

  // In the order of the site file.
  std::vector<WaiverNote> faults(const PolicySet& policies, const WaiverQuestions& questions) const;
  // Expired, unused and over-broad waivers, and rules that no pack has: what a report says of them.
  std::vector<std::string> notes(const PolicySet& policies) const;

 private:
  struct Entry {
    const Waiver* waiver;
    bool expired;
    std::size_t matched = 0;
    bool used = false;
  };

  void add_use(const Entry& entry, std::vector<WaiverNote>& notes) const;
  void add_end(const Entry& entry, int within, std::vector<WaiverNote>& notes) const;
  void add_other(const Entry& entry, std::vector<WaiverNote>& notes) const;

  std::string as_of_;
  std::vector<Entry> entries_;
};

// "waiver of `a5` for `web-*`"
std::string in_words(const Waiver& waiver);

}  // namespace hvcompat
