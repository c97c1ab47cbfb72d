/* Reports a number where a word is due. */
#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  EMIT(host, HOST_RECORD);
  EMIT(host,
       "{\"record\":\"guest\",\"id\":\"g1\",\"name\":\"web-01\",\"host\":\"h1\","
       "\"facts\":{\"guest.vcpu.count\":\"four\",\"guest.power\":\"off\"},"
       "\"evidence\":{\"guest.vcpu.count\":\"listed by the test\",\"guest.power\":\"listed by the test\"}}");
  return ended(host);
}

PLUGIN_WITH(
    "{\"name\":\"wrong-type\",\"version\":\"1.0\",\"vendor\":\"acme\",\"description\":\"a test\","
    "\"schemes\":[\"wrong-type\"],\"facts\":[{\"name\":\"guest.power\",\"privilege\":\"none\"},"
    "{\"name\":\"guest.vcpu.count\",\"privilege\":\"none\"},"
    "{\"name\":\"hypervisor.family\",\"privilege\":\"none\"}],"
    "\"conformance\":{" TEST_TARGET("wrong-type") "}}",
    collect)
