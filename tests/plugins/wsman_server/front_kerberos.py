"""A private Kerberos realm on loopback: its key distribution centre, the server's keytab, tickets good and expired."""

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from front_processes import Daemon, start_on_free_port

REALM = "HVCOMPAT.TEST"

# No replay cache, no DNS, nothing outside the folder.
CLIENT_CONFIG = """[libdefaults]
 default_realm = {realm}
 dns_lookup_realm = false
 dns_lookup_kdc = false
 dns_canonicalize_hostname = false
 rdns = false
 default_rcache_name = none:
 default_ccache_name = FILE:{dir}/default.ccache
[realms]
 {realm} = {{
  kdc = 127.0.0.1:{port}
 }}
[domain_realm]
 localhost = {realm}
[logging]
 kdc = FILE:{dir}/kdc.log
 admin_server = FILE:{dir}/kadmin.log
 default = FILE:{dir}/krb5.log
"""
KDC_CONFIG = """[kdcdefaults]
 kdc_listen = 127.0.0.1:{port}
 kdc_tcp_listen = 127.0.0.1:{port}
[realms]
 {realm} = {{
  database_name = {dir}/principal
  key_stash_file = {dir}/stash
  acl_file = {dir}/kadm5.acl
  max_life = 10h
 }}
"""


@dataclass
class Realm:
    directory: Path

    @property
    def config(self) -> Path:
        return self.directory / "krb5.conf"

    @property
    def keytab(self) -> Path:
        return self.directory / "http.keytab"

    def environment(self) -> dict[str, str]:
        return {**os.environ, "KRB5_CONFIG": str(self.config), "KRB5_KDC_PROFILE": str(self.directory / "kdc.conf"),
                "LC_ALL": "C"}

    def run(self, *command: str, given: str = "") -> None:
        done = subprocess.run(command, env=self.environment(), input=given, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]}: {(done.stderr or done.stdout).strip()}")

    def admin(self, query: str) -> None:
        self.run("kadmin.local", "-r", REALM, "-q", query)


def write_configuration(realm: Realm, port: int) -> None:
    fields = {"realm": REALM, "dir": realm.directory, "port": port}
    realm.config.write_text(CLIENT_CONFIG.format(**fields))
    (realm.directory / "kdc.conf").write_text(KDC_CONFIG.format(**fields))


def make_realm(directory: Path, user: str, password: str) -> Realm:
    """The database and the keytab; the centre is started apart."""
    directory.mkdir(mode=0o711)
    realm = Realm(directory)
    write_configuration(realm, 88)
    realm.run("kdb5_util", "create", "-s", "-r", REALM, "-P", "a master key for tests")
    realm.admin(f"addprinc -pw {password} {user}")
    realm.admin("addprinc -randkey HTTP/localhost")
    realm.admin(f"ktadd -k {realm.keytab} HTTP/localhost")
    return realm


def start_kdc(realm: Realm) -> None:
    own_pid_file = realm.directory / "kdc.own.pid"

    def attempt(port: int) -> None:
        write_configuration(realm, port)
        command = ["krb5kdc", "-n", "-r", REALM, "-P", str(own_pid_file)]
        Daemon.start("kdc", realm.directory, command, realm.environment()).wait_until_ready(port, own_pid_file)
    start_on_free_port(attempt)


def get_ticket(realm: Realm, user: str, password: str, name: str, lifetime: str) -> Path:
    """A ticket cache NAME in the realm's folder."""
    cache = realm.directory / name
    realm.run("kinit", "-c", f"FILE:{cache}", "-l", lifetime, f"{user}@{REALM}", given=password + "\n")
    return cache


def get_expired_ticket(realm: Realm, user: str, password: str) -> Path:
    cache = get_ticket(realm, user, password, "expired.ccache", "1s")
    time.sleep(2.1)  # the lifetime, and the fraction of a second that tickets do not carry; clients allow no skew here
    return cache
