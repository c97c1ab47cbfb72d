/* Logs the password with which it signs in. */
#include <stdio.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  char secret[64];
  char text[128];
  size_t size = 0;
  if (host->secret(host, "password", secret, sizeof secret, &size) == HVC_OK) {
    snprintf(text, sizeof text, "signing in with %.*s", (int)size, secret);
    host->log(host, HVC_LOG_DEBUG, text, strlen(text));
  }
  return tell_all(host);
}

PLUGIN("tells-secret", collect)
