/* Takes a server that hangs up for a wrong URI. */
#define _GNU_SOURCE
#define ENDED HVC_FAIL_TARGET
#include "network.h"

NETWORK_PLUGIN("blames-target")
