// hvcompat plugin new: a plugin project that builds, runs and tests itself, from the SDK's templates.
#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/command_line.hpp"
#include "cli/data_files.hpp"
#include "cli/known_values.hpp"
#include "cli/output_file.hpp"
#include "collect/plugin_library.hpp"
#include "text/characters.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPlaceholder = "@NAME@";
constexpr std::size_t kLongestName = 40;
constexpr const char* kNameRule = "lower-case letters, digits and single hyphens between them, a letter first";

struct NewOptions {
  std::string name;
  std::string language = "c++";
  std::string directory;  // empty: the name
};

// The nearest name that would do; empty where nothing is left of it.
std::string mended(const std::string& name) {
  std::string good;
  for (const char c : lowered(name)) {
    const bool after_letter = !good.empty() && good.back() != '-';
    if (is_letter(c) || (is_digit(c) && !good.empty())) {
      good += c;
    } else if (after_letter && !is_digit(c)) {
      good += '-';
    }
  }
  good.resize(std::min(good.size(), kLongestName));
  while (good.ends_with('-')) good.pop_back();
  return good;
}

// The name is a file name, a CMake target and a URI scheme: what all three can bear.
std::optional<Error> bad_name(const std::string& name) {
  const std::string good = mended(name);
  if (good == name && !name.empty()) return std::nullopt;
  std::string help = kNameRule;
  if (!good.empty()) help += fmt::format("; for example `{}`", good);
  if (name.size() > kLongestName) help = fmt::format("at most {} characters, {}", kLongestName, help);
  return usage_error(fmt::format("`{}` is no name for a plugin", name), help);
}

// A second plugin of the name, or for the scheme, would never be asked.
std::optional<Error> taken_name(const std::string& name) {
  const PluginLibrary library = find_plugins(default_search());
  const Plugin* plugin = library.named(name);
  if (!plugin) plugin = library.serving(name);
  if (!plugin) return std::nullopt;
  return usage_error(
      fmt::format("plugin `{}` already reads `{}` targets: {}", plugin->manifest.name, name, plugin->file.string()),
      "take another name, or remove that plugin");
}

Result<fs::path> template_folder(const fs::path& share, const std::string& language) {
  fs::path folder = share / "sdk" / "template" / language;
  std::error_code error;
  if (fs::is_directory(folder, error)) return folder;
  return usage_error(fmt::format("the plugin templates are not there: no folder `{}`", folder.string()),
                     "install the package hvcompat-dev");
}

std::optional<Error> bad_place(const fs::path& place) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(place, error)))
    return usage_error(fmt::format("`{}` is there already, and is kept as it is", place.string()),
                       "give another place by `--directory`, or remove it");
  const fs::path parent = place.has_parent_path() ? place.parent_path() : fs::path(".");
  if (access(parent.c_str(), W_OK | X_OK) == 0) return std::nullopt;
  return usage_error(fmt::format("cannot make `{}`: {}", place.string(), errno_in_words(errno)),
                     fmt::format("the folder `{}` must be there and writable", parent.string()));
}

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) files.push_back(entry.path().lexically_relative(folder));
  std::ranges::sort(files);
  return files;
}

std::string filled_in(std::string text, const std::string& name) {
  for (std::size_t at = 0; (at = text.find(kPlaceholder, at)) != std::string::npos; at += name.size())
    text.replace(at, kPlaceholder.size(), name);
  return text;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream;
  stream.exceptions(std::ios::badbit | std::ios::failbit);
  stream.open(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::optional<Error> fill(const fs::path& from, const fs::path& to, const NewOptions& options) {
  for (const fs::path& file : files_below(from)) {
    fs::create_directories((to / file).parent_path());
    if (auto error = write_output((to / file).string(), filled_in(text_of(from / file), options.name))) return error;
  }
  return std::nullopt;
}

// Beside the place and renamed: the project is there as a whole or not at all.
std::optional<Error> write_project(const fs::path& from, const fs::path& place, const NewOptions& options) try {
  const fs::path beside = place.parent_path() / fmt::format(".{}.hvcompat-{}.tmp", place.filename().string(), getpid());
  std::error_code ignored;
  fs::create_directory(beside);
  auto error = fill(from, beside, options);
  if (!error && std::rename(beside.c_str(), place.c_str()) != 0)
    error = usage_error(fmt::format("cannot make `{}`: {}", place.string(), errno_in_words(errno)));
  if (error) fs::remove_all(beside, ignored);
  return error;
} catch (const std::ios::failure&) {
  return usage_error(fmt::format("cannot read the templates in `{}`", from.string()));
} catch (const fs::filesystem_error& failed) {
  return usage_error(fmt::format("cannot make `{}`: {}", place.string(), failed.code().message()));
}

// How CMake is told where the package is; empty where it looks by itself. A build tree of hvcompat holds none.
std::string prefix_option(const fs::path& share) {
  const fs::path prefix = share.parent_path().parent_path();
  std::error_code error;
  if (!fs::exists(prefix / "lib" / "cmake" / "hvcompat", error))
    return " -DCMAKE_PREFIX_PATH=<where hvcompat is installed>";
  if (prefix == "/" || prefix == "/usr" || prefix == "/usr/local") return "";
  return fmt::format(" -DCMAKE_PREFIX_PATH={}", prefix.string());
}

std::string next_steps(const fs::path& share, const fs::path& place) {
  std::vector<std::string> files;
  for (const fs::path& file : files_below(place)) files.push_back(file.string());
  return fmt::format(
      "wrote {0}: {1}\n"
      "    cmake -S {0} -B {0}/build{2} && cmake --build {0}/build\n"
      "    ctest --test-dir {0}/build --output-on-failure\n",
      place.string(), join(files, ", "), prefix_option(share));
}

void make(const NewOptions& options, Console& console) {
  if (const auto error = bad_name(options.name)) return console.tell(*error);
  fs::path place =
      (options.directory.empty() ? fs::path(options.name) : fs::path(options.directory)).lexically_normal();
  if (!place.has_filename()) place = place.parent_path();
  if (const auto error = bad_place(place)) return console.tell(*error);
  if (const auto error = taken_name(options.name)) return console.tell(*error);
  const auto share = share_folder();
  if (share.has_error()) return console.tell(share.error());
  const auto from = template_folder(*share, options.language);
  if (from.has_error()) return console.tell(from.error());
  if (const auto error = write_project(*from, place, options)) return console.tell(*error);
  console.print(next_steps(*share, place));
}

}  // namespace

void add_plugin_new(CLI::App& plugin, Session& session) {
  CLI::App* command = plugin.add_subcommand("new", "Write a plugin project that builds, runs and tests itself");
  command->footer("Example: hvcompat plugin new acme --language c");
  auto options = std::make_shared<NewOptions>();
  command->add_option("NAME", options->name, "The plugin's name, also the scheme of its targets: acme reads acme://…")
      ->required();
  command->add_option("--language", options->language, "c++ (default) or c")
      ->type_name("LANGUAGE")
      ->check(one_of({"c", "c++"}));
  command->add_option("--directory", options->directory, "Make this folder; default: NAME, here")->type_name("DIR");
  on_command(*command, session, options, make);
}

}  // namespace hvcompat
