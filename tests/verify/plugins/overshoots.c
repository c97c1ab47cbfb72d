/* Has done more than there was to do. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  host->progress(host, 11, 10);
  return tell_all(host);
}

PLUGIN("overshoots", collect)
