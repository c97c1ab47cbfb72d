// Level 1: the file, its symbol, its struct, its manifest.
#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <algorithm>
#include <set>

#include "text/words.hpp"
#include "verify/elf_symbols.hpp"
#include "verify/kit.hpp"

namespace hvcompat {

namespace {

constexpr const char* kSymbol = "hvcompat_plugin";

Finding symbol(const Kit& kit) {
  const auto symbols = exported_symbols(kit.bytes());
  if (!symbols) return failed(symbols.error().message);
  if (std::ranges::find(*symbols, kSymbol) == symbols->end()) return failed("it exports no symbol `hvcompat_plugin`");
  return passed();
}

Finding exports(const Kit& kit) {
  const auto symbols = exported_symbols(kit.bytes());
  if (!symbols) return failed(symbols.error().message);
  Faults others;
  for (const std::string& name : *symbols)
    if (name != kSymbol) others.add(fmt::format("it exports `{}`, too", name));
  return others.finding();
}

ProbeRun loaded(const Kit& kit) {
  ProbeConditions conditions;
  conditions.load_only = true;
  return kit.probe(Target{}, conditions);
}

Finding load(const Kit& kit) {
  const ProbeRun probe = loaded(kit);
  if (const auto mishap = mishap_of(probe)) return failed(*mishap);
  if (!probe.trace.standard_output.empty()) return failed("it writes to the standard output while it is being loaded");
  return passed();
}

Finding abi(const Kit& kit) {
  const ProbeRun probe = loaded(kit);
  const LoadedPlugin plugin = probe.trace.loaded.value_or(LoadedPlugin{});
  if (plugin.abi_major != HVC_ABI_MAJOR)
    return failed(fmt::format("it speaks plugin ABI {}.{}, this hvcompat speaks {}.{}", plugin.abi_major,
                              plugin.abi_minor, HVC_ABI_MAJOR, HVC_ABI_MINOR));
  if (plugin.struct_size < sizeof(hvc_plugin))
    return failed(fmt::format("its `struct_size` is {}, ABI {}.{} has {}", plugin.struct_size, HVC_ABI_MAJOR,
                              HVC_ABI_MINOR, sizeof(hvc_plugin)));
  if (!plugin.has_manifest) return failed("`manifest` is null");
  if (!plugin.has_collect) return failed("`collect` is null");
  if (plugin.reserved != 0) return failed(fmt::format("`reserved` is {}, not 0", plugin.reserved));
  return passed(fmt::format("ABI {}.{}", plugin.abi_major, plugin.abi_minor));
}

bool has_type(const PluginOption& option) {
  const std::string& value = option.default_value;
  if (value.empty()) return true;
  const std::string options = fmt::format(R"({{"{}":{}}})", option.name, value);
  PluginManifest alone;
  alone.options = {option};
  return !check_options(alone, "default", options);
}

void look_at_options(const PluginManifest& manifest, Faults& faults) {
  std::set<std::string> seen;
  for (const PluginOption& option : manifest.options) {
    if (!seen.insert(option.name).second) faults.add(fmt::format("option `{}` stands there twice", option.name));
    if (option.meaning.empty()) faults.add(fmt::format("option `{}` has no meaning", option.name));
    if (!has_type(option)) faults.add(fmt::format("the default of option `{}` is no {}", option.name, option.type));
  }
}

void look_at_facts(const PluginManifest& manifest, Faults& faults) {
  std::set<std::string> seen;
  if (manifest.facts.empty()) faults.add("it declares no fact");
  for (const ReportedFact& fact : manifest.facts) {
    if (!seen.insert(fact.name).second) faults.add(fmt::format("fact `{}` stands there twice", fact.name));
    if (fact.privilege.empty())
      faults.add(fmt::format("fact `{}` names no privilege (write \"none\" where none is needed)", fact.name));
  }
}

void look_at_conformance(const PluginManifest& manifest, Faults& faults) {
  const auto serves = [&](const std::string& uri) {
    const auto scheme = scheme_of(uri);
    return uri.empty() || (scheme && manifest.claims(*scheme));
  };
  const auto& [test_target, network_target] = manifest.conformance;
  if (!serves(test_target)) faults.add("`conformance.test_target` is of no scheme that it claims");
  if (!serves(network_target)) faults.add("`conformance.network_target` is of no scheme that it claims");
  if (!network_target.empty() && network_target.find("{address}") == std::string::npos)
    faults.add("`conformance.network_target` has no {address} where the kit puts its own server");
}

Finding manifest(const Kit& kit) {
  const LoadedPlugin plugin = loaded(kit).trace.loaded.value_or(LoadedPlugin{});
  if (!plugin.manifest_is_utf8) return failed("it is not UTF-8");
  const auto manifest = parse_manifest("manifest", plugin.manifest, plugin.abi_minor > HVC_ABI_MINOR);
  Faults faults;
  if (!manifest) {
    for (const Error& error : manifest.error())
      faults.add(fmt::format("{}:{}: {}{}", error.where.line, error.where.column, error.message,
                             error.help.empty() ? "" : ", " + error.help));
    return faults.finding();
  }
  if (manifest->description.empty()) faults.add("it has no description");
  if (!Version::parse(manifest->version)) faults.add(fmt::format("version `{}` is none", manifest->version));
  look_at_facts(*manifest, faults);
  look_at_options(*manifest, faults);
  look_at_conformance(*manifest, faults);
  return faults.finding(fmt::format("{} {}, {} facts, {} options", manifest->name, manifest->version,
                                    manifest->facts.size(), manifest->options.size()));
}

}  // namespace

std::vector<Check> loading_checks() {
  return {
      {"symbol", 1, "", "the file is a shared object with the symbol hvcompat_plugin",
       "the program finds a plugin by this symbol and by nothing else",
       "define `const hvc_plugin hvcompat_plugin` as <hvcompat/plugin.h> declares it, with C linkage", symbol},
      {"exports", 1, "symbol", "it exports nothing else",
       "what else it exports can stand in the way of other libraries of the same name",
       "build it by hvcompat_add_plugin(), or with hidden visibility and a version script", exports},
      {"load", 1, "symbol", "it loads, and loading it does nothing that is seen",
       "plugins are loaded to be listed: code that runs then runs for everybody",
       "link what is missing; do nothing in constructors of global objects", load},
      {"abi", 1, "load", "its struct is that of the plugin ABI",
       "the program reads the struct before anything else, and refuses what it cannot read",
       "initialize the struct with HVC_ABI_MAJOR, HVC_ABI_MINOR, sizeof(hvc_plugin), 0, manifest, collect", abi},
      {"manifest", 1, "abi", "its manifest is whole and says what is needed",
       "users see from it what a plugin reads, with which rights, and which options it takes",
       "write the manifest as sdk/README.md describes it (configs/schema/plugin-manifest.schema.json)", manifest},
  };
}

}  // namespace hvcompat
