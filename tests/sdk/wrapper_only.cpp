// Compiled alone, in each standard that the wrapper promises.
#include <hvcompat/plugin.hpp>

static void collect(hvc::Session& session, std::string_view) { session.emit(hvc::Record::host("h", "h")); }
HVC_DEFINE_PLUGIN("{}", collect)
