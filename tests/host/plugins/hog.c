/* Takes all the memory that it gets, then aborts as most programs do. */
#include <stdlib.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)host, (void)target, (void)length;
  const size_t piece = 1 << 20;
  for (;;) {
    volatile char* taken = malloc(piece);
    if (!taken) abort();
    for (size_t i = 0; i < piece; i += 4096) taken[i] = 1;
  }
}

PLUGIN("hog", collect)
