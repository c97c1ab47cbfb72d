#!/usr/bin/env bash
# The Debian packages: what is in them, who owns it, what they depend on; and the program runs as unpacked.
# usage: deb_test.sh BUILD_DIRECTORY VERSION
source "$(dirname "$0")/checks.sh"
build=$1 version=$2
architecture=$(dpkg --print-architecture)
umask 002
must cpack -G DEB --config "$build/CPackConfig.cmake" -B "$scratch/packages"
program=$scratch/packages/hvcompat_${version}_$architecture.deb
dev=$scratch/packages/hvcompat-dev_${version}_all.deb
for package in "$program" "$dev"; do [ -f "$package" ] || { fail "no $package: $(ls "$scratch/packages")"; finish; }; done

# has PACKAGE MODE PATH
has() { dpkg-deb -c "$1" | awk -v mode="$2" -v path="./$3" '$1 == mode && $2 == "root/root" && $6 == path {found = 1}
  END {exit !found}' || fail "$(basename "$1") has no \`$2 root/root $3\`: $(dpkg-deb -c "$1" | grep -F "$3")"; }
has_not() { dpkg-deb -c "$1" | grep -qE "$2" && fail "$(basename "$1") holds $2"; }
field() { dpkg-deb -f "$1" "$2"; }

has "$program" -rwxr-xr-x usr/bin/hvcompat
has "$program" drwxr-xr-x usr/lib/hvcompat/plugins/
for plugin in "$build"/lib/hvcompat/plugins/*.so; do
  has "$program" -rw-r--r-- "usr/lib/hvcompat/plugins/$(basename "$plugin")"
done
has "$program" -rw-r--r-- usr/share/hvcompat/policies/kb897615/2023-12-26.json
has "$program" -rw-r--r-- usr/share/hvcompat/profiles/default.json
has "$program" -rw-r--r-- usr/share/doc/hvcompat/copyright
has "$program" -rw-r--r-- usr/share/bash-completion/completions/hvcompat
has "$program" -rw-r--r-- usr/share/zsh/vendor-completions/_hvcompat
has "$program" -rw-r--r-- usr/share/fish/vendor_completions.d/hvcompat.fish
for command in "" -scan -policy-list; do has "$program" -rw-r--r-- "usr/share/man/man1/hvcompat$command.1"; done
has_not "$program" 'usr/(include|lib/cmake|share/pkgconfig|share/hvcompat/sdk)'

for file in usr/include/hvcompat/plugin.h usr/include/hvcompat/plugin.hpp usr/lib/cmake/hvcompat/hvcompat-config.cmake \
  usr/lib/cmake/hvcompat/hvcompat-config-version.cmake usr/share/pkgconfig/hvcompat-sdk.pc \
  usr/share/hvcompat/sdk/vocabulary.json usr/share/hvcompat/sdk/README.md usr/share/hvcompat/sdk/examples/example.cpp \
  usr/share/hvcompat/sdk/template/c++/plugin.cpp usr/share/doc/hvcompat-dev/copyright; do
  has "$dev" -rw-r--r-- $file
done
has_not "$dev" 'usr/(bin|lib/hvcompat|share/hvcompat/policies)'
for package in "$program" "$dev"; do
  dpkg-deb -c "$package" | grep -vE '^[-d]r[-w][-x]r-[-x]r-[-x] root/root ' && fail "$(basename "$package"): modes or owners"
done

[ "$(field "$program" Package)/$(field "$program" Version)" = "hvcompat/$version" ] || fail "$(dpkg-deb -I "$program")"
[ "$(field "$dev" Package)/$(field "$dev" Architecture)" = hvcompat-dev/all ] || fail "$(dpkg-deb -I "$dev")"
[ "$(field "$program" Description | head -1)" = "tells who supports a virtual machine" ] || fail "$(dpkg-deb -I "$program")"
[ "$(field "$dev" Description | head -1)" = "files to write plugins for hvcompat" ] || fail "$(dpkg-deb -I "$dev")"
holds "$(field "$program" Depends)" libc6
holds "$(field "$program" Depends)" libstdc++6
[ ! -f "$build/lib/hvcompat/plugins/libvirt.so" ] || holds "$(field "$program" Depends)" libvirt0
[ ! -f "$build/lib/hvcompat/plugins/vmware.so" ] || holds "$(field "$program" Depends)" libcurl
[ -z "$(field "$dev" Depends)" ] || fail "headers depend on $(field "$dev" Depends)"

for package in "$program" "$dev"; do must dpkg-deb -x "$package" "$scratch/root"; done
holds "$("$scratch/root/usr/bin/hvcompat" policy list)" kb897615
listed=$("$scratch/root/usr/bin/hvcompat" plugin list)
holds "$listed" "    $scratch/root/usr/lib/hvcompat/plugins/"
grep -q refused <<< "$listed" && fail "plugins are refused: $listed"
must "$scratch/root/usr/bin/hvcompat" plugin new acme --directory "$scratch/acme"
finish "two packages, whole and apart"
