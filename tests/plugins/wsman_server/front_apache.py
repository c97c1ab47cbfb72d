"""The configuration of an unprivileged, private Apache: TLS, one way to log in, and a reverse proxy to the backend."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

MODULES = Path("/usr/lib/apache2/modules")
COMMON_MODULES = ("mpm_event", "authn_core", "authz_core", "authz_user", "ssl", "proxy", "proxy_http", "headers")
BASIC_MODULES = ("authn_file", "auth_basic")
GSSAPI_MODULES = ("auth_gssapi",)
MODES = ("basic", "negotiate", "kerberos", "ntlm", "any")
GSSAPI_MODES = tuple(mode for mode in MODES if mode != "basic")

HTTPD = """ServerRoot {dir}
ServerName localhost
Listen 127.0.0.1:{port}
{modules}
{identity}
PidFile {dir}/httpd.own.pid
DefaultRuntimeDir {dir}
Mutex file:{dir}
ErrorLog {dir}/error.log
LogLevel warn
LogFormat "%h %u %m %U %>s %b conn=%{{c}}p k=%k" short
CustomLog {dir}/access.log short
StartServers 1
ServerLimit 2
ThreadsPerChild 32
MaxRequestWorkers 64
KeepAlive On
KeepAliveTimeout 30
MaxKeepAliveRequests 0
TraceEnable Off
SSLEngine on
SSLCertificateFile {dir}/server.pem
SSLCertificateKeyFile {dir}/server.key
SSLProtocol -all +TLSv1.2 +TLSv1.3
SSLSessionCache none
ProxyTimeout 120
ProxyPass /wsman {backend}
<Location />
{login}
  Require valid-user
  RequestHeader unset Authorization
  RequestHeader set X-Remote-User expr=%{{REMOTE_USER}}
</Location>
"""

BASIC_LOGIN = """  AuthType Basic
  AuthName "WSMAN"
  AuthBasicProvider file
  AuthUserFile {dir}/users"""

GSSAPI_LOGIN = """  AuthType GSSAPI
  AuthName "WSMAN"
  GssapiConnectionBound On
  GssapiSSLonly On
{choice}"""

GSSAPI_CHOICES = {
    "negotiate": "  GssapiAllowedMech krb5\n  GssapiAllowedMech ntlmssp",
    "kerberos": "  GssapiAllowedMech krb5",
    "ntlm": "  GssapiAllowedMech ntlmssp",
    "any": "  GssapiAllowedMech krb5\n  GssapiAllowedMech ntlmssp\n  GssapiBasicAuth On\n  GssapiBasicAuthMech krb5",
}


@dataclass(frozen=True)
class Front:
    directory: Path
    port: int
    backend: str
    mode: str


def worker_account() -> pwd.struct_passwd | None:
    """Who answers requests when we are root: Apache refuses to do that as root."""
    return pwd.getpwnam("www-data") if os.geteuid() == 0 else None


def module_lines(mode: str) -> str:
    names = COMMON_MODULES + (BASIC_MODULES if mode == "basic" else GSSAPI_MODULES)
    return "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in names)


def login_lines(front: Front) -> str:
    if front.mode == "basic":
        return BASIC_LOGIN.format(dir=front.directory)
    return GSSAPI_LOGIN.format(choice=GSSAPI_CHOICES[front.mode])


def write_configuration(front: Front) -> Path:
    account = worker_account()
    identity = f"User {account.pw_name}\nGroup #{account.pw_gid}" if account else ""
    file = front.directory / "httpd.conf"
    file.write_text(HTTPD.format(dir=front.directory, port=front.port, modules=module_lines(front.mode),
                                 identity=identity, backend=front.backend, login=login_lines(front)))
    return file


def write_basic_users(directory: Path, user: str, password: str) -> None:
    digest = subprocess.run(["openssl", "passwd", "-apr1", "-stdin"], input=password, capture_output=True, text=True,
                            check=True).stdout.strip()
    users = directory / "users"
    users.write_text(f"{user}:{digest}\n")
    give_to_worker(users)


def give_to_worker(file: Path) -> None:
    """The workers read secrets such as the keytab at each request, under their own account."""
    file.chmod(0o600)
    account = worker_account()
    if account:
        os.chown(file, account.pw_uid, account.pw_gid)


def open_for_workers(directory: Path) -> None:
    """Lets the workers pass through the folder; the folders above are not ours to change."""
    directory.chmod(0o711)
    if not worker_account():
        return
    for above in directory.resolve().parents:
        if not above.stat().st_mode & 0o001:
            raise RuntimeError(f"Apache's workers cannot pass through `{above}`: choose a folder below /tmp")
