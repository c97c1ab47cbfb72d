// Conditions as JSON.
#include "verify/probe_conditions.hpp"

#include <boost/json.hpp>

namespace hvcompat {

namespace {

namespace json = boost::json;

json::value number_or_null(const std::optional<std::uint64_t>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

std::optional<std::uint64_t> number_in(const json::object& object, std::string_view key) {
  const json::value& found = object.at(key);
  return found.is_null() ? std::nullopt : std::optional(found.to_number<std::uint64_t>());
}

}  // namespace

std::string to_json_text(const ProbeConditions& conditions) {
  json::object environment;
  for (const auto& [name, value] : conditions.environment) environment[name] = value;
  return json::serialize(json::object{{"load_only", conditions.load_only},
                                      {"calls", conditions.calls},
                                      {"environment", std::move(environment)},
                                      {"working_folder", conditions.working_folder},
                                      {"answer", static_cast<int>(conditions.answer)},
                                      {"answer_from", conditions.answer_from},
                                      {"cancel_after_ms", number_or_null(conditions.cancel_after_ms)},
                                      {"cancel_after_emits", number_or_null(conditions.cancel_after_emits)},
                                      {"canary", conditions.canary},
                                      {"waits_for_residue", conditions.waits_for_residue},
                                      {"newer_host", conditions.newer_host}});
}

std::optional<ProbeConditions> parse_conditions(std::string_view text) try {
  const json::value value = json::parse(text);
  const json::object& object = value.as_object();
  ProbeConditions conditions;
  conditions.load_only = object.at("load_only").as_bool();
  conditions.calls = object.at("calls").to_number<int>();
  for (const auto& entry : object.at("environment").as_object())
    conditions.environment[entry.key()] = std::string(entry.value().as_string());
  conditions.working_folder = object.at("working_folder").as_string();
  conditions.answer = static_cast<EmitAnswer>(object.at("answer").to_number<int>());
  conditions.answer_from = object.at("answer_from").to_number<std::uint64_t>();
  conditions.cancel_after_ms = number_in(object, "cancel_after_ms");
  conditions.cancel_after_emits = number_in(object, "cancel_after_emits");
  conditions.canary = object.at("canary").as_string();
  conditions.waits_for_residue = object.at("waits_for_residue").as_bool();
  conditions.newer_host = object.at("newer_host").as_bool();
  return conditions;
} catch (const std::exception&) {
  return std::nullopt;
}

}  // namespace hvcompat
