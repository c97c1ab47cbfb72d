// Finding a guest by name.
#include "cli/explained_guest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "cli/json_member.hpp"
#include "report/guest_json.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostCandidates = 10;

Error not_enough(const std::string& file) {
  return usage_error(fmt::format("`{}` does not hold the reasoning", file),
                     "give the inventory, or a report saved with --format json (and no lesser --detail than full)");
}

json::value first_line(std::string_view bytes) {
  boost::system::error_code error;
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  json::value value = json::parse(line, error);
  return error ? json::value() : value;
}

std::string name_of_guest(const json::object& guest) {
  const std::string name = text_in(guest, "name");
  return text_in(guest, "target") + "/" + (name.empty() ? text_in(guest, "id") : name);
}

bool is_wanted(const json::object& guest, const std::string& wanted) {
  const std::string before = text_in(guest, "target") + "/";
  const bool has_target = wanted.starts_with(before);
  const std::string_view rest = has_target ? std::string_view(wanted).substr(before.size()) : wanted;
  for (const std::string& name : {text_in(guest, "name"), text_in(guest, "id")})
    if (!name.empty() && (wanted == name || rest == name)) return true;
  return false;
}

Error unknown_guest(const std::vector<json::object>& guests, const std::string& wanted) {
  std::vector<std::string> names;
  for (const json::object& guest : guests) {
    names.push_back(text_in(guest, "name"));
    names.push_back(text_in(guest, "id"));
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  std::string help = did_you_mean(wanted, views);
  if (help.empty()) {
    std::vector<std::string> known;
    for (const json::object& guest : guests)
      if (known.size() < kMostCandidates) known.push_back(text_in(guest, "name"));
    help = known.empty() ? "there is no guest in it"
                         : "guests: " + join(known, ", ") + (guests.size() > known.size() ? ", …" : "");
  }
  return usage_error(fmt::format("there is no guest `{}`", wanted), std::move(help));
}

Error ambiguous(const std::vector<const json::object*>& found, const std::string& wanted) {
  const bool same_name = std::all_of(found.begin(), found.end(), [&](const json::object* guest) {
    return name_of_guest(*guest) == name_of_guest(*found.front());
  });
  std::vector<std::string> names;
  names.reserve(found.size());
  for (const json::object* guest : found)
    names.push_back(same_name ? text_in(*guest, "target") + "/" + text_in(*guest, "id") : name_of_guest(*guest));
  return usage_error(fmt::format("guest `{}` is ambiguous", wanted), "one of: " + join(names, ", "));
}

}  // namespace

bool is_report(std::string_view bytes) {
  const json::value line = first_line(bytes);
  if (const auto* object = line.if_object())
    return text_in(*object, "record") == "report" || object->contains("guests");
  return bytes.starts_with("{\n") || bytes.starts_with("{\r\n");
}

Result<std::vector<json::object>> guests_of_report(const std::string& file, std::string_view bytes) {
  const json::value line = first_line(bytes);
  if (line.is_object() && text_in(line.get_object(), "record") == "report") return not_enough(file);
  boost::system::error_code error;
  const json::value document = json::parse(bytes, error);
  if (error) return usage_error(fmt::format("`{}` is neither an inventory nor a report: {}", file, error.message()));
  const auto* report = document.if_object();
  const auto* guests = report && report->contains("guests") ? report->at("guests").if_array() : nullptr;
  if (!guests) return not_enough(file);
  std::vector<json::object> result;
  result.reserve(guests->size());
  for (const json::value& guest : *guests) {
    const auto* object = guest.if_object();
    if (!object || !object->contains("facts")) return not_enough(file);
    result.push_back(*object);
  }
  return result;
}

std::vector<json::object> guests_of_report(const Report& report) {
  std::vector<json::object> result;
  result.reserve(report.guests.size());
  for (const GuestReport& guest : report.guests) result.push_back(guest_json(guest, Detail::full));
  return result;
}

Result<const json::object*> find_guest(const std::vector<json::object>& guests, const std::string& wanted) {
  std::vector<const json::object*> found;
  for (const json::object& guest : guests)
    if (is_wanted(guest, wanted)) found.push_back(&guest);
  if (found.size() == 1) return found.front();
  if (found.empty()) return unknown_guest(guests, wanted);
  return ambiguous(found, wanted);
}

}  // namespace hvcompat
