// Shipped policies and small packs, compiled; facts by name.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "policy/compile.hpp"
#include "policy/profile.hpp"
#include "policy/selection.hpp"

namespace hvcompat::testing {

inline std::vector<Pack> shipped_packs() {
  std::vector<Pack> packs;
  const auto files = find_pack_files(std::string(HVCOMPAT_CONFIGS) + "/policies");
  for (const auto& file : *files) packs.push_back(*load_pack(file));
  return packs;
}

inline PolicySet shipped(const std::vector<std::string>& requested = {}, const std::string& as_of = "2026-01-01") {
  auto chosen = select_policies(shipped_packs(), requested, as_of);
  EXPECT_FALSE(chosen.has_error());
  auto set = compile_policies(std::move(*chosen));
  EXPECT_FALSE(set.has_error());
  return std::move(*set);
}

inline PolicySet compiled(const std::vector<std::string>& texts) {
  std::vector<NotedPack> packs;
  for (const std::string& text : texts) {
    auto pack = parse_pack("test.json", text);
    EXPECT_FALSE(pack.has_error()) << to_text(pack.error());
    packs.push_back({*pack, {}});
  }
  auto set = compile_policies(std::move(packs));
  EXPECT_FALSE(set.has_error()) << to_text(set.error());
  return std::move(*set);
}

inline Profile default_profile() { return *load_profile(std::string(HVCOMPAT_CONFIGS) + "/profiles/default.json"); }

// A Windows Server guest on a validated hypervisor, everything known.
inline Facts validated_guest() {
  Facts facts;
  const std::vector<std::pair<std::string, std::string>> texts = {{"guest.os.family", "windows"},
                                                                  {"hypervisor.family", "kvm"},
                                                                  {"guest.kind", "windows-server"},
                                                                  {"guest.os.product", "windows-server-2019"},
                                                                  {"guest.os.lifecycle", "mainstream"},
                                                                  {"svvp.status", "validated"},
                                                                  {"svvp.limits", "within"},
                                                                  {"vendor.relationship", "established"},
                                                                  {"customer.support_agreement", "premier"}};
  for (const auto& [name, value] : texts) facts.set(name, Fact::of(Value(value), "test"));
  return facts;
}

inline Facts with(Facts facts, const std::string& name, const std::string& value) {
  facts.set(name, Fact::of(Value(value), "test"));
  return facts;
}

inline Facts without(Facts facts, const std::string& name) {
  facts.erase(name);
  return facts;
}

// A pack in area `area` with the rules given as JSON.
inline std::string pack_text(const std::string& id, const std::string& area, const std::string& applies_to,
                             const std::string& support, const std::string& more = "") {
  return R"({"id": ")" + id + R"(", "revision": "1", "title": "t", "area": ")" + area +
         R"(", "source": {"document": "d"}, "in_force": {"from": "2000-01-01"}, "applies_to": )" + applies_to +
         R"(, "clauses": [{"id": "c", "summary": "s"}], "support": )" + support + more + "}";
}

}  // namespace hvcompat::testing
