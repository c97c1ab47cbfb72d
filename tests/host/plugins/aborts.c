/* Gives up as an assertion does, with last words. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)host, (void)target, (void)length;
  fprintf(stderr, "some noise\nassertion failed: answer == 42\n");
  abort();
}

PLUGIN("aborts", collect)
