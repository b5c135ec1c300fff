#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that talk to the service, against the real service on a bus of its own.

usage: test-client.py PROGRAM BUILD_ROOT SOURCE_ROOT"""
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

PROGRAM, BUILD, SOURCE = sys.argv[1:4]
sys.path[:0] = [str(pathlib.Path(SOURCE, "tests/service")), str(pathlib.Path(SOURCE, "tests/support"))]
from counting_imap import CountingImap
from dovecot import make_certificates
from private_bus import PrivateBus

SKIPPED = 77
FINE, NOT_FINE, USAGE, FAILED = 0, 1, 2, 3
FAST = "door_ms=500,signin_ms=500,feed_ms=1000,confirm_ms=100,wake_quiet_ms=0,backoff_unit_ms=50"
FOREVER = 2**63 - 1
DEADLINE_SECONDS = 60


class Client(unittest.TestCase):
    def setUp(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="stormlantern-certificates-"))
        self.addCleanup(shutil.rmtree, folder)
        make_certificates(folder)
        self.server = CountingImap(folder / "server.pem", folder / "server.key", password=b"right")
        self.addCleanup(self.server.stop)
        self.bus = PrivateBus(BUILD)
        self.enterContext(self.bus)
        self.bus.write_plan(json.dumps({"version": 1, "accounts": [
            {"id": "work", "name": "Büro <Work>", "servers": [f"imaps://ann@127.0.0.1:{self.server.port}"]}]}))
        self.service = self.bus.start_service("--intervals", FAST, "--ca-file", str(folder / "ca.pem"))

    def start(self, *arguments):
        return subprocess.Popen([PROGRAM, *arguments], env=self.bus.environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")

    def run_command(self, *arguments, exit_code=FINE):
        process = self.start(*arguments)
        # The server of this test answers on threads, so that waiting here blocks nothing.
        output, errors = process.communicate(timeout=DEADLINE_SECONDS)
        self.assertEqual(process.returncode, exit_code, (arguments, output, errors))
        if exit_code in (FINE, NOT_FINE) and output:
            self.assertEqual(errors, "")
        else:
            self.assertEqual((output, len(errors.splitlines())), ("", 1), errors)
        return output

    def await_fine(self):
        self.service.store_secret("work", b"right")
        self.bus.wait_until(lambda: self.service.account("work").get("last-success"), "the account signs in")

    def test_status_of_a_fine_account(self):
        self.await_fine()
        lines = self.run_command("status").splitlines()
        self.assertEqual(lines[0], self.service.property("Headline"))
        self.assertTrue(any(line.startswith("Büro <Work>: ") for line in lines), lines)
        status = json.loads(self.run_command("status", "--json"))
        self.assertEqual((status["state"], status["practice"], status["paused_until"]), ("ok", False, 0))
        self.assertEqual(status["accounts"][0]["id"], "work")
        self.assertEqual(status["accounts"][0]["signin"]["outcome"], "ok")
        self.assertIn("tls_version", status["accounts"][0]["signin"])
        self.assertIn("keyring", status["problems"])
        self.assertNotIn("-", "".join(status["accounts"][0]))
        bar = json.loads(self.run_command("status", "--waybar"))
        self.assertEqual((bar["class"], bar["alt"], set(bar)), ("ok", "ok", {"text", "alt", "class", "tooltip"}))
        self.assertIn("Büro &lt;Work&gt;", bar["tooltip"])

    def test_status_of_a_refused_account(self):
        self.service.store_secret("work", b"wrong")
        self.bus.wait_until(lambda: self.service.account("work").get("refused"), "the refusal is known")
        self.assertIn("refused", self.run_command("status", exit_code=NOT_FINE))
        self.run_command("status", "--json", exit_code=NOT_FINE)
        self.run_command("check-now", "work", exit_code=NOT_FINE)
        self.assertEqual(self.server.credentials, [False])
        self.run_command("check-now", "--force", "büro <work>")
        self.bus.wait_until(lambda: len(self.server.credentials) == 2, "it is tried once more")

    def test_pause_and_resume(self):
        self.run_command("pause")
        self.assertEqual(self.service.property("PausedUntil"), FOREVER)
        self.assertEqual(json.loads(self.run_command("status", "--json"))["state"], "paused")
        self.run_command("resume")
        self.assertEqual(self.service.property("PausedUntil"), 0)
        self.run_command("pause", "--for", "1h30m")
        self.assertTrue(0 < self.service.property("PausedUntil") < FOREVER)

    def test_mute(self):
        self.run_command("mute", "BÜRO <work>")
        self.bus.wait_until(lambda: self.service.account("work").get("muted-until") == FOREVER, "it is muted")
        self.run_command("mute", "--for", "2d", "work")
        self.bus.wait_until(lambda: 0 < self.service.account("work")["muted-until"] < FOREVER, "for two days")
        self.run_command("mute", "--off", "work")
        self.bus.wait_until(lambda: not self.service.account("work").get("muted-until"), "no more")

    def test_unknown_account(self):
        self.run_command("check-now", "nobody", exit_code=USAGE)
        self.run_command("mute", "no\nbody", exit_code=USAGE)

    def test_follow_until_interrupted(self):
        self.await_fine()
        process = self.start("status", "--json", "--follow")
        self.assertIn("state", json.loads(process.stdout.readline()))
        self.run_command("pause")
        status = json.loads(process.stdout.readline())
        while status["state"] != "paused":
            status = json.loads(process.stdout.readline())
        process.send_signal(signal.SIGINT)
        _rest, errors = process.communicate(timeout=DEADLINE_SECONDS)
        self.assertEqual((process.returncode, errors), (FINE, ""))

    def test_follow_until_the_service_ends(self):
        process = self.start("status", "--waybar", "--follow")
        self.assertIn("class", json.loads(process.stdout.readline()))
        self.bus.end(self.service)
        _rest, errors = process.communicate(timeout=DEADLINE_SECONDS)
        self.assertEqual((process.returncode, len(errors.splitlines())), (FAILED, 1), errors)


if __name__ == "__main__":
    if shutil.which("dbus-daemon") is None:
        print("dbus-daemon is not installed")
        sys.exit(SKIPPED)
    del sys.argv[1:4]
    unittest.main(verbosity=2)
