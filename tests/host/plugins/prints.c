/* Chats on stdout, as libraries do. */
#include <stdio.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  printf("{\"record\":\"guest\",\"id\":\"printed\"}\nhello\n");
  EMIT(host, HOST_RECORD);
  EMIT(host, GUEST_RECORD);
  EMIT(host, END_RECORD);
  return HVC_OK;
}

PLUGIN("prints", collect)
