// The GUIDs by which Hyper-V's instances name the guest that they belong to.
#pragma once

#include <string>
#include <string_view>

namespace hvhyperv {

bool is_guid(std::string_view text);

// The GUID in capitals, so that two spellings of one are equal; empty where `text` is no GUID.
std::string guid_of(std::string_view text);

// The first GUID of an InstanceID, `Microsoft:GUID` or `Microsoft:GUID\…`: a guest's or a checkpoint's.
// Empty for templates (`Microsoft:Definition\…`) and anything else.
std::string owner_of(std::string_view instance_id);

}  // namespace hvhyperv
