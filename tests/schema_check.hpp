// JSON Schema in tests: what is the first place where a document breaks its schema?
#pragma once

#include <boost/json/parse.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace hvcompat::testing {

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Empty where the text is valid; otherwise "<root>[rules][0]: …", the deepest violation.
inline std::string schema_violation(const std::string& schema_file, const std::string& json_text) {
  const boost::json::value schema_json = boost::json::parse(bytes_of(schema_file));
  const boost::json::value json = boost::json::parse(json_text);
  valijson::Schema schema;
  valijson::SchemaParser().populateSchema(valijson::adapters::BoostJsonAdapter(schema_json), schema);
  valijson::ValidationResults results;
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  if (validator.validate(schema, valijson::adapters::BoostJsonAdapter(json), &results)) return "";
  valijson::ValidationResults::Error error;
  std::string told = "invalid";
  std::size_t depth = 0;
  while (results.popError(error)) {
    if (error.context.size() < depth) continue;
    depth = error.context.size();
    told.clear();
    for (const std::string& step : error.context) told += step;
    told += ": " + error.description;
  }
  return told;
}

}  // namespace hvcompat::testing
