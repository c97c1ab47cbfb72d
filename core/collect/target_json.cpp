// The description of a target that crosses the plugin ABI.
#include "collect/target_json.hpp"

#include <boost/json.hpp>

#include "collect/wire.hpp"
#include "text/utf8.hpp"

namespace hvcompat {

std::string target_json(const Target& target) {
  boost::system::error_code failed;
  boost::json::value options = boost::json::parse(target.options, failed);
  if (failed || !options.is_object()) options = boost::json::object();
  return boost::json::serialize(boost::json::object{
      {"name", as_utf8(target.name)}, {"uri", as_utf8(target.uri)}, {"options", std::move(options)}});
}

}  // namespace hvcompat
