// Certificates, written and read.
#include "verify/certificate.hpp"

#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>
#include <boost/json.hpp>

#include "text/json_document.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

// Without a target most checks are skipped, and not one record was seen.
bool has_read_target(const Verification& verification) {
  return std::ranges::any_of(verification.results, [](const CheckedResult& result) {
    return result.check->id == "completes" && result.finding.state == CheckState::passed;
  });
}

bool is_whole(const Verification& verification) {
  return !verification.selected && verification.level == kLevels &&
         verification.results.size() == all_checks().size() && has_read_target(verification);
}

json::object check_as_json(const CheckedResult& result) {
  return {{"id", result.check->id},
          {"level", result.check->level},
          {"title", result.check->title},
          {"result", name_of(result.finding.state)},
          {"detail", result.finding.detail}};
}

json::value plugin_as_json(const Verification& verification) {
  json::object plugin{{"sha256", verification.sha256}};
  if (verification.manifest) {
    plugin["name"] = verification.manifest->name;
    plugin["version"] = verification.manifest->version;
    plugin["vendor"] = verification.manifest->vendor;
  }
  return plugin;
}

json::object kit_as_json(const Verification& verification, const std::string& version) {
  return {{"version", version},
          {"abi", fmt::format("{}.{}", HVC_ABI_MAJOR, HVC_ABI_MINOR)},
          {"level", verification.level},
          {"seed", verification.seed},
          {"whole", is_whole(verification)}};
}

json::object summary_as_json(const Verification& verification) {
  json::object summary;
  for (const CheckState state : {CheckState::passed, CheckState::failed, CheckState::skipped, CheckState::blocked})
    summary[name_of(state)] = verification.count(state);
  return summary;
}

}  // namespace

std::string certificate_of(const Verification& verification, const std::string& date, const std::string& version) {
  const json::value target = verification.target.empty() ? json::value(nullptr) : json::value(verification.target);
  std::string text = fmt::format(
      "{{\n  \"certificate\": \"hvcompat-plugin\",\n  \"schema\": {},\n  \"date\": \"{}\",\n  \"plugin\": {},\n"
      "  \"kit\": {},\n  \"target\": {},\n  \"result\": \"{}\",\n  \"summary\": {},\n  \"checks\": [",
      kCertificateSchema, date, json::serialize(plugin_as_json(verification)),
      json::serialize(kit_as_json(verification, version)), json::serialize(target),
      verification.passed() ? "passed" : "failed", json::serialize(summary_as_json(verification)));
  const char* before = "\n    ";
  for (const CheckedResult& result : verification.results) {
    text += before + json::serialize(check_as_json(result));
    before = ",\n    ";
  }
  return text + "\n  ]\n}\n";
}

Result<Certificate> parse_certificate(const std::string& file, std::string text) {
  auto document = parse_json(file, std::move(text));
  if (!document) return document.error();
  Errors errors;
  ObjectReader root(*document, document->root, "", errors);
  if (!root.is_object()) return errors.front();
  Certificate certificate;
  const std::string kind = root.required_string("certificate");
  if (errors.empty() && (kind != "hvcompat-plugin" || root.integer("schema") != kCertificateSchema))
    return document->error_at(document->root.offset, "no certificate of a plugin that this hvcompat can read",
                              "make another: `hvcompat plugin verify FILE -o PATH`");
  certificate.date = root.required_string("date");
  certificate.passed = root.required_string("result") == "passed";
  if (const JsonNode* plugin = root.object("plugin")) {
    ObjectReader reader(*document, *plugin, "plugin", errors);
    certificate.sha256 = reader.required_string("sha256");
    certificate.plugin =
        fmt::format("{} {}", reader.string("name").value_or(""), reader.string("version").value_or(""));
  }
  if (const JsonNode* kit = root.object("kit"))
    certificate.whole = ObjectReader(*document, *kit, "kit", errors).boolean("whole").value_or(false);
  if (!errors.empty()) return errors.front();
  return certificate;
}

}  // namespace hvcompat
