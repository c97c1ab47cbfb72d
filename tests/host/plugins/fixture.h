/* What the plugins of these tests share: a manifest with their own name, and short ways to emit records. */
#ifndef HVCOMPAT_TESTS_FIXTURE_H
#define HVCOMPAT_TESTS_FIXTURE_H

#include <hvcompat/plugin.h>
#include <string.h>

#define EMIT(host, record) ((host)->emit((host), record, strlen(record)))

#define FACTS(name, value) "\"facts\":{\"" name "\":\"" value "\"},\"evidence\":{\"" name "\":\"listed by the test\"}"
#define HOST_RECORD "{\"record\":\"host\",\"id\":\"h1\",\"name\":\"kvm01\"," FACTS("hypervisor.family", "kvm") "}"
#define GUEST_RECORD \
  "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":\"h1\"," FACTS("guest.power", "running") "}"
#define END_RECORD "{\"record\":\"end\",\"clusters\":0,\"hosts\":1,\"guests\":1,\"errors\":0}"

/* `more`: further members of the manifest, beginning with a comma. */
#define MANIFEST_WITH(name, more)                                          \
  "{\"name\":\"" name                                                      \
  "\",\"version\":\"1.0\",\"vendor\":\"acme\",\"description\":\"a test\"," \
  "\"schemes\":[\"" name                                                   \
  "\"],\"facts\":[{\"name\":\"guest.power\",\"privilege\":\"none\"},"      \
  "{\"name\":\"hypervisor.family\",\"privilege\":\"none\"}]" more "}"
#define TEST_TARGET(name) "\"test_target\":\"" name "://lab\""
#define MANIFEST(name) MANIFEST_WITH(name, ",\"conformance\":{" TEST_TARGET(name) "}")

#define PLUGIN_WITH(manifest, collect_function)                                                         \
  const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR,    HVC_ABI_MINOR, sizeof(hvc_plugin), 0, manifest, \
                                      collect_function, NULL};
#define PLUGIN(name, collect_function) PLUGIN_WITH(MANIFEST(name), collect_function)

/* The end of a call that was well, or that the host stopped. */
static inline int ended(const hvc_host* host) {
  if (EMIT(host, END_RECORD) != HVC_STOP) return HVC_OK;
  host->fail(host, HVC_FAIL_CANCELLED, "the host takes no more", "");
  return HVC_FAILED;
}

/* All that there is to tell. */
static inline int tell_all(const hvc_host* host) {
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  return ended(host);
}

#endif
