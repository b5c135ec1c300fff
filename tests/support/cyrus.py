#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real JMAP server, Cyrus IMAP's httpd, on loopback, without root, for the tests.

cyrus.py [FOLDER] prints one line of JSON when it is ready, such as
{"https": 40001, "ca": "FOLDER/ca.pem", "password": "correct horse"}
and stops when its standard input ends, so that it can never outlive the test that started it.

Users, all with the same password: good@example.org, homeless@example.org (known, but without a mailbox).
Only Debian's cyrus-common and cyrus-caldav are needed; cyrus-imapd cannot lie beside dovecot-imapd. When started by
root the server drops to nobody. Settings: https://www.cyrusimap.org/3.6/imap/reference/manpages/configs/imapd.conf.html"""
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

PASSWORD = dovecot.PASSWORD
PROGRAMS = pathlib.Path("/usr/lib/cyrus/bin")
READY_SECONDS = 20

# SASL looks names up in the realm of the server's own name; the mail's domain is the default one and falls away.
IMAPD_CONF = """
configdirectory: {folder}/conf
defaultpartition: default
partition-default: {folder}/spool
cyrus_user: {user}
servername: localhost
virtdomains: userid
defaultdomain: example.org
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {folder}/sasldb
sasl_mech_list: PLAIN
httpmodules: jmap
conversations: 1
autocreate_post: yes
autocreate_quota: 10000
lmtpsocket: {folder}/run/lmtp
tls_server_cert: {folder}/server.pem
tls_server_key: {folder}/server.key
failedloginpause: 0
"""

CYRUS_CONF = """
START {{
  recover cmd="{programs}/ctl_cyrusdb -C {folder}/imapd.conf -r"
}}
SERVICES {{
  https cmd="{programs}/httpd -C {folder}/imapd.conf -s" listen="127.0.0.1:{port}" prefork=1
  lmtpunix cmd="{programs}/lmtpd -C {folder}/imapd.conf" listen="{folder}/run/lmtp" prefork=0
}}
EVENTS {{
}}
"""

# The first message makes the mailbox (autocreate_post).
MESSAGE = b"From: ann@example.org\r\nTo: good@example.org\r\nSubject: hello\r\nMessage-ID: <1@example.org>\r\n\r\nhello\r\n"


class Cyrus:
    """One server; owns its folder's contents and its process."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder).resolve()
        self.port = dovecot.free_ports(1)[0]
        self.ca = self.folder / "ca.pem"
        self.process = None
        self._prepare()

    def _prepare(self):
        if not (PROGRAMS / "httpd").exists() or shutil.which("saslpasswd2", path="/usr/sbin:/usr/bin") is None:
            raise FileNotFoundError("cyrus-caldav or sasl2-bin is not installed")
        for name in ("conf/db", "conf/lock", "conf/log", "conf/proc", "conf/socket", "run", "spool"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        dovecot.make_certificates(self.folder)
        for user in ("good", "homeless"):
            subprocess.run(["/usr/sbin/saslpasswd2", "-p", "-c", "-f", str(self.folder / "sasldb"), "-u", "localhost",
                            user], input=PASSWORD.encode(), check=True, capture_output=True)
        as_root = os.getuid() == 0
        settings = {"folder": self.folder, "port": self.port, "programs": PROGRAMS,
                    "user": "nobody" if as_root else pwd.getpwuid(os.getuid()).pw_name}
        (self.folder / "imapd.conf").write_text(IMAPD_CONF.format(**settings))
        (self.folder / "cyrus.conf").write_text(CYRUS_CONF.format(**settings))
        if as_root:
            subprocess.run(["chown", "-R", "nobody:nogroup", str(self.folder)], check=True)
            self.folder.chmod(0o755)
        self.prefix = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if as_root else []

    def _run(self, program, *arguments):
        return [*self.prefix, str(PROGRAMS / program), "-C", str(self.folder / "imapd.conf"), *arguments]

    def start(self):
        """Starts the server and returns when it accepts connections and the mailbox is there."""
        self.process = subprocess.Popen(
            self._run("master", "-M", str(self.folder / "cyrus.conf"), "-p", str(self.folder / "run/pid")),
            stdin=subprocess.DEVNULL)
        self._wait_until_ready()
        subprocess.run(self._run("deliver", "good@example.org"), input=MESSAGE, check=True, capture_output=True,
                       timeout=READY_SECONDS)
        return self

    def _wait_until_ready(self):
        import time
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.port), 1):
                    return
            except OSError:
                # The process itself is the thing waited for; its end wakes this early.
                try:
                    self.process.wait(0.1)
                except subprocess.TimeoutExpired:
                    pass
        raise RuntimeError("Cyrus did not start")

    def stop(self):
        """Ends the server; its port refuses connections afterwards."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(READY_SECONDS)
            self.process = None


def main(arguments):
    folder = pathlib.Path(arguments[0]) if arguments else pathlib.Path(tempfile.mkdtemp(prefix="sl-"))
    server = None
    try:
        server = Cyrus(folder).start()
        print(json.dumps({"https": server.port, "ca": str(server.ca), "password": PASSWORD}), flush=True)
        sys.stdin.read()
    finally:
        if server is not None:
            server.stop()
        if not arguments:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1:])
