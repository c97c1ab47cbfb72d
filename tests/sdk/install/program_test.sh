#!/usr/bin/env bash
# The installed program: finds its policies and plugins, refuses none of them, and names no place of the build.
# usage: program_test.sh PREFIX BUILD_DIRECTORY SOURCE_DIRECTORY
source "$(dirname "$0")/checks.sh"
prefix=$1 build=$2 tree=$3
program() { env -i PATH=/usr/bin:/bin "$prefix/bin/hvcompat" "$@" 2>&1; }

holds "$(program policy list)" "kb897615"
holds "$(program catalog list)" "windows"
holds "$(program policy coverage --help)" "--policy"

listed=$(program plugin list)
grep -q refused <<< "$listed" && fail "plugins are refused: $listed"
for plugin in "$build"/lib/hvcompat/plugins/*.so; do
  installed=$prefix/lib/hvcompat/plugins/$(basename "$plugin")
  holds "$listed" "    $installed"
  one_symbol "$installed"
  [ "$(stat -c %a "$installed")" = 644 ] || fail "$installed has mode $(stat -c %a "$installed")"
done

for file in bash-completion/completions/hvcompat zsh/site-functions/_hvcompat fish/vendor_completions.d/hvcompat.fish \
  man/man1/hvcompat.1 man/man1/hvcompat-policy-list.1; do
  [ -s "$prefix/share/$file" ] || fail "no share/$file"
done

writable=$(find "$prefix" -mindepth 1 ! -type l -perm /022)
[ -z "$writable" ] || fail "others may write to: $writable"
links=$(find "$prefix" -type l)
[ -z "$links" ] || fail "links into somewhere: $links"
outside=$(grep -rlIF -e "$build" -e "$tree/" "$prefix/share" "$prefix/lib/cmake" "$prefix/include")
[ -z "$outside" ] || fail "the build's own places are named in: $outside"
for object in "$prefix/bin/hvcompat" "$prefix"/lib/hvcompat/plugins/*.so; do
  readelf -d "$object" | grep -E 'R(UN)?PATH' && fail "$object looks for libraries in the build tree"
done
finish "installed, the program finds all that it needs"
