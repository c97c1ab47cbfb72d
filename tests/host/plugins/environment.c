/* Tells as facts what it sees of the core: environment, arguments, descriptors, terminal. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "fixture.h"

static int open_descriptors(void) {
  int open_ones = 0;
  for (int i = 0; i < 256; ++i) open_ones += fcntl(i, F_GETFD) >= 0;
  return open_ones;
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  char record[512];
  const int terminal = open("/dev/tty", O_RDWR);
  const char* leaked = getenv("HVCOMPAT_TEST_SECRET");
  const char* lang = getenv("LANG");
  const char* proxy = getenv("https_proxy");
  const char* secret_proxy = getenv("ALL_PROXY");
  snprintf(record, sizeof record,
           "{\"record\":\"guest\",\"id\":\"g1\",\"facts\":{\"x.acme.leaked\":\"%s\",\"x.acme.lang\":\"%s\","
           "\"x.acme.proxy\":\"%s\",\"x.acme.secret_proxy\":\"%s\",\"x.acme.descriptors\":%d,\"x.acme.terminal\":%s}}",
           leaked ? leaked : "none", lang ? lang : "none", proxy ? proxy : "none", secret_proxy ? secret_proxy : "none",
           open_descriptors() - (terminal >= 0), terminal >= 0 ? "true" : "false");
  EMIT(host, record);
  host->log(host, HVC_LOG_INFO, target, length);
  EMIT(host, "{\"record\":\"end\",\n \"guests\":1}");
  return HVC_OK;
}

PLUGIN("environment", collect)
