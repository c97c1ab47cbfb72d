/* The smallest plugin, in the words that C and C++ have in common. */
#include <hvcompat/plugin.h>

static int collect(const hvc_host* host, const char* target_json, size_t length) {
  (void)target_json;
  (void)length;
  return host->cancelled(host) ? HVC_FAILED : HVC_OK;
}

const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR, HVC_ABI_MINOR, sizeof(hvc_plugin), 0, "{}", collect, 0};
