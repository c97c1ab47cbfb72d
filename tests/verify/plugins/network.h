/* Plugins that talk to a server: what each calls a refusal, a hang, an end and an answer stands in its own file. */
#ifndef HVCOMPAT_TESTS_NETWORK_H
#define HVCOMPAT_TESTS_NETWORK_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "host/plugins/fixture.h"

#ifndef REFUSED
#define REFUSED HVC_FAIL_UNREACHABLE
#endif
#ifndef HUNG
#define HUNG HVC_FAIL_TIMEOUT
#endif
#ifndef ENDED
#define ENDED HVC_FAIL_PROTOCOL
#endif
#ifndef ANSWERED /* "": it believes whatever it is told */
#define ANSWERED HVC_FAIL_PROTOCOL
#endif
#ifndef ASKS_CANCELLED
#define ASKS_CANCELLED 1
#endif

enum { PATIENCE_MS = 1500, LOOK_MS = 50 };

static int failing(const hvc_host* host, const char* code) {
  host->fail(host, code, "the server did not do as it should", "look at the server");
  return HVC_FAILED;
}

static int answer_of(const hvc_host* host, int server) {
  struct pollfd waiting = {server, POLLIN, 0};
  for (int waited = 0; poll(&waiting, 1, LOOK_MS) == 0; waited += LOOK_MS) {
    if (ASKS_CANCELLED && host->cancelled(host)) return failing(host, HVC_FAIL_CANCELLED);
    if (ASKS_CANCELLED && waited > PATIENCE_MS) return failing(host, HUNG);
  }
  char bytes[64];
  if (read(server, bytes, sizeof bytes) <= 0) return failing(host, ENDED);
  return ANSWERED[0] ? failing(host, ANSWERED) : tell_all(host);
}

static int collect(const hvc_host* host, const char* target, size_t length) {
  char text[512] = {0};
  memcpy(text, target, length < sizeof text ? length : sizeof text - 1);
  const char* at = strstr(text, "127.0.0.1:");
  if (!at) return tell_all(host);
  struct sockaddr_in place = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  place.sin_port = htons((unsigned short)atoi(at + sizeof "127.0.0.1:" - 1));
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  const int connected = connect(server, (const struct sockaddr*)&place, sizeof place) == 0;
  const int result = connected ? answer_of(host, server) : failing(host, REFUSED);
  close(server);
  return result;
}

#define NETWORK_PLUGIN(name)                                                                                       \
  PLUGIN_WITH(                                                                                                     \
      MANIFEST_WITH(name, ",\"conformance\":{" TEST_TARGET(name) ",\"network_target\":\"" name "://{address}\"}"), \
      collect)

#endif
