/* Cannot bear a second one of its kind for the same target. */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  struct sockaddr_un place = {.sun_family = AF_UNIX};
  unsigned mark = 5381;
  for (size_t i = 0; i < length; ++i) mark = mark * 33 + (unsigned char)target[i];
  snprintf(place.sun_path + 1, sizeof place.sun_path - 1, "hvcompat-test-%u", mark);
  const int lock = socket(AF_UNIX, SOCK_STREAM, 0);
  const int taken = bind(lock, (const struct sockaddr*)&place, sizeof place);
  usleep(200000);
  const int result = taken == 0 ? tell_all(host) : HVC_FAILED;
  if (taken != 0) host->fail(host, HVC_FAIL_BUSY, "another one is running", "wait for it");
  close(lock);
  return result;
}

PLUGIN("alone", collect)
