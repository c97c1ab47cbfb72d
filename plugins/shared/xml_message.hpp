// XML from servers that nobody vouches for: bounded in size, depth and count, without document types, by namespace.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace hvshared {

struct XmlLimits {
  std::size_t bytes = std::size_t{512} << 20;
  std::size_t depth = 256;
  std::size_t elements = 40'000'000;
};

inline constexpr std::string_view kXsi = "http://www.w3.org/2001/XMLSchema-instance";

// Parses `text` in place; it has to outlive the document. Throws hvc::Failure (protocol) where it is no XML, holds a
// document type (and so entities), or goes beyond `limits`; `what` names the answer in the error.
void parse_xml(pugi::xml_document& document, std::string& text, const std::string& what, const XmlLimits& limits = {});

// The name of an element or attribute without its prefix.
std::string_view local_name(const char* qualified);
inline std::string_view local_name(const pugi::xml_node& node) { return local_name(node.name()); }

// The namespace that `prefix` stands for at `node`; empty where none is declared.
std::string_view namespace_of_prefix(const pugi::xml_node& node, std::string_view prefix);
std::string_view namespace_of(const pugi::xml_node& node);

// First child element by local name, or by local name and namespace; a null node where there is none.
pugi::xml_node child(const pugi::xml_node& parent, std::string_view local);
pugi::xml_node child(const pugi::xml_node& parent, std::string_view local, std::string_view name_space);
pugi::xml_node first_element(const pugi::xml_node& parent);
pugi::xml_node next_element(const pugi::xml_node& node);
bool is_element(const pugi::xml_node& node, std::string_view local, std::string_view name_space);

// An attribute by local name and namespace; a null attribute where there is none.
pugi::xml_attribute attribute(const pugi::xml_node& node, std::string_view local, std::string_view name_space);
bool is_nil(const pugi::xml_node& node);                 // xsi:nil is true
std::string_view type_name(const pugi::xml_node& node);  // local part of xsi:type; empty where there is none

std::string text_of(const pugi::xml_node& node);  // all character data directly below, without space around it
std::optional<std::int64_t> integer_of(const pugi::xml_node& node);
std::optional<bool> bool_of(const pugi::xml_node& node);  // true, false, 1, 0

// `text` for character data or an attribute's value. What XML 1.0 cannot hold becomes U+FFFD.
std::string xml_escaped(std::string_view text);

// `yyyy-mm-ddThh:mm:ss[.f][Z|±hh:mm]` as "yyyy-mm-ddThh:mm:ssZ" in UTC; none where it is no such time, or 1601 or
// before.
std::optional<std::string> utc_time(std::string_view xsd_date_time);
std::string utc_text(std::chrono::sys_seconds time);  // the same form

}  // namespace hvshared
