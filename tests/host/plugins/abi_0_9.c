/* Was built for the ABI before this one. */
#include "fixture.h"

const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR - 1, 9, sizeof(hvc_plugin), 0, MANIFEST("abi-0-9"), NULL, NULL};
