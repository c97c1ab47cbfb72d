/* Has done less than before. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  host->progress(host, 5, 10);
  host->progress(host, 3, 10);
  return tell_all(host);
}

PLUGIN("goes-back", collect)
