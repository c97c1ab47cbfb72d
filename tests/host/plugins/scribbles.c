/* Says that it writes no files, and tries to all the same; tells as facts what came of it. Its URI names a folder:
 * scribbles:///tmp/x. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

enum { PATH_SIZE = 512 };

static const char* what_came(int result) { return result >= 0 ? "done" : strerrorname_np(errno); }

static const char* tried_to_open(const char* path, int flags) {
  const int file = open(path, flags, 0600);
  const char* told = what_came(file);
  if (file >= 0) close(file);
  return told;
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)length;
  char folder[PATH_SIZE], path[PATH_SIZE + 8], record[1024];
  const char* begin = strstr(target, "scribbles://") + strlen("scribbles://");
  snprintf(folder, sizeof folder, "%.*s", (int)strcspn(begin, "\""), begin);
  snprintf(path, sizeof path, "%s/made", folder);
  const char* made = tried_to_open(path, O_CREAT | O_WRONLY);
  snprintf(path, sizeof path, "%s/there", folder);
  const char* written = tried_to_open(path, O_WRONLY);
  const char* read = tried_to_open(path, O_RDONLY);
  const char* cut = what_came(truncate(path, 0));
  const char* removed = what_came(unlink(path));
  snprintf(record, sizeof record,
           "{\"record\":\"guest\",\"id\":\"g1\",\"facts\":{\"x.acme.made\":\"%s\",\"x.acme.written\":\"%s\",\"x.acme."
           "read\":\"%s\","
           "\"x.acme.cut\":\"%s\",\"x.acme.removed\":\"%s\",\"x.acme.null\":\"%s\"}}",
           made, written, read, cut, removed, tried_to_open("/dev/null", O_RDWR));
  EMIT(host, record);
  EMIT(host, "{\"record\":\"end\",\"guests\":1}");
  return HVC_OK;
}

PLUGIN_WITH(MANIFEST_WITH("scribbles", ",\"writes_files\":false"), collect)
