# What the tests of the installed SDK share: a scratch folder and failures in words.
export CMAKE_GENERATOR=Ninja LC_ALL=C.UTF-8
unset HVCOMPAT_PLUGIN_PATH
umask 022
failed=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() { echo "$(basename "$0"): $*"; failed=1; }
holds() { grep -qF -- "$2" <<< "$1" || fail "no \`$2\` in: $1"; }
finish() { [ "$failed" -eq 0 ] && echo "$(basename "$0"): $*"; exit "$failed"; }

# Runs a command that must succeed; its output is shown where it does not.
must() { "$@" > "$scratch/said" 2>&1 || { fail "\`$*\` ended with $?"; cat "$scratch/said"; finish; }; }

one_symbol() {
  local symbols
  symbols=$(nm -D --defined-only "$1" | awk '$2 != "A" {print $3}' | sed 's/@.*//')
  [ "$symbols" = hvcompat_plugin ] || fail "$1 exports: $symbols"
}
