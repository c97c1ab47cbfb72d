#!/usr/bin/env bash
# Installs a build into a prefix, as an admin with a careless umask would, and moves it: everything must be found from
# the program's own place.
# usage: install.sh BUILD_DIRECTORY PREFIX
set -euo pipefail
build=$1 prefix=$2
umask 002
rm -rf "$prefix" "$prefix.elsewhere"
cmake --install "$build" --prefix "$prefix.elsewhere" > "$prefix.log" || { cat "$prefix.log"; exit 1; }
chmod go-w "$(dirname "$prefix")" "$prefix.elsewhere"
mv "$prefix.elsewhere" "$prefix"
