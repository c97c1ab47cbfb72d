#!/usr/bin/env bash
# An initramfs for Debian's kernel with busybox, the virtio drivers and the QEMU guest agent: agent_initramfs.sh FILE
# Also links the kernel that goes with it as FILE.kernel. Exits with 77 where a part is missing.
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: agent_initramfs.sh FILE" >&2; exit 2; }
out=$1

skip() { echo "SKIPPED: $1" >&2; exit 77; }
kernel=$(ls /boot/vmlinuz-* 2>/dev/null | sort -V | tail -1)
[ -n "$kernel" ] || skip "no kernel in /boot"
busybox=$(command -v busybox) || skip "busybox-static is not installed"
agent=$(command -v qemu-ga || ls /usr/sbin/qemu-ga 2>/dev/null) || skip "qemu-guest-agent is not installed"
modules=/lib/modules/${kernel#/boot/vmlinuz-}

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
mkdir -p "$root"/{bin,dev,etc,proc,sys,run,tmp,var/run,usr/local/var/run,lib,lib64}
cp "$busybox" "$root/bin/busybox"
cp "$agent" "$root/bin/qemu-ga"
cp /etc/os-release "$root/etc/os-release"
# The agent's libraries and the loader, where the loader looks for them.
for library in $(ldd "$agent" | grep -o '/[^ ]*'); do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
n=0
for module in virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_console virtio_balloon; do
  file=$(find "$modules" -name "$module.ko*" | head -1)
  [ -n "$file" ] || continue  # built in
  n=$((n + 1))
  case "$file" in
    *.xz) xz -dc "$file" > "$root/lib/$n-$module.ko" ;;
    *.zst) zstd -dcq "$file" > "$root/lib/$n-$module.ko" ;;
    *) cp "$file" "$root/lib/$n-$module.ko" ;;
  esac
done

cat > "$root/init" <<'END'
#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
for module in /lib/*.ko; do insmod $module; done
mkdir -p /dev/virtio-ports
for port in /sys/class/virtio-ports/*; do
  [ -e $port/name ] && ln -s /dev/$(basename $port) /dev/virtio-ports/$(cat $port/name)
done
# `agent=deaf` on the kernel's command line: something opens the channel and never answers.
if grep -q agent=deaf /proc/cmdline; then
  exec 3<>/dev/virtio-ports/org.qemu.guest_agent.0
  while true; do sleep 3600; done
fi
while true; do
  qemu-ga -m virtio-serial -p /dev/virtio-ports/org.qemu.guest_agent.0
  sleep 1
done
END
chmod +x "$root/init"
(cd "$root" && find . | cpio --quiet -o -H newc | gzip -1) > "$out"
cp -L "$kernel" "$out.kernel"
chmod 644 "$out.kernel"
