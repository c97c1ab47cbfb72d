/* Tells all, hands the pipe for that to the process that listens at its URI (lends:///tmp/x), and ends. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "fixture.h"

enum { RECORDS = 3 };

static int lend(int to) {
  char byte = 'x';
  struct iovec data = {&byte, 1};
  union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
  } control = {{0}};
  struct msghdr message = {
      .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  struct cmsghdr* rights = CMSG_FIRSTHDR(&message);
  rights->cmsg_level = SOL_SOCKET;
  rights->cmsg_type = SCM_RIGHTS;
  rights->cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(rights), &(int){RECORDS}, sizeof(int));
  return sendmsg(to, &message, 0) == 1 ? 0 : -1;
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)length;
  struct sockaddr_un place = {.sun_family = AF_UNIX};
  const char* begin = strstr(target, "lends://") + strlen("lends://");
  snprintf(place.sun_path, sizeof place.sun_path, "%.*s", (int)strcspn(begin, "\""), begin);
  const int to = socket(AF_UNIX, SOCK_STREAM, 0);
  const int told = tell_all(host);
  return connect(to, (const struct sockaddr*)&place, sizeof place) == 0 && lend(to) == 0 ? told : HVC_FAILED;
}

PLUGIN("lends", collect)
