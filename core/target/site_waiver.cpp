// One entry of `waivers`: whom it is for, what it takes out, and who answers for it until when.
#include <fmt/format.h>

#include "target/site_parts.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

// A waiver without a reason, an owner or an end is one that nobody ever looks at again.
std::string filled(SiteReading& reading, ObjectReader& reader, const JsonNode& node, std::string_view key) {
  std::string text = reader.required_string(key);
  const JsonNode* found = node.find(key);
  if (found && found->kind == JsonKind::string && text.empty())
    reading.error(*found, fmt::format("waiver: `{}` is empty", key));
  return text;
}

// Of a member's value, or of the waiver where it is not there.
Place place_of(const SiteReading& reading, const JsonNode& node, std::string_view key) {
  const JsonNode* found = node.find(key);
  return reading.document.error_at(found ? found->offset : node.offset, {}).where;
}

}  // namespace

void read_waiver(SiteReading& reading, const JsonNode& node, Site& site) {
  ObjectReader reader(reading.document, node, "waiver", reading.errors);
  if (!reader.is_object()) return;
  Waiver waiver;
  waiver.guest = reader.string("guest").value_or("");
  waiver.host = reader.string("host").value_or("");
  waiver.rule = filled(reading, reader, node, "rule");
  waiver.reason = filled(reading, reader, node, "reason");
  waiver.owner = filled(reading, reader, node, "owner");
  waiver.expires = reader.required_string("expires");
  waiver.where = reading.document.error_at(node.offset, {}).where;
  waiver.rule_where = place_of(reading, node, "rule");
  waiver.expires_where = place_of(reading, node, "expires");
  reader.finish();
  if (waiver.guest.empty() && waiver.host.empty()) {
    reading.error(node, "waiver: `guest` or `host` is missing", "name whom it is for, with `*` and `?` where need be");
  }
  const JsonNode* expires = node.find("expires");
  if (expires && expires->kind == JsonKind::string && !is_date(waiver.expires)) {
    reading.error(*expires, fmt::format("waiver: `{}` is no date", waiver.expires), "write it like 2027-01-31");
  }
  site.waivers.push_back(std::move(waiver));
}

}  // namespace hvcompat
