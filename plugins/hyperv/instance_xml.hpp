// CIM instances out of the items of an enumeration (DSP0230 WS-CIM mapping, and what Windows makes of it).
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string_view>

#include "instance.hpp"

namespace hvhyperv {

// `class_name` is what was asked for: fragments (the answer to a query that names properties) don't say their class.
// None where the item holds no instance (an endpoint reference alone).
// Of an embedded instance the properties are told as "Property.Inner". Values stand as the XML has them.
std::optional<Instance> instance_of(const pugi::xml_node& item, std::string_view class_name);

}  // namespace hvhyperv
