/* Built from the header of ABI 1.0 as it was published, and uses all that it lends. */
#include "../../sdk/frozen/plugin-1.0.h"
#include "fixture.h"

static int all_is_lent(const hvc_host* host) {
  char secret[64];
  size_t length = 0;
  if (host->struct_size < sizeof(hvc_host) || host->cancelled(host)) return 0;
  if (host->secret(host, "password", secret, 1, &length) != HVC_TOO_SMALL || length != 6) return 0;
  if (host->secret(host, "password", secret, sizeof secret, &length) != HVC_OK) return 0;
  if (memcmp(secret, "sesame", length) != 0) return 0;
  if (host->secret(host, "token", secret, sizeof secret, &length) != HVC_NO_SECRET) return 0;
  return host->extension(host, "hvc.none/1") == NULL;
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  if (!all_is_lent(host)) {
    host->fail(host, HVC_FAIL_INTERNAL, "the host lends something else than 1.0", "");
    return HVC_FAILED;
  }
  host->log(host, HVC_LOG_INFO, "from 1.0", strlen("from 1.0"));
  host->progress(host, 0, 1);
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  host->progress(host, 1, 1);
  EMIT(host, END_RECORD);
  return HVC_OK;
}

PLUGIN("abi-1-0", collect)
