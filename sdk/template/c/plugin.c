/* Reads @NAME@ targets: one made-up host and guest, until your hypervisor's own answers stand here. */
#include <hvcompat/plugin.h>
#include <string.h>

#include "hvcompat_manifest.h"

static const char* const kRecords[] = {
    "{\"record\":\"host\",\"id\":\"h1\",\"name\":\"host-1\",\"facts\":{\"hypervisor.family\":\"other\"},"
    "\"evidence\":{\"hypervisor.family\":\"the template says so\"},\"unknown\":{}}",
    "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"guest-1\",\"host\":\"h1\",\"facts\":{\"guest.power\":\"running\"},"
    "\"evidence\":{\"guest.power\":\"the template says so\"},"
    "\"unknown\":{\"guest.os.build\":{\"reason\":\"agent-off\",\"detail\":\"no agent answers\","
    "\"remedy\":\"start the agent in the guest\"}}}",
    "{\"record\":\"end\",\"clusters\":0,\"hosts\":1,\"guests\":1,\"errors\":0}",
};

static int cancelled(const hvc_host* host) {
  host->fail(host, HVC_FAIL_CANCELLED, "the run was cancelled", "");
  return HVC_FAILED;
}

/* `target_json` is {"name":…,"uri":"@NAME@://…","options":{…}}. */
static int collect(const hvc_host* host, const char* target_json, size_t length) {
  const size_t count = sizeof kRecords / sizeof kRecords[0];
  (void)target_json;
  (void)length;
  for (size_t i = 0; i < count; ++i) {
    if (host->cancelled(host)) return cancelled(host);
    if (host->emit(host, kRecords[i], strlen(kRecords[i])) == HVC_STOP) return cancelled(host);
  }
  return HVC_OK;
}

const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR, HVC_ABI_MINOR, sizeof(hvc_plugin), 0, HVC_MANIFEST, collect, NULL};
