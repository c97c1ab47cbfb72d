/* Puts something where nothing is to be. */
#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  return tell_all(host);
}

const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR, HVC_ABI_MINOR, sizeof(hvc_plugin), 7, MANIFEST("reserved"),
                                    collect,       NULL};
