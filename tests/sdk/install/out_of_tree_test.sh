#!/usr/bin/env bash
# The example and the template, built against the installed package by find_package and by pkg-config, and collected from.
# usage: out_of_tree_test.sh PREFIX C_COMPILER C++_COMPILER
source "$(dirname "$0")/checks.sh"
prefix=$1 cc=$2 cxx=$3
sdk=$prefix/share/hvcompat/sdk
strict="-Wall -Wextra -pedantic -Werror"
export PKG_CONFIG_PATH=$prefix/share/pkgconfig

# collects_from PLUGIN URI GUEST
collects_from() {
  one_symbol "$1"
  must "$prefix/bin/hvcompat" plugin info "$1"
  must "$prefix/bin/hvcompat" collect -q "$2" --plugin-path "$1" -o "$scratch/collected.ndjson"
  holds "$(cat "$scratch/collected.ndjson")" "\"name\":\"$3\""
}

# by_cmake FOLDER: builds it where nothing of the source tree is near.
by_cmake() {
  must cmake -S "$1" -B "$1/build" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$cc" -DCMAKE_CXX_COMPILER="$cxx" \
    -DCMAKE_C_FLAGS="$strict" -DCMAKE_CXX_FLAGS="$strict"
  must cmake --build "$1/build"
}

# The command of sdk/README.md.
embed_manifest() {
  (echo '#define HVC_MANIFEST \'; sed 's/[\\"]/\\&/g; s/.*/  "&" \\/' "$1"; echo) > "$2"
}

# by_pkg_config FOLDER OUTPUT COMPILER SOURCE
by_pkg_config() {
  mkdir "$1/generated"
  embed_manifest "$1/manifest.json" "$1/generated/hvcompat_manifest.h"
  # shellcheck disable=SC2046,SC2086
  must "$3" -shared -fPIC $strict "-I$1/generated" -o "$2" "$1/$4" $(pkg-config --cflags --libs hvcompat-sdk)
}

cp -r "$sdk/examples" "$scratch/by-cmake"
by_cmake "$scratch/by-cmake"
collects_from "$scratch/by-cmake/build/example.so" example://x guest-2

cp -r "$sdk/examples" "$scratch/by-pkg-config"
by_pkg_config "$scratch/by-pkg-config" "$scratch/example.so" "$cxx" example.cpp
collects_from "$scratch/example.so" example://x guest-2

must "$prefix/bin/hvcompat" plugin new acme --language c --directory "$scratch/acme"
by_pkg_config "$scratch/acme" "$scratch/acme.so" "$cc" plugin.c
collects_from "$scratch/acme.so" acme://x guest-1

[ "$(pkg-config --variable=abi_version hvcompat-sdk)" = "$(sed -nE 's/^#define HVC_ABI_M(AJOR|INOR) ([0-9]+)u/\2/p' \
  "$prefix/include/hvcompat/plugin.h" | paste -sd.)" ] || fail "hvcompat-sdk.pc says another ABI than plugin.h"
finish "built out of tree with $cc"
