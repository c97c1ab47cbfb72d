#!/usr/bin/env bash
# What `hvcompat plugin new` writes builds, passes its tests, and fails them when the plugin tells something else.
# usage: plugin_new_test.sh PREFIX LANGUAGE C_COMPILER C++_COMPILER
source "$(dirname "$0")/checks.sh"
prefix=$1 language=$2
export CC=$3 CXX=$4 CFLAGS=-Werror CXXFLAGS=-Werror
cd "$scratch" || exit 1

said=$("$prefix/bin/hvcompat" plugin new acme-cloud --language "$language") || fail "plugin new ended with $?"
holds "$said" "wrote acme-cloud: CMakeLists.txt, README.md, manifest.json, plugin."
holds "$said" "cmake -S acme-cloud -B acme-cloud/build -DCMAKE_PREFIX_PATH=$prefix && cmake --build acme-cloud/build"
grep -r '@NAME@' acme-cloud && fail "placeholders are left"
[ -z "$(find . -name '.*.tmp')" ] || fail "temporary files are left"

# The commands that it printed, as they stand.
must bash -ec "$(sed -n 's/^    //p' <<< "$said")"
holds "$(cat "$scratch/said")" "100% tests passed, 0 tests failed out of 3"
one_symbol acme-cloud/build/acme-cloud.so

(umask 002; must cmake --install acme-cloud/build --prefix "$scratch/installed")
holds "$("$prefix/bin/hvcompat" plugin list --plugin-path "$scratch/installed/lib/hvcompat/plugins")" \
  "    $scratch/installed/lib/hvcompat/plugins/acme-cloud.so"

sed -i 's/running/off/' acme-cloud/plugin.*
must cmake --build acme-cloud/build
said=$(ctest --test-dir acme-cloud/build --output-on-failure) && fail "a plugin that tells something else passes its test"
holds "$said" "acme-cloud_collect (Failed)"
holds "$said" "cp $scratch/acme-cloud/build/acme-cloud.ndjson $scratch/acme-cloud/tests/expected.ndjson"

sed -i 's/"schemes"/"shemes"/' acme-cloud/manifest.json
must cmake --build acme-cloud/build
said=$(ctest --test-dir acme-cloud/build --output-on-failure -R info) && fail "a bad manifest passes its test"
holds "$said" "\`schemes\` is missing"
finish "a new $language plugin builds and tests itself"
