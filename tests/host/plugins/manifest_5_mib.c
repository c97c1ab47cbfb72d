/* A manifest that is longer than any is read. */
#define SIZE (5 << 20)
#define NAME "manifest-5-mib"
#include "long_manifest.h"
