/* Tells as facts what it sees of the core and of its own confinement: names, environment, descriptors, terminal,
 * privileges, dumps, group, limits. */
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

/* Of the process, as `top` shows it. */
static void read_name(pid_t process, char name[17]) {
  char path[64];
  snprintf(path, sizeof path, "/proc/%d/comm", (int)process);
  FILE* file = fopen(path, "r");
  if (!file || fscanf(file, "%16s", name) != 1) snprintf(name, 17, "none");
  if (file) fclose(file);
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  char record[1024], own_name[17], parents_name[17];
  struct rlimit core = {1, 1}, memory = {1, 1}, cpu = {1, 1}, descriptors = {1, 1}, processes = {1, 1};
  const int terminal = open("/dev/tty", O_RDWR);
  const char* leaked = getenv("HVCOMPAT_TEST_SECRET");
  const char* lang = getenv("LANG");
  const char* proxy = getenv("https_proxy");
  const char* secret_proxy = getenv("ALL_PROXY");
  read_name(getpid(), own_name);
  read_name(getppid(), parents_name);
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
           "\"x.acme.process_limit\":%ld,\"x.acme.nice\":%d,\"x.acme.name\":\"%s\",\"x.acme.parent\":\"%s\"}}",
           leaked ? leaked : "none", lang ? lang : "none", proxy ? proxy : "none", secret_proxy ? secret_proxy : "none",
           open_descriptors() - (terminal >= 0), terminal >= 0 ? "true" : "false",
           prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), prctl(PR_GET_DUMPABLE), hard(core),
           getpgrp() == getpid() ? "true" : "false", hard(memory), hard(cpu), hard(descriptors), hard(processes),
           getpriority(PRIO_PROCESS, 0), own_name, parents_name);
  EMIT(host, record);
  host->log(host, HVC_LOG_INFO, target, length);
  EMIT(host, "{\"record\":\"end\",\n \"guests\":1}");
  return HVC_OK;
}

PLUGIN("environment", collect)
