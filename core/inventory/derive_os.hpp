// The facts that name a guest's operating system, and what their files share. Internal to derive.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "inventory/derive_parts.hpp"

namespace hvcompat::os {

inline constexpr const char* kProduct = "guest.os.product";
inline constexpr const char* kFamily = "guest.os.family";
inline constexpr const char* kVersion = "guest.os.version";
inline constexpr const char* kBuild = "guest.os.build";
inline constexpr const char* kSource = "guest.os.source";
inline constexpr const char* kType = "guest.os.product_type";
inline constexpr const char* kReported = "guest.os.reported_id";
inline constexpr const char* kDeclared = "guest.os.declared_id";
inline constexpr const char* kDeclaredProduct = "guest.os.declared_product";

using Words = std::vector<std::string>;

// Whether it is a server, as ProductType tells it.
std::optional<bool> server_by_type(const Facts& facts);

// The build of a Windows, out of guest.os.build, else of guest.os.version; 0: not known.
std::int64_t known_build(const Facts& facts);

// The build is exact where a name is not: older agents and tools call a newer Windows by the last name they know. Of
// the products those with the known build; where none has it, those of the build.
Words narrowed(const Catalogs& catalogs, const Facts& facts, const Words& products);

// guest.os.product: known if it is one. `called` is what the product was read from.
void set_products(Facts& facts, const Words& products, const Words& from, const std::string& called);

void set_if_unknown(Facts& facts, const char* name, const std::string& value, const Words& from);

// "windows", "linux"; empty where no catalog tells it.
std::string family_of(const Catalogs& catalogs, const std::string& product);

// Those that a fact leaves open; the one that it is.
Words products_in(const Fact* fact);

// What is wrong where product and family are known and one is of Windows, the other not; else empty.
std::string product_against_family(const Catalogs& catalogs, const Facts& facts);

// "a or b"
std::string in_or(const Words& words);

}  // namespace hvcompat::os
