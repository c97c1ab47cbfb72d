#!/usr/bin/env bash
# Holds the rails between the rooms: what includes what, what exports what, what links what.
# usage: check_rails.sh SOURCE_DIRECTORY BUILD_DIRECTORY
set -uo pipefail
source=$1 build=$2 failed=0
fail() { echo "rails: $*"; failed=1; }

# A room may include itself and the rooms above it in the flow, nothing else of the core.
declare -A may=(
  [text]="" [catalog]="text" [inventory]="text catalog" [target]="text inventory" [collect]="text inventory target"
  [verify]="text inventory target collect" [policy]="text inventory" [verdict]="text catalog inventory target policy"
  [access]="text catalog inventory target collect policy verdict" [report]="text inventory policy verdict"
  [diff]="text inventory policy verdict report"
)
rooms="text catalog inventory target collect verify policy verdict access report diff cli"
for room in "${!may[@]}"; do
  for other in $rooms; do
    [ "$other" = "$room" ] && continue
    case " ${may[$room]} " in *" $other "*) continue ;; esac
    found=$(grep -rnE "#include \"$other/" "$source/core/$room" --include=*.hpp --include=*.cpp)
    [ -z "$found" ] || fail "core/$room includes core/$other: $found"
  done
done
found=$(grep -rnE '#include [<"](libvirt|pugixml|curl|krb5)' "$source/core")
[ -z "$found" ] || fail "the core knows a hypervisor: $found"

# A plugin exports one symbol; the program links no hypervisor's library.
for plugin in "$build"/lib/hvcompat/plugins/*.so; do
  symbols=$(nm -D --defined-only "$plugin" | awk '$2 != "A" {print $3}' | sed 's/@.*//')
  [ "$symbols" = hvcompat_plugin ] || fail "$plugin exports: $symbols"
done
ldd "$build/bin/hvcompat" | grep -qE 'libvirt|libcurl|libkrb5' && fail "the program links a hypervisor's library"

# The product never reads the maintainers' folder.
found=$(grep -rnE '\.\./shared' "$source/core" "$source/sdk" "$source/plugins" "$source/configs" "$source/ci")
[ -z "$found" ] || fail "the product reaches outside its tree: $found"

[ "$failed" -eq 0 ] && echo "rails: every room keeps to itself"
exit "$failed"
