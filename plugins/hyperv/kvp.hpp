// Key-value pairs that the guest's data exchange service hands to the host, as embedded instances.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace hvhyperv {

struct KeyValues {
  std::map<std::string, std::string, std::less<>> values;  // the first of a key that comes twice
  int broken = 0;                                          // items that are no such instance
};

// <INSTANCE CLASSNAME="Msvm_KvpExchangeDataItem"><PROPERTY NAME="Name"><VALUE>OSName</VALUE>…, one text an item.
KeyValues key_values(const std::vector<std::string>& items);

}  // namespace hvhyperv
