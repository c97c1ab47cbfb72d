/* A manifest that is long, but not too long. */
#define SIZE (3 << 20)
#define NAME "manifest-3-mib"
#include "long_manifest.h"
