// Options and wording of lists.
#include "cli/catalog_lists.hpp"

#include <fmt/format.h>

#include "cli/judging.hpp"
#include "cli/known_values.hpp"

namespace hvcompat {

void add_list_options(CLI::App& command, ImportSettings& settings) {
  command.add_option("--kind", settings.kind, "What a CSV list holds: svvp (default), windows or hyperv-guests")
      ->type_name("KIND")
      ->check(known_so_far({"svvp", "windows", "hyperv-guests"}));
  command.add_option("--source", settings.source, "Where the list comes from, and each CSV row that does not say it")
      ->type_name("TEXT");
  command
      .add_option("--as-of", settings.as_of, "The day on which the list was read at its source, for rows without one")
      ->type_name("DATE");
}

std::optional<Error> date_fault(const ImportSettings& settings) {
  if (settings.as_of.empty()) return std::nullopt;
  const auto date = judgement_date(settings.as_of);
  return date.has_error() ? std::optional(date.error()) : std::nullopt;
}

std::size_t rows_of(const Catalogs& catalogs) {
  return catalogs.windows.size() + catalogs.guest_os_names.size() + catalogs.hypervisors.size() + catalogs.svvp.size() +
         catalogs.vendors.size() + catalogs.hyperv_guests.size();
}

std::string shortened(const std::string& text, std::size_t width) {
  constexpr std::string_view kCut = "…";
  std::size_t at = 0;
  std::size_t characters = 0;
  const auto begins = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U; };
  std::size_t last = 0;  // where the character begins that gives way to the mark
  for (; at < text.size(); ++at) {
    if (!begins(at)) continue;
    if (++characters == width) last = at;
    if (characters > width) return text.substr(0, last) + std::string(kCut);
  }
  return text;
}

}  // namespace hvcompat
