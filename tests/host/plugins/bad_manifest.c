/* Names a fact that there is not. */
#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)host, (void)target, (void)length;
  return HVC_OK;
}

const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR,
                                    HVC_ABI_MINOR,
                                    sizeof(hvc_plugin),
                                    0,
                                    "{\"name\":\"bad\",\"version\":\"1\",\"vendor\":\"acme\",\"schemes\":[\"bad\"],\n"
                                    " \"facts\":[{\"name\":\"guest.pwoer\"}]}",
                                    collect,
                                    NULL};
