/* Stops at 3 of 10 until a file is there, so that a test can look at what is shown meanwhile. Its URI names the file:
 * paced://NAME/tmp/x/go. As `flood` it logs a lot before it stops, as `wide` a line of wide characters. */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

#include "fixture.h"

enum { PATH_SIZE = 512, FLOOD_LINES = 400 };

static void file_of(const char* target, char* path) {
  const char* name = strstr(target, "paced://");
  const char* begin = name ? strchr(name + strlen("paced://"), '/') : NULL;
  const size_t length = begin ? strcspn(begin, "\"") : 0;
  snprintf(path, PATH_SIZE, "%.*s", (int)length, begin ? begin : "");
}

static void say(const hvc_host* host, const char* text) { host->log(host, HVC_LOG_WARNING, text, strlen(text)); }

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)length;
  char path[PATH_SIZE];
  file_of(target, path);
  host->progress(host, 3, 10);
  for (int i = 0; strstr(target, "paced://flood/") && i < FLOOD_LINES; ++i) {
    char text[32];
    snprintf(text, sizeof text, "flood line %d", i);
    say(host, text);
    if (i % 10 == 0) host->progress(host, 3, 10);
  }
  if (strstr(target, "paced://wide/")) say(host, "\xe6\x9d\xb1\xe4\xba\xac \x1b[2J");
  while (access(path, F_OK) != 0 && !host->cancelled(host)) usleep(10000);
  if (host->cancelled(host)) {
    host->fail(host, HVC_FAIL_CANCELLED, "asked to stop", "");
    return HVC_FAILED;
  }
  host->progress(host, 10, 10);
  return tell_all(host);
}

PLUGIN("paced", collect)
