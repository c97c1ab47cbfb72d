// The waivers of a site file against guests, and what is to be said about the waivers themselves.
#pragma once

#include <string>
#include <vector>

#include "policy/compile.hpp"
#include "target/site.hpp"
#include "verdict/verdict.hpp"

namespace hvcompat {

class WaiverBook {
 public:
  WaiverBook(const std::vector<Waiver>& waivers, const std::string& as_of);

  // Those in force that speak of this guest.
  std::vector<AppliedWaiver> matching(const std::string& guest, const std::string& host);
  // Remembers which of them a verdict made use of.
  void used(const Verdict& verdict);

  // Expired, unused and over-broad waivers, and rules that no pack has.
  std::vector<std::string> notes(const PolicySet& policies) const;

 private:
  struct Entry {
    const Waiver* waiver;
    bool expired;
    std::size_t matched = 0;
    bool used = false;
  };

  std::vector<Entry> entries_;
};

}  // namespace hvcompat
