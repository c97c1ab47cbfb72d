#!/usr/bin/env python3
"""A real Apache with TLS and a real login in front of a WS-Management backend; all that it needs is in one folder.

    apache_front.py run   DIR --backend http://127.0.0.1:PORT/wsman --mode MODE   ends when stdin closes or on SIGTERM
    apache_front.py start DIR --backend http://127.0.0.1:PORT/wsman --mode MODE   stays; end it with stop
    apache_front.py stop  DIR

Prints one JSON line with what a client needs. Exit status 77: a program that it needs is not installed.
"""

import argparse
import json
import os
import shutil
import sys
import threading
from pathlib import Path

import front_apache
import front_certificates
import front_kerberos
import front_processes
from until_told import set_when_told

USER = "operator"
PASSWORD = "Pa55word-of-operator"
NTLM_DOMAIN = "HVCOMPAT"
NOT_INSTALLED = 77


def look_in_sbin() -> None:
    """Where daemons are, and where not everybody's PATH leads."""
    os.environ["PATH"] = os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin"


def missing_parts(mode: str) -> list[str]:
    programs = ["apache2", "openssl"]
    files = [front_apache.MODULES / "mod_ssl.so"]
    if mode != "basic":
        programs += ["krb5kdc", "kdb5_util", "kadmin.local", "kinit"]
        files += [front_apache.MODULES / "mod_auth_gssapi.so", Path("/etc/gss/mech.d/mech.ntlmssp.conf")]
    absent = [program for program in programs if shutil.which(program) is None]
    return absent + [str(file) for file in files if not file.exists()]


def make_certificates(directory: Path, kind: str) -> dict[str, str]:
    front_certificates.make_authority(directory, "ca")
    front_certificates.make_authority(directory, "other-ca")
    certificate = front_certificates.make_server_certificate(directory, kind)
    return {"ca": str(directory / "ca.pem"), "other_ca": str(directory / "other-ca.pem"),
            "fingerprint": front_certificates.fingerprint(certificate)}


def write_ntlm_users(directory: Path) -> tuple[Path, Path]:
    """The server's list and a client's own file: the same form, but another reader."""
    files = directory / "ntlm_server_users", directory / "ntlm_user_file"
    for file in files:
        file.write_text(f"{NTLM_DOMAIN}:{USER}:{PASSWORD}\n")
        file.chmod(0o600)
    front_apache.give_to_worker(files[0])
    return files


def make_realm(directory: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Starts the realm; what the client is told, and the environment of Apache."""
    realm = front_kerberos.make_realm(directory / "kdc", USER, PASSWORD)
    front_kerberos.start_kdc(realm)
    front_apache.give_to_worker(realm.keytab)
    server_users, client_file = write_ntlm_users(directory)
    told = {"krb5_config": str(realm.config), "realm": front_kerberos.REALM, "ntlm_user_file": str(client_file),
            "ntlm_domain": NTLM_DOMAIN, "keytab": str(realm.keytab),
            "ccache": str(front_kerberos.get_ticket(realm, USER, PASSWORD, "good.ccache", "8h")),
            "expired_ccache": str(front_kerberos.get_expired_ticket(realm, USER, PASSWORD))}
    environment = {"KRB5_CONFIG": str(realm.config), "KRB5_KTNAME": f"FILE:{realm.keytab}",
                   "NTLM_USER_FILE": str(server_users)}
    return told, environment


def start_apache(directory: Path, backend: str, mode: str, environment: dict[str, str]) -> int:
    """The port on which it listens."""
    own_pid_file = directory / "httpd.own.pid"
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C", **environment}

    def attempt(port: int) -> None:
        configuration = front_apache.write_configuration(front_apache.Front(directory, port, backend, mode))
        command = ["apache2", "-DFOREGROUND", "-f", str(configuration)]
        front_processes.Daemon.start("apache", directory, command, environment).wait_until_ready(port, own_pid_file)
    return front_processes.start_on_free_port(attempt)


def start(directory: Path, backend: str, mode: str, certificate: str) -> dict[str, str]:
    front_apache.open_for_workers(directory)
    told = make_certificates(directory, certificate)
    environment: dict[str, str] = {}
    if mode == "basic":
        front_apache.write_basic_users(directory, USER, PASSWORD)
    else:
        more, environment = make_realm(directory)
        told |= more
    port = start_apache(directory, backend, mode, environment)
    return {"url": f"https://localhost:{port}/wsman", "port": str(port), "mode": mode, "user": USER,
            "password": PASSWORD, **told}


def stop(directory: Path) -> None:
    for pid_file in sorted(directory.glob("**/apache.pid")) + sorted(directory.glob("**/kdc.pid")):
        front_processes.stop(pid_file)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("run", "start", "stop"))
    parser.add_argument("directory", type=Path, help="an own folder, best a fresh one below /tmp")
    parser.add_argument("--backend", help="where requests go, for example http://127.0.0.1:8080/wsman")
    parser.add_argument("--mode", choices=front_apache.MODES, default="negotiate")
    parser.add_argument("--certificate", choices=tuple(front_certificates.NAMES), default="good")
    arguments = parser.parse_args()
    if arguments.command != "stop" and not arguments.backend:
        parser.error("--backend is needed to start")
    return arguments


def run(arguments: argparse.Namespace) -> int:
    directory = arguments.directory.resolve()
    if arguments.command == "stop":
        stop(directory)
        return 0
    look_in_sbin()
    absent = missing_parts(arguments.mode)
    if absent:
        print(f"not installed: {', '.join(absent)}; install apache2 libapache2-mod-auth-gssapi gss-ntlmssp krb5-kdc "
              "krb5-admin-server krb5-user", file=sys.stderr)
        return NOT_INSTALLED
    directory.mkdir(parents=True, exist_ok=True)
    over, stays = threading.Event(), arguments.command == "start"
    if not stays:
        set_when_told(over)
    return serve(arguments, directory, over, stays)


def serve(arguments: argparse.Namespace, directory: Path, over: threading.Event, stays: bool) -> int:
    started = False
    try:
        print(json.dumps(start(directory, arguments.backend, arguments.mode, arguments.certificate)), flush=True)
        started = True
        if not stays:
            over.wait()
    finally:
        if not (stays and started):
            stop(directory)
    return 0


if __name__ == "__main__":
    sys.exit(run(parse_arguments()))
