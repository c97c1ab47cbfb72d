/* Tells its secret wherever it can, then fails. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  char secret[64] = {0};
  char text[512];
  size_t needed = 0;
  char small[1];
  if (host->secret(host, "password", small, sizeof small, &needed) != HVC_TOO_SMALL) return HVC_FAILED;
  if (host->secret(host, "password", secret, sizeof secret - 1, &needed) != HVC_OK) return HVC_FAILED;
  if (host->secret(host, "other", secret, sizeof secret - 1, &needed) != HVC_NO_SECRET) return HVC_FAILED;
  snprintf(text, sizeof text,
           "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"%s\",\"facts\":{\"guest.tools.version\":\"v %s\"},"
           "\"evidence\":{\"guest.tools.version\":\"%s\"}}",
           secret, secret, secret);
  EMIT(host, text);
  snprintf(text, sizeof text, "signing in with %s", secret);
  host->log(host, HVC_LOG_INFO, text, strlen(text));
  fprintf(stderr, "%s\n", text);
  host->fail(host, HVC_FAIL_AUTH, text, secret);
  return HVC_FAILED;
}

PLUGIN("secret-echo", collect)
