/* What the plugins of these tests share: a manifest with their own name, and short ways to emit records. */
#ifndef HVCOMPAT_TESTS_FIXTURE_H
#define HVCOMPAT_TESTS_FIXTURE_H

#include <hvcompat/plugin.h>
#include <string.h>

#define EMIT(host, record) ((host)->emit((host), record, strlen(record)))

#define HOST_RECORD "{\"record\":\"host\",\"id\":\"h1\",\"name\":\"kvm01\",\"facts\":{\"hypervisor.family\":\"kvm\"}}"
#define GUEST_RECORD \
  "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":\"h1\",\"facts\":{\"guest.power\":\"running\"}}"
#define END_RECORD "{\"record\":\"end\",\"clusters\":0,\"hosts\":1,\"guests\":1,\"errors\":0}"

#define MANIFEST(name)                                                     \
  "{\"name\":\"" name                                                      \
  "\",\"version\":\"1.0\",\"vendor\":\"acme\",\"description\":\"a test\"," \
  "\"schemes\":[\"" name "\"],\"facts\":[{\"name\":\"guest.power\",\"privilege\":\"none\"}]}"

#define PLUGIN(name, collect_function)                                                                        \
  const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR,    HVC_ABI_MINOR, sizeof(hvc_plugin), 0, MANIFEST(name), \
                                      collect_function, NULL};

#endif
