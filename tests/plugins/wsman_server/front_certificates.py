"""A certificate authority of its own and the server certificates that a TLS client has to accept or refuse."""

import hashlib
import ssl
import subprocess
from pathlib import Path

CA_CONFIG = """[ca]
default_ca = own
[own]
database = {dir}/index.txt
serial = {dir}/serial
new_certs_dir = {dir}
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[leaf]
basicConstraints = CA:FALSE
subjectAltName = {names}
extendedKeyUsage = serverAuth
"""

NAMES = {
    "good": "DNS:localhost,IP:127.0.0.1",
    "expired": "DNS:localhost,IP:127.0.0.1",
    "wrong-host": "DNS:another-host.hvcompat.test",
}
VALIDITY = {"expired": ("20200101000000Z", "20200201000000Z")}
LONG_VALIDITY = ("20200101000000Z", "20491231235959Z")


def openssl(*arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {arguments[0]}: {done.stderr.strip()}")


def make_authority(directory: Path, name: str) -> Path:
    """NAME.pem and NAME.key; the certificate's path."""
    certificate = directory / f"{name}.pem"
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "7300",
            "-subj", f"/CN=hvcompat test {name}", "-keyout", str(directory / f"{name}.key"), "-out", str(certificate))
    return certificate


def make_server_certificate(directory: Path, kind: str) -> Path:
    """server.pem and server.key, signed by ca.pem; `kind` is good, expired or wrong-host."""
    config = directory / "ca.cnf"
    config.write_text(CA_CONFIG.format(dir=directory, names=NAMES[kind]))
    (directory / "index.txt").write_text("")
    (directory / "serial").write_text("1000\n")
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=hvcompat front",
            "-keyout", str(directory / "server.key"), "-out", str(directory / "server.csr"))
    start, end = VALIDITY.get(kind, LONG_VALIDITY)
    openssl("ca", "-batch", "-notext", "-config", str(config), "-extensions", "leaf",
            "-cert", str(directory / "ca.pem"), "-keyfile", str(directory / "ca.key"),
            "-startdate", start, "-enddate", end,
            "-in", str(directory / "server.csr"), "-out", str(directory / "server.pem"))
    return directory / "server.pem"


def fingerprint(certificate: Path) -> str:
    """SHA-256 of the DER form, hexadecimal without colons."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate.read_text())).hexdigest()
