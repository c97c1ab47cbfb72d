/* Leaves a process behind that has its own session, and tells its id. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  int told[2];
  char text[32] = {0};
  if (pipe(told) != 0) return HVC_FAILED;
  const pid_t between = fork();
  if (between == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    setsid();
    snprintf(text, sizeof text, "%d", (int)getpid());
    if (write(told[1], text, strlen(text)) < 0) _exit(1);
    for (;;) pause();
  }
  if (waitpid(between, NULL, 0) != between) return HVC_FAILED; /* or there would at times be two */
  if (read(told[0], text, sizeof text - 1) <= 0) return HVC_FAILED;
  host->log(host, HVC_LOG_INFO, text, strlen(text));
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  EMIT(host, END_RECORD);
  return HVC_OK;
}

PLUGIN("leaks", collect)
