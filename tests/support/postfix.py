#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Postfix for submission on loopback, beside the system's own and without touching it, for the tests.

postfix.py [--no-authentication] [FOLDER] prints one line of JSON when it is ready, such as
{"submission": 40001, "submissions": 40002, "sasldb": 40003, "saslauthd": 40004, "ca": "FOLDER/ca.pem", "password": "correct horse"}
and stops when its standard input ends, so that it can never outlive the test that started it.

It asks a Dovecot of its own about passwords, so the users are those of dovecot.py. With --no-authentication nobody
is there to be asked. Two more ports, with TLS from the first byte, look passwords up with Cyrus SASL: "sasldb" in a
file that knows good@example.org, "saslauthd" of a daemon that is not there.
Postfix starts as root only. Settings: https://www.postfix.org/postconf.5.html, https://www.cyrusimap.org/sasl/"""
import json
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile

import dovecot

READY_SECONDS = 20
SERVICES = ("submission", "submissions", "sasldb", "saslauthd")
NO_AUTHENTICATION = "--no-authentication"

MAIN_CF = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.example.org
mydestination =
alias_maps =
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {authentication}
cyrus_sasl_config_path = {folder}/etc/sasl
smtpd_sasl_security_options = noanonymous
smtpd_tls_auth_only = yes
smtpd_tls_security_level = may
smtpd_tls_cert_file = {certificates}/server.pem
smtpd_tls_key_file = {certificates}/server.key
"""

# service type private unprivileged chroot wakeup maxproc command
MASTER_CF = """
127.0.0.1:{submission} inet n - n - - smtpd
127.0.0.1:{submissions} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
127.0.0.1:{sasldb} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes -o smtpd_sasl_type=cyrus -o smtpd_sasl_path=sasldb
127.0.0.1:{saslauthd} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes -o smtpd_sasl_type=cyrus -o smtpd_sasl_path=saslauthd
anvil unix - - n - 1 anvil
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""

SASLDB_CONF = """
pwcheck_method: auxprop
auxprop_plugin: sasldb
sasldb_path: {folder}/data/sasldb
mech_list: PLAIN LOGIN
"""

SASLAUTHD_CONF = """
pwcheck_method: saslauthd
saslauthd_path: {folder}/absent
mech_list: PLAIN LOGIN
"""


class Postfix:
    """One server and the Dovecot it asks; owns its folder's contents and their processes."""

    def __init__(self, folder, has_authentication=True):
        self.postfix = shutil.which("postfix", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
        if self.postfix is None or os.getuid() != 0:
            raise FileNotFoundError("postfix is not installed, or this is not root")
        self.folder = pathlib.Path(folder).resolve()
        self.folder.chmod(0o755)
        self.ports = dict(zip(SERVICES, dovecot.free_ports(len(SERVICES))))
        self.process = None
        (self.folder / "dovecot").mkdir()
        self.dovecot = dovecot.Dovecot(self.folder / "dovecot")
        self.has_authentication = has_authentication
        self.ca = self.dovecot.ca
        self._prepare()

    def _prepare(self):
        for name in ("etc", "etc/sasl", "queue", "data"):
            (self.folder / name).mkdir()
        for name, settings in (("sasldb", SASLDB_CONF), ("saslauthd", SASLAUTHD_CONF)):
            # Debian looks in the folder "sasl" beside main.cf, whatever is set.
            (self.folder / "etc/sasl" / f"{name}.conf").write_text(settings.format(folder=self.folder))
        subprocess.run(["/usr/sbin/saslpasswd2", "-p", "-c", "-f", str(self.folder / "data/sasldb"), "-u", "example.org",
                        "good"], input=dovecot.PASSWORD.encode(), check=True, capture_output=True)
        owner = pwd.getpwnam("postfix").pw_uid
        for path in ("data", "data/sasldb"):
            os.chown(self.folder / path, owner, -1)
        (self.folder / "etc/main.cf").write_text(MAIN_CF.format(
            folder=self.folder, certificates=self.dovecot.folder,
            authentication=self.dovecot.folder / "run/outside-auth"))
        (self.folder / "etc/master.cf").write_text(MASTER_CF.format(**self.ports))
        # Makes the folders of the queue, with their owners.
        subprocess.run([self.postfix, "-c", str(self.folder / "etc"), "check"], check=True, capture_output=True)

    def start(self):
        """Starts the servers and returns when they accept connections."""
        if self.has_authentication:
            self.dovecot.start()
        settings = str(self.folder / "etc")
        programs = subprocess.run([self.postfix.replace("postfix", "postconf"), "-c", settings, "-h",
                                   "daemon_directory"], check=True, capture_output=True, text=True).stdout.strip()
        # At its end the master signals all of its group, which must be nobody else's.
        self.process = subprocess.Popen([f"{programs}/master", "-c", settings, "-d"], stdin=subprocess.DEVNULL,
                                        start_new_session=True)
        self._wait_until_ready()
        return self

    def _wait_until_ready(self):
        import time
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.ports["submissions"]), 1):
                    return
            except OSError:
                # The process itself is the thing waited for; its end wakes this early.
                try:
                    self.process.wait(0.1)
                except subprocess.TimeoutExpired:
                    pass
        raise RuntimeError("Postfix did not start")

    def stop(self):
        """Ends the servers; their ports refuse connections afterwards."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(READY_SECONDS)
            self.process = None
        self.dovecot.stop()


def main(arguments):
    has_authentication = NO_AUTHENTICATION not in arguments
    arguments = [argument for argument in arguments if argument != NO_AUTHENTICATION]
    folder = pathlib.Path(arguments[0]) if arguments else pathlib.Path(tempfile.mkdtemp(prefix="sl-"))
    server = None
    try:
        server = Postfix(folder, has_authentication)
        server.start()
        print(json.dumps({**server.ports, "ca": str(server.ca), "password": dovecot.PASSWORD}), flush=True)
        sys.stdin.read()
    finally:
        if server is not None:
            server.stop()
        if not arguments:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
