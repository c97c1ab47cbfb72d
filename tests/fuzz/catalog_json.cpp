// Any bytes as a catalog.
#include "catalog/catalog_reader.hpp"
#include "property.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hvcompat;
  const auto document = parse_json("catalog.json", std::string(fuzz::text_of(data, size)));
  if (document.has_error()) return 0;
  Errors errors;
  Catalogs catalogs;
  CatalogReader(*document, errors).read(catalogs);
  return 0;
}
