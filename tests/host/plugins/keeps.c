/* Leaves a file that cannot be removed, where the file system knows such files; tells its folder and crashes. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "fixture.h"

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  const char* place = getenv("TMPDIR");
  const int flags = FS_IMMUTABLE_FL;
  if (!place || chdir(place) != 0) return HVC_FAILED;
  const int file = open("stays", O_CREAT | O_WRONLY, 0600);
  if (file < 0 || ioctl(file, FS_IOC_SETFLAGS, &flags) != 0) return tell_all(host);
  host->log(host, HVC_LOG_INFO, place, strlen(place));
  fprintf(stderr, "assertion failed: answer == 42\n");
  abort();
}

PLUGIN("keeps", collect)
