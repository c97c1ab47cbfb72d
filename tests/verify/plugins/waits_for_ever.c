/* Waits for an answer, whatever it is asked. */
#define _GNU_SOURCE
#define ASKS_CANCELLED 0
#include "network.h"

NETWORK_PLUGIN("waits-for-ever")
