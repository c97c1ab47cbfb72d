// The facts of a site file: of the customer, of vendors, and those that are attested; checked against the vocabulary.
#include <fmt/format.h>

#include <algorithm>

#include "inventory/json_value.hpp"
#include "target/site_parts.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::string_view kCustomer = "customer.";

std::string with_article(JsonKind kind) {
  if (kind == JsonKind::null) return "null";
  const bool vowel = kind == JsonKind::integer || kind == JsonKind::array || kind == JsonKind::object;
  return fmt::format("{} {}", vowel ? "an" : "a", name_of(kind));
}

// Says what is no value, at the item of a list where it is one.
void refuse_value(SiteReading& reading, const std::string& fact, const JsonNode& node) {
  for (const JsonNode& item : node.items)
    if (item.kind != JsonKind::string)
      return reading.error(item, fmt::format("fact `{}`: a list holds texts, not {}", fact, with_article(item.kind)));
  reading.error(node, fmt::format("fact `{}`: {} is no value of a fact", fact, with_article(node.kind)),
                "leave out what is not known");
}

std::string nearest_fact(std::string_view name, bool of_customer) {
  std::vector<std::string_view> names;
  for (const FactSpec& spec : vocabulary()) {
    if (spec.origin == FactOrigin::derived || (spec.entity == Entity::customer) != of_customer) continue;
    names.push_back(of_customer ? spec.name.substr(kCustomer.size()) : spec.name);
  }
  return did_you_mean(name, names);
}

void set_fact(SiteReading& reading, const std::string& name, const FactSpec* spec, const JsonNode& node,
              std::string evidence, Facts& facts) {
  auto value = value_of(node);
  if (!value) return refuse_value(reading, name, node);
  if (spec) {
    auto checked = check_value(*spec, std::move(*value));
    if (!checked) return reading.error(node, fmt::format("fact `{}`: {}", name, checked.error()));
    value = *checked;
  }
  facts.set(name, Fact::of(std::move(*value), std::move(evidence)));
}

void read_attested_fact(SiteReading& reading, const JsonMember& member, const std::string& evidence, Facts& facts) {
  JsonNode at;
  at.offset = member.key_offset;
  const FactSpec* spec = find_fact(member.key);
  if (!spec && !is_vendor_fact(member.key)) {
    return reading.error(at, fmt::format("unknown fact `{}`", member.key), nearest_fact(member.key, false));
  }
  if (spec && spec->origin == FactOrigin::derived) {
    return reading.error(at, fmt::format("`{}` cannot be attested: hvcompat derives it", member.key),
                         "attest the facts that it comes from");
  }
  if (spec && spec->entity == Entity::customer) {
    return reading.error(at, fmt::format("`{}` is a fact of the customer", member.key), "give it under `customer`");
  }
  set_fact(reading, member.key, spec, member.value, evidence, facts);
}

}  // namespace

void read_customer(SiteReading& reading, const JsonNode& node, Site& site) {
  for (const JsonMember& member : node.members) {
    const bool full = member.key.starts_with(kCustomer);
    const std::string name = full ? member.key : std::string(kCustomer) + member.key;
    const FactSpec* spec = find_fact(name);
    if (!spec || spec->origin == FactOrigin::derived) {
      JsonNode at;
      at.offset = member.key_offset;
      const std::string_view word = full ? std::string_view(member.key).substr(kCustomer.size()) : member.key;
      reading.error(at, fmt::format("unknown fact `{}` of the customer", member.key), nearest_fact(word, true));
      continue;
    }
    set_fact(reading, name, spec, member.value, "site file, customer", site.facts.customer);
  }
}

void read_vendors(SiteReading& reading, const JsonNode& node, Site& site) {
  for (const JsonMember& member : node.members) {
    ObjectReader reader(reading.document, member.value, fmt::format("vendor `{}`", member.key), reading.errors);
    if (reader.required("relationship")) {
      if (auto relationship = reader.one_of("relationship", {"established", "none"})) {
        site.facts.vendors[member.key] = *relationship;
      }
    }
    if (reader.is_object()) reader.finish();
  }
}

void read_attest_rule(SiteReading& reading, const JsonNode& node, std::size_t index, Site& site) {
  const std::string what = fmt::format("attest[{}]", index);
  ObjectReader reader(reading.document, node, what, reading.errors);
  if (!reader.is_object()) return;
  AttestRule rule;
  rule.target = reader.string("target").value_or("*");
  rule.host = reader.string("host").value_or("*");
  rule.guest = reader.string("guest").value_or("*");
  rule.overrides = reader.boolean("override").value_or(false);
  reader.required("facts");
  if (const JsonNode* facts = reader.object("facts")) {
    for (const JsonMember& member : facts->members) {
      read_attested_fact(reading, member, "site file, " + what, rule.facts);
    }
  }
  reader.finish();
  site.facts.attest.push_back(std::move(rule));
}

}  // namespace hvcompat
