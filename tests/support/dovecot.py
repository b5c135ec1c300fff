#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Dovecot (IMAP, POP3, submission) on loopback, without root, for the tests.

As a module: Dovecot(folder).start(), .stop(), .kill(), .start() again on the same ports.
As a program: dovecot.py [--mechanisms=NAMES] [FOLDER] prints one line of JSON when it is ready, such as
{"imap": 40001, "imaps": 40002, "pop3": …, "pop3s": …, "submission": …, "submissions": …, "ca": "FOLDER/ca.pem"}
and stops when its standard input ends, so that it can never outlive the test that started it.

It is mail.localhost for those to whom it is a provider's server: a silent one at localhost is taken for a bridge.

Users, all with the password "correct horse": good@example.org, disabled@example.org (sign-in switched off),
broken@example.org (mailbox cannot be opened), unavailable@example.org (the password database is down),
silent@example.org (the password database takes the question and never answers), expired@example.org (the password
has run out), locked@example.org (switched off by the password database), faulty@example.org (which makes that fail),
moved@example.org (whose mail lies on a server behind this one, which is gone).
NAMES are what Dovecot calls auth_mechanisms. Access tokens (xoauth2, oauthbearer): "good-token" is
good@example.org's, "outage-token" makes the token server fail, every other one is refused.
When started by root the server drops to nobody. Settings: https://doc.dovecot.org/2.3/"""
import http.server
import json
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

PASSWORD = "correct horse"
SERVICES = ("imap", "imaps", "pop3", "pop3s", "submission", "submissions")
READY_SECONDS = 20

CERTIFICATE_REQUEST = """
[req]
distinguished_name = name
prompt = no
[name]
CN = {common_name}
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[server]
basicConstraints = CA:FALSE
subjectAltName = DNS:localhost, DNS:mail.localhost, IP:127.0.0.1
extendedKeyUsage = serverAuth
[client]
basicConstraints = CA:FALSE
extendedKeyUsage = clientAuth
"""

CONFIGURATION = """
protocols = imap pop3 submission
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
mail_uid = {user}
mail_gid = {group}
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
auth_mechanisms = {mechanisms}
auth_failure_delay = 0
mail_max_userip_connections = 4
login_proxy_max_reconnects = 0
submission_relay_host = 127.0.0.1
submission_relay_port = 9
passdb {{
  driver = oauth2
  username_filter = unavailable@*
  args = {folder}/absent-back-end.conf
}}
passdb {{
  driver = oauth2
  username_filter = silent@*
  args = {folder}/silent-back-end.conf
}}
passdb {{
  driver = lua
  username_filter = expired@* locked@* faulty@*
  args = file={folder}/special-users.lua blocking=no
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/token-server.conf
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u
}}
# Another mail server may ask this one about passwords, see postfix.py.
service auth {{
  unix_listener outside-auth {{
    mode = 0666
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {pop3}
  }}
  inet_listener pop3s {{
    port = {pop3s}
    ssl = yes
  }}
}}
service submission-login {{
  chroot =
  inet_listener submission {{
    port = {submission}
  }}
  inet_listener submissions {{
    port = {submissions}
    ssl = yes
  }}
}}
"""

# What no plain file of passwords can say. https://doc.dovecot.org/2.3/, "Lua based authentication"
SPECIAL_USERS = """
function auth_passdb_lookup(request)
  if request.user:find("^expired@") then
    return dovecot.auth.PASSDB_RESULT_PASS_EXPIRED, "The password has run out"
  end
  if request.user:find("^locked@") then
    return dovecot.auth.PASSDB_RESULT_USER_DISABLED, "The account is locked"
  end
  return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, "The directory failed"
end
"""

# A certificate is then asked for, and may be left out. https://doc.dovecot.org/2.3/, "Client certificates"
CLIENT_CERTIFICATES = """
ssl_ca = <{folder}/ca.pem
ssl_require_crl = no
ssl_verify_client_cert = yes
auth_ssl_username_from_cert = yes
passdb {{
  driver = static
  mechanisms = external
  args = nopassword=y
}}
"""

PASSWORDS_ONLY = "plain login"
OPTION = "--mechanisms="


class TokenServer(http.server.BaseHTTPRequestHandler):
    """Says whose token it is, as RFC 7662 (introspection) does; Dovecot puts the token at the end of the path.
    Below /silent it never says anything."""

    def do_GET(self):
        if self.path.startswith("/silent"):
            self.connection.recv(1)  # nothing comes: the end of the connection is waited for
            return
        token = self.path.partition("token=")[2]
        body = json.dumps({"email": "good@example.org", "active": "true"}).encode()
        self.send_response({"good-token": 200, "outage-token": 503}.get(token, 401))
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def free_ports(count):
    """All sockets are held open together so that the ports differ."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [listener.getsockname()[1] for listener in held]
    for listener in held:
        listener.close()
    return ports


def make_certificates(folder):
    """Writes ca.pem, and signed by it: server.pem with server.key, good for localhost and 127.0.0.1, and client.pem,
    which holds its key, too, and says to be good@example.org. stranger.pem says the same, but nobody vouches for it."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    for name, common_name in (("ca", "Storm Lantern test authority"), ("server", "localhost"),
                              ("client", "good@example.org"), ("stranger", "good@example.org")):
        (folder / f"{name}.cnf").write_text(CERTIFICATE_REQUEST.format(common_name=common_name))
        openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", f"{name}.key")
    openssl("req", "-x509", "-new", "-key", "ca.key", "-days", "2", "-config", "ca.cnf",
            "-extensions", "authority", "-out", "ca.pem")
    openssl("req", "-x509", "-new", "-key", "stranger.key", "-days", "2", "-config", "stranger.cnf", "-extensions",
            "client", "-out", "stranger.pem")
    for name in ("server", "client"):
        openssl("req", "-new", "-key", f"{name}.key", "-config", f"{name}.cnf", "-out", f"{name}.csr")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
                "-days", "2", "-extfile", f"{name}.cnf", "-extensions", name, "-out", f"{name}.pem")
    for name in ("client", "stranger"):
        with open(folder / f"{name}.pem", "a", encoding="ascii") as file:
            file.write((folder / f"{name}.key").read_text())


class Dovecot:
    """One server; owns its folder's contents and its process."""

    def __init__(self, folder, mechanisms=PASSWORDS_ONLY, token_info_url=None):
        self.mechanisms = mechanisms
        self.token_server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), TokenServer)
        threading.Thread(target=self.token_server.serve_forever, daemon=True).start()
        self.token_info_url = token_info_url or f"http://127.0.0.1:{self.token_server.server_port}/?token="
        self.folder = pathlib.Path(folder).resolve()
        self.ports = dict(zip(SERVICES, free_ports(len(SERVICES))))
        self.ca = self.folder / "ca.pem"
        self.process = None
        self._prepare()

    def _prepare(self):
        for name in ("run", "state", "mail"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        make_certificates(self.folder)
        users = [f"good@example.org:{{PLAIN}}{PASSWORD}::::::",
                 f"broken@example.org:{{PLAIN}}{PASSWORD}::::::",
                 f"disabled@example.org:{{PLAIN}}{PASSWORD}::::::nologin=y",
                 f"moved@example.org:{{PLAIN}}{PASSWORD}::::::proxy=y host=127.0.0.1 port=9"]
        (self.folder / "users").write_text("\n".join(users) + "\n")
        # A plain file where the mail folder should be: sign-in works, the mailbox cannot be opened.
        (self.folder / "mail" / "broken@example.org").write_text("")
        as_root = os.getuid() == 0
        user = "nobody" if as_root else pwd.getpwuid(os.getuid()).pw_name
        group = "nogroup" if as_root else str(os.getgid())
        # The discard port refuses: the password database behind this user never answers.
        (self.folder / "absent-back-end.conf").write_text(
            "tokeninfo_url = http://127.0.0.1:9/?token=\nclient_id = test\nusername_attribute = email\n")
        (self.folder / "silent-back-end.conf").write_text(
            f"tokeninfo_url = http://127.0.0.1:{self.token_server.server_port}/silent?token=\n"
            "client_id = test\nusername_attribute = email\n")
        (self.folder / "special-users.lua").write_text(SPECIAL_USERS)
        (self.folder / "token-server.conf").write_text(
            f"tokeninfo_url = {self.token_info_url}\n"
            "client_id = test\nusername_attribute = email\nactive_attribute = active\nactive_value = true\n")
        settings = CONFIGURATION.format(folder=self.folder, user=user, group=group, mechanisms=self.mechanisms,
                                        **self.ports)
        if "external" in self.mechanisms:
            settings += CLIENT_CERTIFICATES.format(folder=self.folder)
        (self.folder / "dovecot.conf").write_text(settings)
        if as_root:
            subprocess.run(["chown", "-R", "nobody:nogroup", str(self.folder)], check=True)
            self.folder.chmod(0o755)
        self.prefix = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if as_root else []

    def start(self):
        """Starts the server and returns when it accepts connections."""
        dovecot = shutil.which("dovecot", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if dovecot is None:
            raise FileNotFoundError("dovecot is not installed")
        self.process = subprocess.Popen([*self.prefix, dovecot, "-F", "-c", str(self.folder / "dovecot.conf")],
                                        stdin=subprocess.DEVNULL)
        self._wait_until_ready()
        return self

    def _wait_until_ready(self):
        import time
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.ports["imaps"]), 1):
                    return
            except OSError:
                # The process itself is the thing waited for; its end wakes this early.
                try:
                    self.process.wait(0.1)
                except subprocess.TimeoutExpired:
                    pass
        log = self.folder / "dovecot.log"
        raise RuntimeError("Dovecot did not start: " + (log.read_text() if log.exists() else "no log"))

    def stop(self):
        """Ends the server; its ports refuse connections afterwards."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(READY_SECONDS)
            self.process = None


def main(arguments):
    mechanisms = PASSWORDS_ONLY
    if arguments and arguments[0].startswith(OPTION):
        mechanisms = arguments[0].removeprefix(OPTION)
        arguments = arguments[1:]
    folder = pathlib.Path(arguments[0]) if arguments else pathlib.Path(tempfile.mkdtemp(prefix="sl-"))
    server = Dovecot(folder, mechanisms)
    server.start()
    try:
        print(json.dumps({**server.ports, "ca": str(server.ca), "password": PASSWORD}), flush=True)
        sys.stdin.read()
    finally:
        server.stop()
        if not arguments:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
