// Level 4: options of the right type and the wrong content, made up from a seed.
#include <fmt/format.h>
#include <hvcompat/plugin.h>

#include <array>
#include <boost/json.hpp>
#include <limits>
#include <random>

#include "verify/kit.hpp"

namespace hvcompat {

namespace {

namespace json = boost::json;

constexpr int kRounds = 32;
constexpr std::size_t kToldOptions = 160;

// Not std::uniform_int_distribution: the same seed has to give the same options with every standard library.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

  json::value integer() {
    constexpr std::array<std::int64_t, 9> kEdges{0,      -1,     1,          std::numeric_limits<std::int64_t>::min(),
                                                 65'535, 65'536, 4294967296, std::numeric_limits<std::int64_t>::max(),
                                                 86'400};
    return kEdges[below(kEdges.size())];
  }
  json::value number() {
    constexpr std::array<double, 6> kEdges{0.0, -0.5, 1e308, -1e308, 1e-320, 0.1};
    return kEdges[below(kEdges.size())];
  }
  std::string text() {
    static const std::array<std::string, 10> kTexts{"",
                                                    " ",
                                                    "%s%n%x",
                                                    "../../../etc/passwd",
                                                    "\"}],{",
                                                    "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80",
                                                    "a\nb\r\nc\x01",
                                                    std::string(65'536, 'x'),
                                                    "'; --",
                                                    "http://127.0.0.1:1/"};
    return kTexts[below(kTexts.size())];
  }
  json::value of_type(std::string_view type) {
    if (type == "bool") return below(2) == 1;
    if (type == "int") return integer();
    if (type == "number") return number();
    if (type == "text") return json::value(text());
    json::array items;
    for (std::size_t i = below(5); i > 0; --i) items.emplace_back(text());
    return items;
  }

 private:
  std::mt19937_64 engine_;
};

std::string made_up_options(const PluginManifest& manifest, Dice& dice) {
  json::object options;
  for (const PluginOption& option : manifest.options)
    if (dice.below(2) == 1) options[option.name] = dice.of_type(option.type);
  return json::serialize(options);
}

std::string wrong_with(const ProbeRun& probe) {
  if (const auto mishap = mishap_of(probe)) return *mishap;
  if (!probe.trace.failures.empty() && probe.trace.failures.front().code == HVC_FAIL_INTERNAL)
    return "it calls this a bug of its own: " + probe.trace.failures.front().text;
  const bool silent = probe.trace.returned.front().value != HVC_OK && probe.trace.failures.empty();
  return silent ? "it failed without a word of `fail`" : "";
}

Finding fuzzed_options(const Kit& kit) {
  if (!kit.manifest()) return {CheckState::blocked, "it builds on `manifest`"};
  if (kit.manifest()->options.empty()) return skipped("it takes no options");
  const auto scene = kit.scene();
  if (!scene) return skipped(kit.no_target());
  Dice dice(kit.options().seed);
  std::vector<ProbeTask> tasks;
  for (int round = 1; round <= kRounds; ++round) {
    ProbeTask task = kit.task(scene->target);
    task.target.options = made_up_options(*kit.manifest(), dice);
    task.conditions.canary = kit.canary();
    task.conditions.cancel_after_ms = 5'000;
    tasks.push_back(std::move(task));
  }
  const auto probes = run_probes_in_turn(tasks);
  Faults faults;
  for (std::size_t i = 0; i < probes.size(); ++i) {
    const std::string wrong = wrong_with(probes[i]);
    if (!wrong.empty())
      faults.add(fmt::format("round {}, {}: {}", i + 1, tasks[i].target.options.substr(0, kToldOptions), wrong));
  }
  Finding finding = faults.finding(fmt::format("{} rounds", kRounds));
  if (finding.state == CheckState::failed) finding.detail += fmt::format("; again by --seed {}", kit.options().seed);
  return finding;
}

}  // namespace

std::vector<Check> fuzz_checks() {
  return {
      {"fuzzed-options", 4, "completes", "options of any content do no harm",
       "types are checked by the program, ranges and meanings only by the plugin",
       "check the range of every option, and fail(HVC_FAIL_TARGET, …) where it makes no sense", fuzzed_options},
  };
}

}  // namespace hvcompat
