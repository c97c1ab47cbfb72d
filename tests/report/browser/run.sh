#!/usr/bin/env bash
# Makes reports of every kind and looks at them in a browser.
# usage: run.sh HVCOMPAT WORK_DIRECTORY CHROMIUM SOURCE_DIRECTORY
set -euo pipefail
hvcompat=$1 work=$2 chromium=$3 source=$4
here=$source/tests/report/browser
mkdir -p "$work"
cd "$work"

# The browser's driver, as pinned; nothing is fetched where it is there already.
if ! cmp -s "$here/package-lock.json" installed-lock.json; then
  cp "$here/package.json" "$here/package-lock.json" .
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json installed-lock.json
fi

shop=$source/tests/data/shop.ndjson
page() {  # NAME INVENTORY [OPTION…]: exit codes tell what guests have; only wrong usage and bugs are faults here
  local name=$1 inventory=$2 code=0
  shift 2
  "$hvcompat" evaluate "$inventory" --as-of 2026-11-20 --format html -o "$name.html" "$@" 2> "$name.stderr" || code=$?
  case $code in 2 | 5) cat "$name.stderr" >&2; echo "html_browser_test: $name.html: exit code $code" >&2; exit 1 ;; esac
}
node "$here/inventories.mjs" fleet 20000 > fleet.ndjson
node "$here/inventories.mjs" hostile > hostile.ndjson
head -n 1 "$shop" > nothing.ndjson
head -n 6 "$shop" > cut-off.ndjson
page shop "$shop" --site "$source/tests/data/shop.site.json"
page verdicts "$shop" --detail verdicts
page summary "$shop" --detail summary
page only "$shop" --site "$source/tests/data/shop.site.json" --only fail
"$hvcompat" evaluate "$shop" --site "$source/tests/data/shop.site.json" --as-of 2026-11-20 --format json > shop.json || [ $? = 1 ]
node "$here/two_states.mjs" < shop.json > states.json
"$hvcompat" report states.json --format html -o states.html || [ $? = 1 ]
page nothing nothing.ndjson
page cut-off cut-off.ndjson
page hostile hostile.ndjson
page fleet fleet.ndjson

cp "$here/browser.test.mjs" .
HVCOMPAT_CHROMIUM=$chromium HVCOMPAT_PAGES=$work HVCOMPAT_INVENTORIES=$here/inventories.mjs exec node --test --test-reporter=spec browser.test.mjs
