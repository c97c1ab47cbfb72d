// From a raw record to a record of the inventory: its facts are held against the vocabulary.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "inventory/inventory.hpp"
#include "inventory/ndjson_record.hpp"

namespace hvcompat {

// Told for each fact that is passed over or becomes unknown, in words: "fact `guest.tpm`: `yes` is not true or false".
using Tell = std::function<void(std::string)>;

// One of not-permitted, agent-off, not-exposed, timeout, error, not-asked.
bool is_unknown_reason(std::string_view word);

Facts checked_facts(RawRecord& raw, Entity entity, const Tell& tell);

}  // namespace hvcompat
