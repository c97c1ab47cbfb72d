/* Every process of it starts two more. */
#define _GNU_SOURCE
#include <unistd.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  while (fork() >= 0 || usleep(1000) == 0) continue;
  return HVC_FAILED;
}

PLUGIN("forks-on", collect)
