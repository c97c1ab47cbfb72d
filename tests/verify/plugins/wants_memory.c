/* Needs more address space than there is for everybody. */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/mman.h>

#include "host/plugins/fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  const size_t size = (size_t)3 << 29;
  void* room = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (room == MAP_FAILED) abort();
  munmap(room, size);
  return tell_all(host);
}

PLUGIN("wants-memory", collect)
