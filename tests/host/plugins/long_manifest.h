/* NAME's manifest, filled up to SIZE bytes. */
#ifndef HVCOMPAT_TESTS_LONG_MANIFEST_H
#define HVCOMPAT_TESTS_LONG_MANIFEST_H

#include "fixture.h"

static char manifest[SIZE + 1];

__attribute__((constructor)) static void fill(void) {
  memset(manifest, ' ', SIZE);
  memcpy(manifest, MANIFEST(NAME), sizeof MANIFEST(NAME) - 1);
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)host, (void)target, (void)length;
  return HVC_OK;
}

PLUGIN_WITH(manifest, collect)

#endif
