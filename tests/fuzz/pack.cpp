// Any bytes as a policy pack: errors with places, or a pack that compiles or says why not.
#include "policy/pack.hpp"

#include "policy/compile.hpp"
#include "property.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hvcompat;
  auto pack = parse_pack("pack.json", std::string(fuzz::text_of(data, size)));
  if (pack.has_error()) {
    fuzz::holds(!pack.error().empty(), "a refusal says why");
    return 0;
  }
  std::vector<NotedPack> packs;
  packs.push_back({std::move(*pack), {}});
  const auto compiled = compile_policies(std::move(packs));
  if (compiled.has_error()) fuzz::holds(!compiled.error().empty(), "a refusal says why");
  return 0;
}
