// What to supply first, in words: the few facts that decide most guests, then some more.
#include "report/text_supply.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/report_words.hpp"
#include "report/table.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kFirstFacts = 5;
constexpr std::size_t kMostFacts = 10;

// Steps that are told together.
struct Share {
  std::vector<std::string> facts;
  std::size_t decided = 0;  // with the shares before
};

void add(Share& share, const SupplyStep& step) {
  share.facts.insert(share.facts.end(), step.facts.begin(), step.facts.end());
  share.decided = step.guests;
}

class SupplyText {
 public:
  SupplyText(const Summary& summary, std::size_t width) : summary_(summary), width_(width) {
    if (!summary.supply.empty()) all_ = summary.supply.back().guests;
  }

  std::string text() {
    const Share first = first_share();
    std::string text =
        wrap(fmt::format("missing facts: {} would decide {}", these(first, ""), of_all(first)), width_, 2) + "\n" +
        lines(first.facts);
    const Share second = second_share();
    if (!second.facts.empty())
      text += wrap(fmt::format("with {}: {}", these(second, " more"), of_all(second)), width_, 2) + "\n" +
              lines(second.facts);
    return text + rest();
  }

  // Reports that older versions saved do not say what to supply first.
  std::string counts_alone() {
    std::vector<std::string> facts;
    for (const MissingCount& missing : summary_.missing) facts.push_back(missing.fact);
    const std::size_t more = facts.size() - std::min(facts.size(), kMostFacts);
    facts.resize(facts.size() - more);
    return "missing facts:\n" + lines(facts) + (more == 0 ? "" : fmt::format("  … and {} more\n", more));
  }

 private:
  // Until half of the guests are decided, as long as the facts are few.
  Share first_share() {
    Share share;
    for (; next_ < summary_.supply.size(); ++next_) {
      const SupplyStep& step = summary_.supply[next_];
      if (next_ > 0 && (share.decided * 2 >= all_ || share.facts.size() + step.facts.size() > kFirstFacts)) break;
      add(share, step);
    }
    told_ = share.facts.size();
    return share;
  }

  Share second_share() {
    Share share;
    for (; next_ < summary_.supply.size(); ++next_) {
      const SupplyStep& step = summary_.supply[next_];
      if (told_ + step.facts.size() > kMostFacts) break;
      told_ += step.facts.size();
      add(share, step);
    }
    return share;
  }

  std::string rest() const {
    std::size_t facts = 0;
    for (std::size_t i = next_; i < summary_.supply.size(); ++i) facts += summary_.supply[i].facts.size();
    if (facts == 0) return {};
    return wrap(fmt::format("… and {} for the other {}", counted(facts, "fact"),
                            counted(all_ - summary_.supply[next_ - 1].guests, "guest")),
                width_, 2) +
           "\n";
  }

  static std::string these(const Share& share, std::string_view more) {
    return share.facts.size() == 1 ? fmt::format("this one{}", more)
                                   : fmt::format("these {}{}", share.facts.size(), more);
  }

  std::string of_all(const Share& share) const {
    if (share.decided < all_) return fmt::format("{} of {} undecided guests", share.decided, all_);
    return all_ == 1 ? "the only undecided guest" : fmt::format("all {} undecided guests", all_);
  }

  std::string lines(const std::vector<std::string>& facts) const {
    std::string text;
    for (const std::string& fact : facts) text += line(fact);
    return text;
  }

  std::string line(const std::string& fact) const {
    const auto found = std::ranges::find(summary_.missing, fact, &MissingCount::fact);
    std::string text = for_terminal(fact);
    if (found != summary_.missing.end()) {
      text += fmt::format(" ({} {})", counted(found->guests, "guest"), found->guests == 1 ? "waits" : "wait");
      if (!found->remedy.empty()) text += ": " + safe_lines(found->remedy);
    }
    return "  " + wrap(text, width_, 4) + "\n";
  }

  const Summary& summary_;
  const std::size_t width_;
  std::size_t all_ = 0;   // guests that wait for a fact
  std::size_t next_ = 0;  // step that is not told yet
  std::size_t told_ = 0;  // facts
};

}  // namespace

std::string supply_section(const Summary& summary, std::size_t width) {
  if (summary.missing.empty()) return {};
  SupplyText text(summary, width);
  return summary.supply.empty() ? text.counts_alone() : text.text();
}

}  // namespace hvcompat
