/* Talks on the standard output. */
#include <stdio.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  printf("reading the target\n");
  return tell_all(host);
}

PLUGIN("chatters", collect)
