// The kinds of catalogs that can be imported, as data.
#include "catalog/import_kinds.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace hvcompat {

namespace {

using enum CellKind;

ImportKind svvp() {
  return {"svvp",
          {{"listings",
            {"id"},
            true,
            {{"id", text},
             {"vendor", slug},
             {"product", slug},
             {"versions", versions},
             {"cpu_vendors", slugs},
             {"guests", slugs},
             {"max_vcpus", number},
             {"max_memory_mib", memory},
             {"qualifications", list},
             {"status", text},
             {"as_of", text},
             {"source", text}}},
           {"vendors", {"vendor"}, true, {{"vendor", slug}, {"complete", text}, {"as_of", text}}}}};
}

ImportKind windows() {
  return {"windows",
          {{"releases",
            {"id"},
            false,
            {{"id", text},
             {"product", slug},
             {"kind", text},
             {"nt_version", text},
             {"build", number},
             {"channel", text},
             {"editions", list},
             {"service_pack", number},
             {"released", text},
             {"mainstream_end", text},
             {"extended_end", text},
             {"esu_end", text},
             {"source", text}}}}};
}

ImportKind hyperv_guests() {
  return {"hyperv-guests",
          {{"guests",
            {"product", "versions", "service_pack"},
            false,
            {{"product", slug},
             {"versions", versions},
             {"service_pack", number},
             {"hosts", required_slugs},
             {"source", text}}},
           {"tables",
            {"product", "family"},
            true,
            {{"product", slug}, {"family", slug}, {"hosts", required_slugs}, {"as_of", text}}}}};
}

}  // namespace

std::span<const ImportKind> import_kinds() {
  static const std::vector<ImportKind> kinds{svvp(), windows(), hyperv_guests()};
  return kinds;
}

const ImportKind* find_import_kind(std::string_view name) {
  const auto found = std::ranges::find(import_kinds(), name, &ImportKind::name);
  return found == import_kinds().end() ? nullptr : &*found;
}

std::string import_kind_names() {
  std::vector<std::string_view> names;
  for (const ImportKind& kind : import_kinds()) names.push_back(kind.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace hvcompat
