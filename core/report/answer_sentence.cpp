// The one sentence before all reasoning.
#include "report/answer_sentence.hpp"

#include <fmt/format.h>

#include <map>

#include "report/json_member.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

const std::map<std::string, std::string, std::less<>>& sentences() {
  static const std::map<std::string, std::string, std::less<>> kSentences = {
      {"microsoft", "Microsoft supports {} directly"},
      {"joint", "Microsoft supports {} together with the hypervisor's vendor"},
      {"investigate", "Microsoft will look into a problem of {}, and may ask to see it away from this hypervisor"},
      {"reproduce-first", "Microsoft helps with {} only once the problem has been shown away from this hypervisor"},
      {"vendor", "a vendor, not Microsoft, is the one to ask about {}"},
      {"not-supported", "Microsoft does not support {} as it stands"},
      {"not-applicable", "no policy that is known here speaks about {}"}};
  return kSentences;
}

// "because … (storage: c7 of kb841696@2023-04-07)", from the pack that has the guest's level.
std::string reason(const json::object& guest, const std::string& level) {
  for (const json::object* area : objects_in(guest, "areas"))
    for (const json::object* pack : objects_in(*area, "packs")) {
      const std::string why = text_in(*pack, "why");
      if (text_in(*pack, "level") != level || why.empty()) continue;
      return fmt::format(", because {} ({}: {} of {}@{})", why, text_in(*area, "area"),
                         join(texts_in(*pack, "rules"), " or "), text_in(*pack, "policy"), text_in(*pack, "revision"));
    }
  return {};
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace

std::string answer_sentence(const json::object& guest) {
  const std::string level = text_in(guest, "level");
  const std::string name = text_in(guest, "name").empty() ? text_in(guest, "id") : text_in(guest, "name");
  const auto known = sentences().find(level);
  if (known != sentences().end())
    return capital(fmt::format(fmt::runtime(known->second), "`" + name + "`")) + reason(guest, level) + ".";
  std::vector<std::string> facts;
  for (const json::object* missing : objects_in(guest, "missing")) facts.push_back(text_in(*missing, "fact"));
  return fmt::format(
      "It is not known yet who supports `{}`: {} possible; {} would decide it.", name,
      join(texts_in(guest, "possible"), " or ") + (texts_in(guest, "possible").size() > 1 ? " are" : " is"),
      facts.empty() ? "nothing that could be collected" : in_words(facts));
}

}  // namespace hvcompat
