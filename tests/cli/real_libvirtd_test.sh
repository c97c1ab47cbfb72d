#!/usr/bin/env bash
# The program against a real libvirtd with QEMU guests under TCG: what a user sees when it answers, when it gives no
# rights, and when it hangs.
# usage: real_libvirtd_test.sh HVCOMPAT PRIVATE_LIBVIRTD_SH
set -uo pipefail
hvcompat=$1 libvirtd=$2
work=$(mktemp -d /tmp/hvc-cli.XXXXXX)
chmod 755 "$work"  # the guests' QEMU runs as another user
trap '"$libvirtd" stop "$work/d" >/dev/null 2>&1; rm -rf "$work"' EXIT
passed=0 failed=0

expect() {  # expect NAME ACTUAL EXPECTED
  if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '%s: expected %s, got %s\n' "$1" "$3" "$2"; fi
}
expect_in() {  # expect_in NAME FILE TEXT
  if grep -qF -- "$3" "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); printf '%s: no `%s` in\n%s\n' "$1" "$3" "$(cat "$2")"; fi
}
of_guest() {  # of_guest NAME FILTER
  jq -r --arg name "$1" ".guests[] | select(.name == \$name) | $2" "$work/report.json"
}

uri=$("$libvirtd" start "$work/d")
code=$?
[ "$code" -eq 77 ] && { echo "SKIPPED: the program against a real libvirtd"; exit 77; }
[ "$code" -eq 0 ] || { echo "no private libvirtd"; exit 1; }

define() {  # define NAME OSINFO_ID UUID_END
  virsh -q -c "$uri" define /dev/stdin >/dev/null <<END
<domain type='qemu'>
  <name>$1</name><uuid>00000000-0000-4000-8000-00000000000$3</uuid>
  <metadata><libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="$2"/></libosinfo:libosinfo></metadata>
  <memory unit='MiB'>32</memory><vcpu>1</vcpu><os><type arch='x86_64' machine='pc'>hvm</type></os>
  <devices><memballoon model='virtio'/></devices>
</domain>
END
}
define sql-01 http://microsoft.com/win/2k19 1
define old-01 http://microsoft.com/win/2k8r2 2
define deb-01 http://debian.org/debian/12 3
virsh -q -c "$uri" start sql-01 >/dev/null

echo '{"customer": {"support_agreement": "premier"}}' > "$work/site.json"
"$hvcompat" scan -q "$uri" --site "$work/site.json" --policy kb897615 --as-of 2026-11-21 --format json -o "$work/report.json"
expect "a scan with a guest that fails" "$?" 1
expect "all guests" "$(jq '.guests | length' "$work/report.json")" 3
expect "family" "$(of_guest sql-01 '.facts["hypervisor.family"].value')" qemu-tcg
expect "a running guest" "$(of_guest sql-01 '.facts["guest.power"].value')" running
expect "a stopped guest" "$(of_guest old-01 '.facts["guest.power"].value')" off
expect "declared" "$(of_guest sql-01 '.facts["guest.os.product"].value')" windows-server-2019
expect "no agent in it" "$(of_guest sql-01 '.unknown["guest.os.reported_id"].reason')" agent-off
expect "past its life" "$(of_guest old-01 '.areas[0].packs[0].rule')" a5-lifecycle
expect "not spoken of" "$(of_guest deb-01 .level)" not-applicable
system=$(. /etc/os-release && echo "$ID")
[ "$system" = debian ] && expect "a vendor without a relationship" "$(of_guest sql-01 .level)" indeterminate

# What the account lacks, and what the option `agent` adds to it: an agent answers in one guest, the others have none.
boot_agent() {
  virsh -q -c "$uri" create /dev/stdin > /dev/null <<END || return 1
<domain type='qemu'>
  <name>agent-01</name><memory unit='MiB'>256</memory><vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type>
  <kernel>$work/d/agent.cpio.gz.kernel</kernel><initrd>$work/d/agent.cpio.gz</initrd><cmdline>console=ttyS0 quiet</cmdline></os>
  <devices><memballoon model='virtio'/><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices>
</domain>
END
  for _ in $(seq 600); do
    virsh -q -c "$uri" dumpxml agent-01 2> /dev/null | grep -q "state='connected'" && return 0
    sleep 0.1
  done
  return 1
}
check() {  # check CODE OPTIONS
  printf '{"targets": [{"name": "kvm", "uri": "%s", "options": %s}]}' "$uri" "$2" > "$work/check.site.json"
  "$hvcompat" target check -q --site "$work/check.site.json" --as-of 2026-11-21 --format json > "$work/check.json"
  expect "a check with $2" "$?" "$1"
}
of_family() {  # the reasons why the family is unknown, in the order of names
  jq -r '.targets[0].facts[] | select(.fact == "guest.os.family") | [.reasons[].reason] | sort | unique | join(" ")' "$work/check.json"
}
check 3 '{}'
expect "reached and signed in" "$(jq -c '.targets[0] | [.reached, .signed_in, .sample.guests]' "$work/check.json")" "[true,true,3]"
expect "no agent runs" "$(of_family)" "agent-off"
bash "$(dirname "$libvirtd")/agent_initramfs.sh" "$work/d/agent.cpio.gz"
if [ $? -eq 77 ]; then
  echo "not tried: a guest with an agent"
else
  boot_agent
  expect "a guest with an agent" "$?" 0
  check 3 '{}'
  expect "a right lacks" "$(of_family)" "agent-off not-permitted"
  expect "and is named" "$(jq -r '.targets[0].rights[] | select(.state == "lacks") | .privilege' "$work/check.json")" \
    "a read-write connection (option agent) and qemu-guest-agent in the guest"
  check 3 '{"agent": true}'
  expect "the option supplies it" "$(of_family)" "agent-off"
  expect "no right lacks" "$(jq '[.targets[0].rights[].refused] | add' "$work/check.json")" 0
  virsh -q -c "$uri" destroy agent-01 > /dev/null
fi
"$hvcompat" target check -q "$uri" --as-of 2026-11-21 --accept '*' > "$work/out"
expect "all is accepted" "$?" 0
expect_in "all is accepted" "$work/out" "verdict: nothing lacks that policies need"

# A socket that this user may not open.
chown nobody "$work/d/run/libvirt-sock" && chmod 600 "$work/d/run/libvirt-sock"
setpriv --bounding-set=-dac_override,-dac_read_search "$hvcompat" scan -q "$uri" > "$work/out" 2> "$work/err"
expect "no rights" "$?" 4
expect_in "no rights" "$work/out" "Permission denied"
setpriv --bounding-set=-dac_override,-dac_read_search "$hvcompat" target check -q "$uri" > "$work/out" 2> "$work/err"
expect "no rights: check" "$?" 4
expect_in "no rights: check" "$work/out" "Permission denied"
chown root "$work/d/run/libvirt-sock"

# A libvirtd that hangs: the deadline ends it, the report is still written.
"$libvirtd" suspend "$work/d"
SECONDS=0
"$hvcompat" scan -q "$uri" --timeout 3 > "$work/out" 2> "$work/err"
expect "a hanging libvirtd" "$?" 4
expect_in "a hanging libvirtd" "$work/out" "targets with errors"
expect_in "a hanging libvirtd" "$work/out" "timeout"
[ "$SECONDS" -lt 30 ]; expect "the deadline" "$?" 0
"$hvcompat" target check -q "$uri" --timeout 3 > "$work/out" 2> "$work/err"
expect "a check of a hanging libvirtd" "$?" 4
expect_in "a check of a hanging libvirtd" "$work/out" "error: timeout: "
"$libvirtd" resume "$work/d"
"$hvcompat" scan -q "$uri" --policy first-party > /dev/null 2>&1
expect "it answers again" "$?" 0

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
