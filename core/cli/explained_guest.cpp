// Finding a guest by name.
#include "cli/explained_guest.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/table.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::size_t kMostCandidates = 10;

std::string full_name(const GuestReport& guest) {
  return guest.target + "/" + (guest.name.empty() ? guest.id : guest.name);
}

bool is_wanted(const GuestReport& guest, const std::string& wanted) {
  const std::string before = guest.target + "/";
  const std::string_view rest = std::string_view(wanted).substr(wanted.starts_with(before) ? before.size() : 0);
  for (const std::string& name : {guest.name, guest.id})
    if (!name.empty() && (wanted == name || rest == name)) return true;
  return false;
}

Error unknown_guest(const std::vector<GuestReport>& guests, const std::string& wanted) {
  std::vector<std::string_view> names;
  for (const GuestReport& guest : guests) {
    names.emplace_back(guest.name);
    names.emplace_back(guest.id);
  }
  std::string help = for_terminal(did_you_mean(wanted, names));
  if (help.empty()) {
    std::vector<std::string> known;
    for (const GuestReport& guest : guests)
      if (known.size() < kMostCandidates) known.push_back(for_terminal(guest.name));
    help = known.empty() ? "there is no guest in it"
                         : "guests: " + join(known, ", ") + (guests.size() > known.size() ? ", …" : "");
  }
  return usage_error(fmt::format("there is no guest `{}`", wanted), std::move(help));
}

Error ambiguous(const std::vector<const GuestReport*>& found, const std::string& wanted) {
  const bool same_name = std::ranges::all_of(
      found, [&](const GuestReport* guest) { return full_name(*guest) == full_name(*found.front()); });
  std::vector<std::string> names;
  names.reserve(found.size());
  for (const GuestReport* guest : found)
    names.push_back(for_terminal(same_name ? guest->target + "/" + guest->id : full_name(*guest)));
  return usage_error(fmt::format("guest `{}` is ambiguous", wanted), "one of: " + join(names, ", "));
}

}  // namespace

Result<const GuestReport*> find_guest(const std::vector<GuestReport>& guests, const std::string& wanted) {
  std::vector<const GuestReport*> found;
  for (const GuestReport& guest : guests)
    if (is_wanted(guest, wanted)) found.push_back(&guest);
  if (found.size() == 1) return found.front();
  if (found.empty()) return unknown_guest(guests, wanted);
  return ambiguous(found, wanted);
}

}  // namespace hvcompat
