/* Takes a refused connection for a wrong password. */
#define _GNU_SOURCE
#define REFUSED HVC_FAIL_AUTH
#include "network.h"

NETWORK_PLUGIN("blames-password")
