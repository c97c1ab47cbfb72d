/* Takes any answer for a good one. */
#define _GNU_SOURCE
#define ANSWERED ""
#include "network.h"

NETWORK_PLUGIN("believes-all")
