// Lets an exception through the C border.
#include <stdexcept>

#include "fixture.h"

static int collect(const hvc_host*, const char*, size_t) { throw std::runtime_error("no such guest"); }

PLUGIN("throws", collect)
