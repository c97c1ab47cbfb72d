// Checking JSON texts against configs/schema.
#include "schema.hpp"

#include <boost/json.hpp>
#include <fstream>
#include <sstream>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace hvcompat {

namespace {

using valijson::adapters::BoostJsonAdapter;

boost::json::value schema_text(const std::string& name) {
  std::ifstream file(std::string(HVCOMPAT_SCHEMAS "/") + name);
  std::ostringstream text;
  text << file.rdbuf();
  return boost::json::parse(text.str());
}

}  // namespace

std::string schema_violation(const std::string& name, const std::string& text) {
  valijson::Schema schema;
  const boost::json::value definition = schema_text(name);
  valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(BoostJsonAdapter(definition), schema);
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

}  // namespace hvcompat
