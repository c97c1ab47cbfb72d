/* Calls everything by its name. */
#define _GNU_SOURCE
#include "network.h"

NETWORK_PLUGIN("network-good")
