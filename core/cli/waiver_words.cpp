// Wording of what is wrong with waivers.
#include "cli/waiver_words.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "report/json_text.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace json = boost::json;

json::object waiver_json(const Waiver& waiver) {
  json::object object;
  for (const auto& [key, text] : {std::pair("guest", &waiver.guest), std::pair("host", &waiver.host)})
    object[key] = text->empty() ? json::value() : json::value(*text);
  object["rule"] = waiver.rule;
  object["owner"] = waiver.owner;
  object["expires"] = waiver.expires;
  return object;
}

json::object note_json(const WaiverNote& note) {
  json::object object;
  object["fault"] = name_of(note.fault);
  object["line"] = note.where.line;
  object["column"] = note.where.column;
  object["waiver"] = waiver_json(*note.waiver);
  object["text"] = note.text;
  object["help"] = note.help;
  return object;
}

}  // namespace

std::string notes_in_words(const Site& site, const std::vector<WaiverNote>& notes) {
  const std::string count = counted(site.waivers.size(), "waiver");
  if (notes.empty()) return fmt::format("{}: ok: {}\n", site.file, count);
  std::string text;
  for (const WaiverNote& note : notes)
    text += fmt::format("{}:{}:{}: {}: {}\n    {}\n", note.where.file, note.where.line, note.where.column,
                        in_words(*note.waiver), note.text, note.help);
  return text + fmt::format("{}: {}, {} found\n", site.file, count, counted(notes.size(), "fault"));
}

std::string notes_as_json(const Site& site, const std::string& as_of, const std::vector<WaiverNote>& notes) {
  json::object object;
  object["schema"] = 1;
  object["site"] = site.file;
  object["as_of"] = as_of;
  object["waivers"] = site.waivers.size();
  json::array& items = object["faults"].emplace_array();
  for (const WaiverNote& note : notes) items.push_back(note_json(note));
  std::string text;
  append_indented(text, object);
  return text + "\n";
}

}  // namespace hvcompat
