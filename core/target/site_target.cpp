// One entry of `targets`: name, URI, where its secrets are found, and the options for its plugin.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "target/site_parts.hpp"

namespace hvcompat {

namespace {

std::optional<SecretSource> command_source(SiteReading& reading, ObjectReader& reader, const JsonNode& at) {
  SecretSource source;
  source.kind = SecretSource::Kind::command;
  source.command = reader.strings("command");
  if (!source.command.empty() && !source.command.front().empty()) return source;
  reading.error(at, "`command` must name a program", "write it like [\"pass\", \"show\", \"lab\"]");
  return std::nullopt;
}

std::optional<SecretSource> read_source(SiteReading& reading, const JsonNode& node, const std::string& what) {
  ObjectReader reader(reading.document, node, what, reading.errors);
  if (!reader.is_object()) return std::nullopt;
  const auto env = reader.string("env");
  const auto file = reader.string("file");
  const JsonNode* command = reader.array("command");
  reader.finish();
  if (node.members.size() != 1) {
    reading.error(node, what + ": exactly one of `env`, `file` and `command` is needed");
    return std::nullopt;
  }
  if (command) return command_source(reading, reader, *command);
  if ((env && env->empty()) || (file && file->empty())) reading.error(node, what + ": an empty text names nothing");
  if (env) return SecretSource{SecretSource::Kind::environment, *env, {}};
  if (file) {
    return SecretSource{SecretSource::Kind::file, std::filesystem::absolute(reading.resolve(*file)).string(), {}};
  }
  return std::nullopt;
}

void add_secret(SiteReading& reading, const std::string& name, const JsonNode& node, Target& target) {
  const std::string what = fmt::format("secret `{}`", name);
  if (target.secrets.contains(name)) return reading.error(node, what + " is given twice");
  if (auto source = read_source(reading, node, what)) target.secrets.emplace(name, std::move(*source));
}

std::string options_text(const SiteReading& reading, const JsonNode& node) {
  boost::json::stream_parser parser;
  parser.write_some(std::string_view(reading.document.text).substr(node.offset));
  return boost::json::serialize(parser.release());
}

void read_uri(SiteReading& reading, const JsonNode& node, Target& target) {
  auto scheme = scheme_of(target.uri);
  if (scheme) {
    target.scheme = *scheme;
  } else {
    reading.error(node, scheme.error().message, scheme.error().help);
  }
}

}  // namespace

void read_site_target(SiteReading& reading, const JsonNode& node, Site& site) {
  ObjectReader reader(reading.document, node, "target", reading.errors);
  if (!reader.is_object()) return;
  Target target;
  target.name = reader.required_string("name");
  target.uri = reader.required_string("uri");
  if (const JsonNode* secret = reader.take("secret")) add_secret(reading, "password", *secret, target);
  if (const JsonNode* secrets = reader.object("secrets")) {
    for (const JsonMember& member : secrets->members) add_secret(reading, member.key, member.value, target);
  }
  if (const JsonNode* options = reader.object("options")) target.options = options_text(reading, *options);
  reader.finish();
  const JsonNode* name = node.find("name");
  if (name && name->kind == JsonKind::string && name->string.empty())
    reading.error(*name, "the name of a target is empty");
  if (const JsonNode* uri = node.find("uri"); uri && uri->kind == JsonKind::string) read_uri(reading, *uri, target);
  if (name && std::ranges::find(site.targets, target.name, &Target::name) != site.targets.end()) {
    return reading.error(*name, fmt::format("target `{}` is there twice", target.name), "give each a name of its own");
  }
  site.targets.push_back(std::move(target));
}

}  // namespace hvcompat
