/* Tells as facts what it sees of the core and of its own confinement: environment, descriptors, terminal, privileges,
 * dumps, group, limits. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "fixture.h"

static int open_descriptors(void) {
  int open_ones = 0;
  for (int i = 0; i < 256; ++i) open_ones += fcntl(i, F_GETFD) >= 0;
  return open_ones;
}

static long hard(struct rlimit limit) { return limit.rlim_max == RLIM_INFINITY ? -1 : (long)limit.rlim_max; }

static int collect(const hvc_host* host, const char* target, size_t length) {
  char record[1024];
  struct rlimit core = {1, 1}, memory = {1, 1}, cpu = {1, 1}, descriptors = {1, 1}, processes = {1, 1};
  const int terminal = open("/dev/tty", O_RDWR);
  const char* leaked = getenv("HVCOMPAT_TEST_SECRET");
  const char* lang = getenv("LANG");
  const char* proxy = getenv("https_proxy");
  const char* secret_proxy = getenv("ALL_PROXY");
  getrlimit(RLIMIT_CORE, &core);
  getrlimit(RLIMIT_AS, &memory);
  getrlimit(RLIMIT_CPU, &cpu);
  getrlimit(RLIMIT_NOFILE, &descriptors);
  getrlimit(RLIMIT_NPROC, &processes);
  snprintf(record, sizeof record,
           "{\"record\":\"guest\",\"id\":\"g1\",\"facts\":{\"x.acme.leaked\":\"%s\",\"x.acme.lang\":\"%s\","
           "\"x.acme.proxy\":\"%s\",\"x.acme.secret_proxy\":\"%s\",\"x.acme.descriptors\":%d,\"x.acme.terminal\":%s,"
           "\"x.acme.no_new_privs\":%d,\"x.acme.dumpable\":%d,\"x.acme.core_limit\":%ld,\"x.acme.leads_group\":%s,"
           "\"x.acme.memory_limit\":%ld,\"x.acme.cpu_limit\":%ld,\"x.acme.descriptor_limit\":%ld,"
           "\"x.acme.process_limit\":%ld,\"x.acme.nice\":%d}}",
           leaked ? leaked : "none", lang ? lang : "none", proxy ? proxy : "none", secret_proxy ? secret_proxy : "none",
           open_descriptors() - (terminal >= 0), terminal >= 0 ? "true" : "false",
           prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), prctl(PR_GET_DUMPABLE), hard(core),
           getpgrp() == getpid() ? "true" : "false", hard(memory), hard(cpu), hard(descriptors), hard(processes),
           getpriority(PRIO_PROCESS, 0));
  EMIT(host, record);
  host->log(host, HVC_LOG_INFO, target, length);
  EMIT(host, "{\"record\":\"end\",\n \"guests\":1}");
  return HVC_OK;
}

PLUGIN("environment", collect)
