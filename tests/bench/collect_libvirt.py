#!/usr/bin/env python3
"""Collecting from libvirt against a bare C program that makes the same calls, and against a loop of virsh.

usage: collect_libvirt.py BIN_DIRECTORY [--guests N …] [--real N] [--rounds N]

libvirt's test driver holds the fleets of --guests; --real defines so many guests of QEMU on a libvirtd of this bench's own
(root, and what `ci/install test` installs), once more behind a proxy that holds up each answer for 5 ms. Each round runs the C program and hvcompat in turn, this one once more with its inventory packed; the loop, which takes
minutes, runs once, over a --sample of the guests, and is scaled to all. Before, both are run with libvirt's log, and the calls
they made are printed: their numbers must be the same for the ratio to say anything.
"""
import argparse
import collections
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

from side_by_side import compare_all

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(HERE, "../plugins/libvirt"))
import socket_proxy  # noqa: E402  pylint: disable=wrong-import-position
# References and the like are no work for the hypervisor.
NO_CALL = re.compile(r"virObject|virDomainGetUUID|virDomainFree|Dispose|virDomainObj|virConf|virRegister|virConnectOpen"
                     r"|virGlobalInit|virConnectClose|virConnectGetType|virConnectIsAlive|virDomainStatsRecord")


def domain(number, kind, arch="x86_64"):
    return (f"<domain type='{kind}'><name>vm-{number:05}</name><uuid>00000000-0000-4000-8000-{number:012}</uuid>"
            f"<memory unit='MiB'>{1024 + number % 7 * 512}</memory><vcpu>{1 + number % 4}</vcpu>"
            f"<os><type arch='{arch}'>hvm</type></os><devices><disk type='file' device='disk'>"
            f"<source file='/var/lib/vm-{number}.img'/><target dev='vda' bus='virtio'/></disk>"
            "<memballoon model='virtio'/></devices></domain>")


def test_driver(guests, folder):
    path = os.path.join(folder, f"fleet-{guests}.xml")
    with open(path, "w", encoding="utf-8") as file:
        file.write("<node>" + "".join(domain(number, "test") for number in range(guests)) + "</node>")
    return f"test://{path}"


@contextlib.contextmanager
def own_libvirtd(folder):
    """A libvirtd that shares nothing with the machine's; the URI of its QEMU driver."""
    run, conf = os.path.join(folder, "run"), os.path.join(folder, "libvirtd.conf")
    for name in ("run", "lib", "etc", "cache", "log"):
        os.makedirs(os.path.join(folder, name))
    shutil.copytree("/etc/libvirt", os.path.join(folder, "etc"), dirs_exist_ok=True, symlinks=True)
    with open(conf, "w", encoding="utf-8") as file:
        file.write('auth_unix_rw = "none"\n')
    with open(os.path.join(folder, "nokvm"), "w", encoding="utf-8"):
        pass
    os.chmod(os.path.join(folder, "nokvm"), 0)
    binds = " && ".join(f"mount --bind {folder}/{ours} {theirs}" for ours, theirs in
                        (("run", "/run/libvirt"), ("lib", "/var/lib/libvirt"), ("etc", "/etc/libvirt"),
                         ("cache", "/var/cache/libvirt"), ("log", "/var/log/libvirt")))
    script = f"{binds}; [ -e /dev/kvm ] && mount --bind {folder}/nokvm /dev/kvm; exec libvirtd -f {conf}"
    os.makedirs("/run/libvirt", exist_ok=True)
    with subprocess.Popen(["unshare", "-m", "--propagation", "private", "bash", "-c", script],
                          stderr=subprocess.DEVNULL) as daemon:
        socket = os.path.join(run, "libvirt-sock")
        try:
            for _ in range(200):
                if os.path.exists(socket):
                    break
                time.sleep(0.05)
            yield f"qemu:///system?socket={socket}"
        finally:
            daemon.terminate()


def calls_of(command, folder):
    """The calls of libvirt's API by name, out of its own log."""
    log = os.path.join(folder, "calls.log")
    with contextlib.suppress(FileNotFoundError):
        os.remove(log)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL,
                   env=os.environ | {"LIBVIRT_LOG_FILTERS": "1:libvirt", "LIBVIRT_LOG_OUTPUTS": f"1:file:{log}"})
    with open(log, encoding="utf-8", errors="replace") as lines:
        names = re.findall(r"debug : (vir(?:Connect|Domain|Node|StoragePool)\w+):", lines.read())
    return collections.Counter(name for name in names if not NO_CALL.match(name))


def virsh_loop(uri, guests, sample):
    """What an administrator would write, over a sample; seconds for all guests."""
    script = (f"for i in $(seq 0 {sample - 1}); do vm=$(printf vm-%05d $i); virsh -c '{uri}' dumpxml $vm;"
              f" virsh -c '{uri}' dominfo $vm; done")
    begin = time.monotonic()
    subprocess.run(["bash", "-c", script], check=True, stdout=subprocess.DEVNULL)
    return (time.monotonic() - begin) * guests / sample


def bench(name, uri, guests, given, folder):
    hvcompat = [os.path.join(given.binaries, "hvcompat"), "collect", "-q", uri, "-o", os.path.join(folder, "out.ndjson")]
    bare = [os.path.join(folder, "bare_libvirt"), uri]
    here = [*hvcompat, "--in-process"]  # a plugin's own process may write no log
    ours, theirs = calls_of(here, folder), calls_of(bare, folder)
    print(f"{name}, {guests} guests: {sum(ours.values())} calls of hvcompat, {sum(theirs.values())} of the C program")
    for call in sorted(ours.keys() | theirs.keys()):
        if ours[call] != theirs[call]:
            print(f"    {call}: {ours[call]} and {theirs[call]}")
    to_zstd = [*hvcompat[:-1], hvcompat[-1] + ".zst"]
    result = compare_all({"bare C": bare, "hvcompat": hvcompat, "  to .zst": to_zstd}, given.rounds)
    for program, (seconds, ratio, _) in result.items():
        print(f"    {program:<12} {seconds:8.3f} s {ratio:8.2f} × bare C")
    sample = min(given.sample, guests)
    loop = virsh_loop(uri, guests, sample)
    print(f"    {'virsh loop':<12} {loop:8.3f} s {loop / result['bare C'][0]:8.2f} × bare C"
          f" ({sample} guests, scaled)", flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("binaries")
    arguments.add_argument("--guests", type=int, nargs="*", default=[1_000, 10_000])
    arguments.add_argument("--real", type=int, default=200)
    arguments.add_argument("--sample", type=int, default=5)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libvirt"], check=True, stdout=subprocess.PIPE, text=True)
        subprocess.run(["cc", "-O2", "-Wall", "-Wextra", "-o", os.path.join(folder, "bare_libvirt"),
                        os.path.join(HERE, "bare_libvirt.c"), *flags.stdout.split()], check=True)
        for guests in given.guests:
            bench("test driver", test_driver(guests, folder), guests, given, folder)
        if given.real:
            with own_libvirtd(os.path.join(folder, "daemon")) as uri:
                for number in range(given.real):
                    subprocess.run(["virsh", "-q", "-c", uri, "define", "/dev/stdin"], input=domain(number, "qemu"), text=True,
                                   check=True, stdout=subprocess.DEVNULL)
                bench("libvirtd with QEMU", uri, given.real, given, folder)
                far = os.path.join(folder, "far")
                proxy = socket_proxy.Slow(far, uri.partition("socket=")[2])
                bench("the same 5 ms away", "qemu:///system?socket=" + far, given.real, given, folder)
                proxy.cut()


if __name__ == "__main__":
    main()
