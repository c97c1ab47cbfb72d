/* Was built for an ABI to come. */
#include "fixture.h"

const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR + 1, 3, sizeof(hvc_plugin), 0, MANIFEST("wrong-abi"), NULL, NULL};
