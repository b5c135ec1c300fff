#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people and scripts get from "stormlanternctl check", with a real Dovecot at the other end.

usage: test-command-check.py PROGRAM FOLDER_OF_SUPPORT"""
import hashlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None
SERVER = None
FINE, NOT_FINE, USAGE = 0, 1, 2
MEMBERS = ["outcome", "stage", "response_code", "server_text", "retry_after_s", "mechanism", "pipelined",
           "timings_ms", "address", "tls_version", "tried",
           "failed_family", "proxy", "certificate"]
TIMINGS = ["dns", "connect", "tls", "greeting", "authentication", "mailbox", "total"]
PASSWORD = b"correct horse"
DOOR = "imaps://localhost"
SIGNIN = "imaps://ann%40example.org@localhost"
MISUSE = [
    [],
    [DOOR, DOOR],
    ["localhost"],
    ["gopher://localhost"],
    ["imaps://"],
    ["imaps://localhost:99999"],
    ["imaps://ann:secret@localhost"],
    ["jmap://ann@localhost"],
    ["https://localhost"],
    [SIGNIN, "--client-certificate", "/nonexistent"],
    [SIGNIN, "--client-certificate", "/dev/null"],
    ["jmap://ann@localhost", "--client-certificate", "/dev/null"],
    [SIGNIN],
    [DOOR, "--password-file", "-"],
    [SIGNIN, "--password-file", "/nonexistent"],
    [SIGNIN, "--password-file", "/"],
    [SIGNIN, "--password-file", "/dev/null"],
    [SIGNIN, "--token-file", "-", "--password-file", "-"],
    ["--no-auth", "--ca-file", "/nonexistent", DOOR],
    ["--no-auth", "--ca-file", "/dev/null", DOOR],
    ["--no-auth", "--pin", "abc", DOOR],
    ["--no-auth", "--pin", "g" * 64, DOOR],
    ["--no-auth", "--timeout", "0", DOOR],
    ["--no-auth", "--timeout", "-3", DOOR],
    ["--no-auth", "--timeout", "601", DOOR],
    ["--no-auth", "--timeout", "soon", DOOR],
    ["--no-auth", "--password", "secret", DOOR],
    ["--no-auth", "--jason", DOOR],
]


def check(*arguments, data=b""):
    return subprocess.run([PROGRAM, "check", *arguments], input=data, capture_output=True, timeout=60, check=False)


def uri(service, user="good@example.org"):
    scheme = {"submission": "smtp", "submissions": "smtps"}.get(service, service)
    return f"{scheme}://{user.replace('@', '%40')}@localhost:{SERVER.ports[service]}"


def sign_in(service, *arguments, user="good@example.org", data=PASSWORD):
    return check("--ca-file", str(SERVER.ca), "--password-file", "-", *arguments, uri(service, user), data=data)


class Check(unittest.TestCase):
    def test_the_password_stays_in_the_process(self):
        with socket.create_server(("127.0.0.1", 0)) as door:
            process = subprocess.Popen([PROGRAM, "check", "--password-file", "-",
                                        f"imaps://ann@127.0.0.1:{door.getsockname()[1]}"],
                                       stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
            process.stdin.write(PASSWORD)
            process.stdin.close()
            connection, _address = door.accept()
            facts = {name: pathlib.Path(f"/proc/{process.pid}/{name}").read_bytes() for name in ("limits", "cmdline")}
            connection.close()
            process.wait(timeout=60)
        self.assertRegex(facts["limits"], rb"Max core file size +0 ")
        self.assertNotIn(PASSWORD, facts["cmdline"])

    def test_json_has_every_member(self):
        result = sign_in("imaps", "--json")
        answer = json.loads(result.stdout)
        self.assertEqual(result.returncode, FINE, result)
        self.assertEqual(result.stdout.count(b"\n"), 1)
        self.assertEqual(list(answer), MEMBERS)
        self.assertEqual(list(answer["timings_ms"]), TIMINGS)
        self.assertEqual((answer["outcome"], answer["stage"]), ("ok", "done"))
        self.assertEqual(answer["mechanism"], "PLAIN")
        self.assertIs(answer["pipelined"], False)
        self.assertEqual(answer["tls_version"], "TLS 1.3")

    def test_every_protocol(self):
        for service in SERVER.ports:
            with self.subTest(service):
                self.assertEqual(sign_in(service).returncode, FINE)
                door = check("--no-auth", "--json", "--ca-file", str(SERVER.ca), uri(service))
                self.assertEqual(json.loads(door.stdout)["outcome"], "ok")

    def test_refusal_is_not_fine(self):
        result = sign_in("imaps", "--json", data=b"wrong horse\n")
        answer = json.loads(result.stdout)
        self.assertEqual(result.returncode, NOT_FINE)
        self.assertEqual(answer["outcome"], "auth-rejected")
        self.assertEqual(answer["stage"], "authentication")
        self.assertEqual(answer["response_code"], "AUTHENTICATIONFAILED")
        self.assertIsNone(answer["timings_ms"]["mailbox"])

    def test_text_says_it_in_one_sentence_first(self):
        result = sign_in("imaps", data=b"wrong horse")
        lines = result.stdout.decode().splitlines()
        self.assertTrue(lines[0].endswith("."), lines)
        self.assertTrue(any(line.startswith("  ✗") for line in lines), lines)
        self.assertIn("Authentication failed.", lines[-1])
        self.assertEqual(result.stderr, b"")

    def test_password_is_never_shown(self):
        for arguments in ([], ["--json"]):
            for data in (PASSWORD, b"wrong horse"):
                result = sign_in("imaps", *arguments, data=data)
                self.assertNotIn(data, result.stdout + result.stderr)

    def test_access_token(self):
        for token, outcome in ((b"good-token\n", "ok"), (b"old-token", "token-rejected")):
            for service in ("imaps", "pop3s", "submissions"):
                with self.subTest(token=token, service=service):
                    result = check("--ca-file", str(SERVER.ca), "--token-file", "-", "--json", uri(service), data=token)
                    found = json.loads(result.stdout)
                    self.assertEqual((found["outcome"], found["mechanism"]), (outcome, "XOAUTH2"))
                    self.assertNotIn(token.strip(), result.stdout + result.stderr)

    def test_password_from_a_file(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(PASSWORD + b"\n")
            file.flush()
            result = check("--ca-file", str(SERVER.ca), "--password-file", file.name, uri("imaps"))
        self.assertEqual(result.returncode, FINE)

    def test_client_certificate_alone_signs_in(self):
        for service in SERVER.ports:
            with self.subTest(service):
                result = check("--ca-file", str(SERVER.ca), "--client-certificate", str(SERVER.folder / "client.pem"),
                               "--json", uri(service))
                found = json.loads(result.stdout)
                self.assertEqual((found["outcome"], found["mechanism"]), ("ok", "EXTERNAL"))

    def test_certificate_of_a_stranger(self):
        result = check("--ca-file", str(SERVER.ca), "--client-certificate", str(SERVER.folder / "stranger.pem"),
                       "--json", uri("imaps"))
        self.assertNotEqual(json.loads(result.stdout)["outcome"], "ok")
        self.assertEqual(result.returncode, NOT_FINE)

    def test_web_address(self):
        """Nothing speaks HTTP here; what matters is that the words reach the check."""
        for address in ("jmap://good%40example.org@", "https://good%40example.org@"):
            result = check("--ca-file", str(SERVER.ca), "--password-file", "-", "--json",
                           f"{address}localhost:{SERVER.ports['imaps']}", data=PASSWORD)
            found = json.loads(result.stdout)
            self.assertEqual((found["outcome"], found["stage"], found["mechanism"]),
                             ("protocol-error", "authentication", "Basic"))

    def test_system_does_not_trust_the_test(self):
        result = check("--json", "--password-file", "-", uri("imaps"), data=PASSWORD)
        self.assertEqual(json.loads(result.stdout)["outcome"], "certificate-untrusted")
        self.assertEqual(result.returncode, NOT_FINE)

    def test_pinned_key_stands_in_for_the_system(self):
        public = subprocess.run(["openssl", "x509", "-in", str(SERVER.folder / "server.pem"), "-noout", "-pubkey"],
                                check=True, capture_output=True).stdout
        key = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=public, check=True,
                             capture_output=True).stdout
        pin = hashlib.sha256(key).hexdigest()
        for given, outcome in ((pin, "ok"), (pin.upper(), "ok"), ("0" * 64, "certificate-changed")):
            for service in ("imaps", "submission"):
                with self.subTest(given=given, service=service):
                    result = check("--pin", given, "--password-file", "-", "--json", uri(service), data=PASSWORD)
                    self.assertEqual(json.loads(result.stdout)["outcome"], outcome)

    def test_silence_ends_with_the_timeout(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"imaps://localhost:{silent.getsockname()[1]}"
            result = check("--json", "--no-auth", "--timeout", "1", address)
        answer = json.loads(result.stdout)
        self.assertEqual((answer["outcome"], answer["stage"]), ("connection-timeout", "tls"))

    def test_misuse_is_one_line(self):
        for arguments in MISUSE:
            with self.subTest(arguments):
                result = check(*arguments, data=PASSWORD)
                self.assertEqual(result.returncode, USAGE, result)
                self.assertEqual(result.stdout, b"")
                self.assertEqual(result.stderr.count(b"\n"), 1, result.stderr)
                self.assertNotIn(b"secret", result.stderr)

    def test_too_long_or_empty_passwords(self):
        for data in (b"", b"\n", b"x" * (64 * 1024 + 1), b"a\0b"):
            with self.subTest(len(data)):
                result = sign_in("imaps", data=data)
                self.assertEqual(result.returncode, USAGE)
                self.assertEqual(result.stderr.count(b"\n"), 1, result.stderr)


def main():
    global PROGRAM, SERVER
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    sys.path.insert(0, sys.argv.pop(1))
    import dovecot
    folder = pathlib.Path(tempfile.mkdtemp(prefix="sl-"))
    try:
        SERVER = dovecot.Dovecot(folder, dovecot.PASSWORDS_ONLY + " xoauth2 external").start()
    except FileNotFoundError as reason:
        print(f"skipped: {reason}")
        sys.exit(77)
    try:
        return unittest.main(exit=False).result.wasSuccessful()
    finally:
        SERVER.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
