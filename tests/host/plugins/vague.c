/* Asks for a secret and does without, emits a record that is no UTF-8, and, where the target is not `quiet`, fails
 * without a code and with words over two lines. */
#include <string.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  char secret[64];
  size_t needed = 0;
  (void)length;
  host->secret(host, "password", secret, sizeof secret, &needed);
  EMIT(host, HOST_RECORD);
  if (strstr(target, "quiet")) {
    EMIT(host, GUEST_RECORD);
    return ended(host);
  }
  EMIT(host, "{\"record\":\"guest\",\"id\":\"g\",\"name\":\"M\xfcller\",\"host\":\"h1\",\"facts\":{}}");
  host->fail(host, NULL, strstr(target, "wordless") ? "" : "one\ntwo\x1b[31m", NULL);
  return HVC_FAILED;
}

PLUGIN("vague", collect)
