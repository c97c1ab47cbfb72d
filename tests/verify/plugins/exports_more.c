/* Exports a function besides. */
#include "host/plugins/fixture.h"

HVC_EXPORT int helper_of_mine(const hvc_host* host);
int helper_of_mine(const hvc_host* host) { return tell_all(host); }

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  return helper_of_mine(host);
}

PLUGIN("exports-more", collect)
