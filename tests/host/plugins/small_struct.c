/* Says that its struct ends before the manifest. */
#include "fixture.h"

const hvc_plugin hvcompat_plugin = {HVC_ABI_MAJOR, HVC_ABI_MINOR, 16, 0, MANIFEST("small-struct"), NULL, NULL};
