// Checking JSON texts against schemas.
#include "schema.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <memory>
#include <sstream>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace hvcompat {

namespace {

using valijson::adapters::BoostJsonAdapter;

boost::json::value read_json(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return boost::json::parse(text.str());
}

std::string violation(const valijson::Schema& schema, const std::string& text) {
  const boost::json::value value = boost::json::parse(text);
  valijson::ValidationResults results;
  if (valijson::Validator().validate(schema, BoostJsonAdapter(value), &results)) return {};
  std::string told;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const std::string& step : error.context) told += step;
    told += ": " + error.description + "\n";
  }
  return told.empty() ? "refused" : told;
}

}  // namespace

std::string schema_violation(const std::string& name, const std::string& text) {
  valijson::Schema schema;
  const boost::json::value definition = read_json(std::string(HVCOMPAT_SCHEMAS "/") + name);
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(BoostJsonAdapter(definition), schema);
  return violation(schema, text);
}

std::string sarif_violation(const std::string& text) {
  // Large, and asked for often.
  static const boost::json::value kDefinition = read_json(SARIF_SCHEMA);
  static const auto kSchema = [] {
    auto schema = std::make_unique<valijson::Schema>();
    valijson::SchemaParser(valijson::SchemaParser::kDraft4).populateSchema(BoostJsonAdapter(kDefinition), *schema);
    return schema;
  }();
  return violation(*kSchema, text);
}

}  // namespace hvcompat
