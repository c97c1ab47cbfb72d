// Any bytes as a list in the form of CSV; the first byte chooses the kind.
#include "catalog/import_csv.hpp"
#include "catalog/import_kinds.hpp"
#include "property.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hvcompat;
  if (size == 0) return 0;
  const auto kinds = import_kinds();
  const ImportKind& kind = kinds[data[0] % kinds.size()];
  const auto catalog = catalog_of_csv("list.csv", fuzz::text_of(data + 1, size - 1), kind, {"2026-01-01", "a list"});
  if (catalog.has_error()) fuzz::holds(!catalog.error().empty(), "a refusal says why");
  return 0;
}
