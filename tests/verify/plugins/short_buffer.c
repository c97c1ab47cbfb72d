/* Believes that every secret fits. */
#include <stdlib.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  char secret[64];
  size_t size = 0;
  host->secret(host, "password", secret, sizeof secret, &size);
  if (size > sizeof secret) abort(); /* here others would write past their buffer */
  return tell_all(host);
}

PLUGIN("short-buffer", collect)
