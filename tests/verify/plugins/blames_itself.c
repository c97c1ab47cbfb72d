/* Takes a server that hangs for a bug of its own. */
#define _GNU_SOURCE
#define HUNG HVC_FAIL_INTERNAL
#include "network.h"

NETWORK_PLUGIN("blames-itself")
