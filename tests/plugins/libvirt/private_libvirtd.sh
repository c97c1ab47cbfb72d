#!/usr/bin/env bash
# A libvirtd of the test's own: private sockets, state, mount and network namespace; never the system's, never KVM.
#
#   private_libvirtd.sh start DIR      prints the URI: qemu:///system?socket=…
#   private_libvirtd.sh suspend DIR    stops libvirtd in mid-air (SIGSTOP): calls hang until resume
#   private_libvirtd.sh resume DIR
#   private_libvirtd.sh stop DIR       ends its guests and daemons, undoes the namespaces, removes DIR
#
# Needs root, libvirtd and QEMU; exits with 77 and says so where one is missing. Two with different DIRs stand side by
# side. The calls that libvirtd dispatches are logged in DIR/log/calls.log.
set -euo pipefail

usage() { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[ $# -eq 2 ] || usage
command=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
# A network namespace has a machine-wide name: one that no other DIR has.
netns="hvc$(printf %s "$dir" | cksum | cut -d' ' -f1)"

skip() { echo "SKIPPED: $1" >&2; exit 77; }

# Paths of UNIX sockets are short: 107 bytes.
[ ${#dir} -le 80 ] || { echo "private_libvirtd.sh: the path of $dir is too long for a socket" >&2; exit 2; }

alive() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }

start() {
  [ "$(id -u)" -eq 0 ] || skip "a private libvirtd needs root"
  for program in libvirtd virtlogd virsh qemu-system-x86_64 unshare ip; do
    command -v "$program" >/dev/null || [ -x "/usr/sbin/$program" ] || skip "$program is not installed"
  done
  # QEMU runs as libvirt's own user. It must not be able to open /dev/kvm: where libvirt itself could but QEMU fails,
  # libvirt probes QEMU anew at every call.
  chmod 755 "$dir"
  mkdir -p "$dir"/{run,lib,etc,log,cache}
  cp -an /etc/libvirt/. "$dir/etc/" 2>/dev/null || true
  mkdir -p "$dir/etc/qemu"
  rm -rf "$dir"/etc/qemu/*.xml "$dir"/etc/qemu/autostart "$dir"/etc/qemu/networks "$dir"/etc/storage
  cat >> "$dir/etc/qemu.conf" <<END
namespaces = []
cgroup_controllers = []
security_driver = "none"
END
  cat >> "$dir/etc/libvirtd.conf" <<END
host_uuid = "$(cat /proc/sys/kernel/random/uuid)"
auth_unix_rw = "none"
auth_unix_ro = "none"
log_filters = "1:libvirt. 4:util 4:event 4:node_device 4:object 4:rpc 4:conf 4:qemu 4:cpu 4:security"
log_outputs = "1:file:$dir/log/calls.log"
END
  : > "$dir/no-kvm"
  chmod 000 "$dir/no-kvm"
  ip netns list | grep -qw "$netns" || ip netns add "$netns"
  ip netns exec "$netns" ip link set lo up
  # Nothing of this reaches the machine: mounts and host name are the daemons' own.
  ip netns exec "$netns" unshare -m -u --propagation private bash -euc "
    hostname host-$netns
    mkdir -p /run/libvirt /var/lib/libvirt /etc/libvirt /var/log/libvirt /var/cache/libvirt
    mount --bind '$dir/run' /run/libvirt
    mount --bind '$dir/lib' /var/lib/libvirt
    mount --bind '$dir/etc' /etc/libvirt
    mount --bind '$dir/log' /var/log/libvirt
    mount --bind '$dir/cache' /var/cache/libvirt
    [ -e /dev/kvm ] && mount --bind '$dir/no-kvm' /dev/kvm
    virtlogd -d -p '$dir/virtlogd.pid'
    libvirtd -d -p '$dir/libvirtd.pid'
  " >"$dir/log/start.log" 2>&1 || { cat "$dir/log/start.log" >&2; stop; exit 1; }
  for _ in $(seq 100); do
    [ -S "$dir/run/libvirt-sock" ] && [ -S "$dir/run/libvirt-sock-ro" ] && break
    sleep 0.1
  done
  [ -S "$dir/run/libvirt-sock-ro" ] || { echo "private_libvirtd.sh: libvirtd gave no socket" >&2; stop; exit 1; }
  echo "qemu:///system?socket=$dir/run/libvirt-sock"
}

end_daemon() {
  alive "$1" || return 0
  local pid
  pid=$(cat "$1")
  kill -CONT "$pid" 2>/dev/null || true
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 50); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

stop() {
  for pid_file in "$dir"/run/qemu/*.pid; do
    end_daemon "$pid_file"
  done
  end_daemon "$dir/libvirtd.pid"
  end_daemon "$dir/virtlogd.pid"
  ip netns list 2>/dev/null | grep -qw "$netns" && ip netns delete "$netns"
  rm -rf --one-file-system "$dir"
}

case "$command" in
  start) start ;;
  suspend) kill -STOP "$(cat "$dir/libvirtd.pid")" ;;
  resume) kill -CONT "$(cat "$dir/libvirtd.pid")" ;;
  stop) stop ;;
  *) usage ;;
esac
