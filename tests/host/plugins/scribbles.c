/* Tries to write files in the folder that its URI names (scribbles:///tmp/x) and in TMPDIR, and tells as facts what
 * came of it. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

enum { PATH_SIZE = 512, RECORD_SIZE = 2048, DEPTH = 1200 };

static char record[RECORD_SIZE];
static size_t written;

static void put(const char* format, ...) {
  va_list values;
  va_start(values, format);
  const int count = vsnprintf(record + written, sizeof record - written, format, values);
  va_end(values);
  if (count > 0) written += (size_t)count;
}

static void tell(const char* what, int result) {
  put("%s\"x.acme.%s\":\"%s\"", written && record[written - 1] != '{' ? "," : "", what,
      result >= 0 ? "done" : strerrorname_np(errno));
}

static int opened(const char* path, int flags) {
  const int file = open(path, flags, 0600);
  if (file >= 0) close(file);
  return file;
}

static const char* in(const char* folder, const char* name) {
  static char paths[2][2 * PATH_SIZE];
  static int turn;
  turn = !turn;
  snprintf(paths[turn], sizeof paths[turn], "%s/%s", folder, name);
  return paths[turn];
}

/* `there` is in the folder. */
static void try_elsewhere(const char* folder) {
  tell("file", opened(in(folder, "file"), O_CREAT | O_WRONLY));
  tell("written", opened(in(folder, "there"), O_WRONLY));
  tell("read", opened(in(folder, "there"), O_RDONLY));
  tell("folder", mkdir(in(folder, "folder"), 0700));
  tell("link", symlink("there", in(folder, "link")));
  tell("fifo", mkfifo(in(folder, "fifo"), 0600));
  tell("moved", rename(in(folder, "there"), in(folder, "moved")));
  tell("removed", unlink(in(folder, "moved")) == 0 ? 0 : unlink(in(folder, "there")));
}

/* What is left there nobody may read, and it is deeper than most programs may open files. */
static void try_temporary(const char* folder) {
  tell("temporary", opened(in(folder, "file"), O_CREAT | O_WRONLY));
  mkdir(in(folder, "locked"), 0700);
  mkdir(in(folder, "locked/inner"), 0700);
  tell("locked", chmod(in(folder, "locked"), 0));
  int result = chdir(folder);
  for (int depth = 0; depth < DEPTH && result == 0; ++depth) result = mkdir("d", 0700) == 0 ? chdir("d") : -1;
  tell("deep", result);
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)length;
  char folder[PATH_SIZE];
  const char* temporary = getenv("TMPDIR");
  const char* begin = strstr(target, "scribbles://") + strlen("scribbles://");
  snprintf(folder, sizeof folder, "%.*s", (int)strcspn(begin, "\""), begin);
  put("{\"record\":\"guest\",\"id\":\"g1\",\"facts\":{");
  tell("cut", truncate(in(folder, "there"), 0));
  try_elsewhere(folder);
  tell("null", opened("/dev/null", O_RDWR));
  if (temporary) {
    try_temporary(temporary);
    put(",\"x.acme.place\":\"%s\"", temporary);
  }
  put("}}");
  EMIT(host, record);
  EMIT(host, "{\"record\":\"end\",\"guests\":1}");
  return HVC_OK;
}

PLUGIN_WITH(MANIFEST_WITH("scribbles", ",\"writes_files\":[\"scribbles:///home/*\"]"), collect)
