// Matching in three rounds, each over what the one before left.
#include "diff/matching.hpp"

#include <algorithm>
#include <cctype>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace hvcompat {
namespace {

constexpr std::size_t kUuidLength = 36;

bool is_uuid(std::string_view id) {
  if (id.size() != kUuidLength) return false;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? id[i] != '-' : std::isxdigit(static_cast<unsigned char>(id[i])) == 0) return false;
  }
  return true;
}

using Guests = std::vector<const GuestReport*>;
using Counts = std::unordered_map<std::string_view, std::size_t>;

class Matching {
 public:
  Matching(const ReportToCompare& before, const ReportToCompare& after)
      : before_(before), after_(after), renamed_(renamed_targets(before.report, after.report)) {
    for (const auto& [now, old] : renamed_) renamed_back_[old] = now;
    partner_.resize(before.report.guests.size());
    taken_.resize(after.report.guests.size());
    count();
  }

  std::vector<GuestPair> run() {
    by_target_and_id();
    by_unique([](const GuestReport& guest) { return std::string_view(guest.id); }, ids_,
              [](const GuestReport& old, const GuestReport&) { return is_uuid(old.id); });
    by_unique([](const GuestReport& guest) { return std::string_view(guest.name); }, names_,
              [this](const GuestReport& old, const GuestReport& now) {
                return !absence_in(after_, old, target_after(old)) && !absence_in(before_, now, target_before(now));
              });
    return pairs();
  }

 private:
  const std::string& target_before(const GuestReport& guest) const {
    const auto found = renamed_.find(guest.target);
    return found == renamed_.end() ? guest.target : found->second;
  }

  const std::string& target_after(const GuestReport& guest) const {
    const auto found = renamed_back_.find(guest.target);
    return found == renamed_back_.end() ? guest.target : found->second;
  }

  void count() {
    for (const GuestReport& guest : before_.report.guests) ++ids_.first[guest.id], ++names_.first[guest.name];
    for (const GuestReport& guest : after_.report.guests) ++ids_.second[guest.id], ++names_.second[guest.name];
  }

  void pair(std::size_t old, std::size_t now) {
    partner_[old] = &after_.report.guests[now];
    taken_[now] = true;
  }

  // Two inventories of one target in a report: the first with the first, and so on.
  void by_target_and_id() {
    std::unordered_map<std::string, std::deque<std::size_t>> places;
    const auto& guests = after_.report.guests;
    for (std::size_t i = 0; i < guests.size(); ++i) places[target_before(guests[i]) + "\n" + guests[i].id].push_back(i);
    for (std::size_t i = 0; i < before_.report.guests.size(); ++i) {
      const GuestReport& old = before_.report.guests[i];
      const auto found = places.find(old.target + "\n" + old.id);
      if (found == places.end() || found->second.empty()) continue;
      pair(i, found->second.front());
      found->second.pop_front();
    }
  }

  template <class Key, class Sure>
  void by_unique(Key key, const std::pair<Counts, Counts>& counts, Sure sure) {
    std::unordered_map<std::string_view, std::size_t> places;
    const auto once = [](const Counts& side, std::string_view word) {
      const auto found = side.find(word);
      return found != side.end() && found->second == 1;
    };
    for (std::size_t i = 0; i < taken_.size(); ++i)
      if (!taken_[i]) places.emplace(key(after_.report.guests[i]), i);
    for (std::size_t i = 0; i < partner_.size(); ++i) {
      const GuestReport& old = before_.report.guests[i];
      const std::string_view word = key(old);
      const auto found = places.find(word);
      if (partner_[i] || word.empty() || found == places.end() || taken_[found->second]) continue;
      if (!once(counts.first, word) || !once(counts.second, word)) continue;
      if (sure(old, after_.report.guests[found->second])) pair(i, found->second);
    }
  }

  std::vector<GuestPair> pairs() const {
    std::vector<GuestPair> all;
    for (std::size_t i = 0; i < partner_.size(); ++i) all.push_back({&before_.report.guests[i], partner_[i]});
    for (std::size_t i = 0; i < taken_.size(); ++i)
      if (!taken_[i]) all.push_back({nullptr, &after_.report.guests[i]});
    return all;
  }

  const ReportToCompare& before_;
  const ReportToCompare& after_;
  const std::map<std::string, std::string> renamed_;  // of NEW -> of OLD
  std::map<std::string, std::string> renamed_back_;
  std::pair<Counts, Counts> ids_, names_;  // of OLD, of NEW
  Guests partner_;                         // of each guest of OLD
  std::vector<bool> taken_;                // each guest of NEW
};

}  // namespace

std::vector<GuestPair> match_guests(const ReportToCompare& before, const ReportToCompare& after) {
  return Matching(before, after).run();
}

}  // namespace hvcompat
