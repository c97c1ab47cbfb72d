/* Built for an ABI to come: its structs are longer, and it tells what this program has never heard of. */
#include "../../sdk/future/plugin-1.7.h"
#include "fixture.h"

#define NEW_MANIFEST                                                                                \
  "{\"name\":\"abi-1-7\",\"version\":\"1.0\",\"vendor\":\"acme\",\"description\":\"a test\","       \
  "\"schemes\":[\"abi-1-7\"],\"homepage\":\"https://example.invalid/\",\"limits\":{\"targets\":4}," \
  "\"facts\":[{\"name\":\"guest.power\",\"privilege\":\"none\",\"since\":\"1.7\"},"                 \
  "{\"name\":\"guest.weather\"},{\"name\":\"guest.os.esu\",\"privilege\":\"none\"}],"               \
  "\"options\":[{\"name\":\"span\",\"type\":\"duration\",\"default\":\"5 s\",\"unit\":\"seconds\"}]}"

#define NEW_GUEST                                                                               \
  "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":\"h1\",\"mood\":\"sunny\"," \
  "\"facts\":{\"guest.power\":\"running\",\"guest.weather\":\"fair\",\"x.acme.rack\":\"r7\"},"  \
  "\"evidence\":{\"guest.power\":\"a call\"},\"confidence\":{\"guest.power\":0.9}}"

static uint64_t time_left(const hvc_host* host) {
  const size_t needed = offsetof(hvc_host, time_left) + sizeof host->time_left;
  return host->struct_size >= needed ? host->time_left(host) : 60;
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  if (time_left(host) == 0) return HVC_FAILED;
  EMIT(host, "{\"record\":\"datastore\",\"id\":\"d1\",\"facts\":{\"datastore.kind\":\"nvme\"}}");
  EMIT(host, HOST_RECORD);
  EMIT(host, NEW_GUEST);
  EMIT(host, "{\"record\":\"end\",\"clusters\":0,\"hosts\":1,\"guests\":1,\"errors\":0,\"datastores\":1}");
  return HVC_OK;
}

static int probe(const hvc_host* host, const char* target, size_t length) {
  (void)host, (void)target, (void)length;
  return HVC_OK;
}

const hvc_plugin hvcompat_plugin = {
    HVC_ABI_MAJOR, HVC_ABI_MINOR, sizeof(hvc_plugin), 0, NEW_MANIFEST, collect, NULL, probe, 3};
