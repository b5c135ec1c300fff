#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice in the terminal, with no display and no bus: it tells the whole story and always ends.

usage: test-drill.py PROGRAM"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv[1]
FINE, NOT_FINE, USAGE = 0, 1, 2
DEADLINE_SECONDS = 180
# In this order, each after the one before.
STORIES = {
    "signin-outage": [
        "Practice: ", "— All is well", "Sign-in begins to fail", "[Outage]",
        "Use: Telephone conference (example) (tel:", "The provider admits it", "[Outage]",
        "— Sign-in works again", "[Trouble]", "closes the incident", "Example Mail works again.", "The trouble lasted"],
    "status-page-late": ["— All is well", "stays green", "[Outage]", "Only now", "Example Mail works again."],
    "password-changed": [
        "— All is well", "The old one is refused", "[Needs you]", "the new password", "Example Mail works again."],
    "my-network-down": ["— All is well", "Your own connection is gone", "[Offline]", "is back", "[Works]"],
    "slow-mail": ["— All is well", "takes many seconds", "[Trouble]", "quickly again", "Example Mail works again."],
    "mailbox-down": [
        "— All is well", "cannot be opened", "[Outage]", "admits it", "opens again", "Example Mail works again."],
}
END = "The practice is over: the trouble and its end were seen."


class Drill(unittest.TestCase):
    def setUp(self):
        self.home = self.enterContext(tempfile.TemporaryDirectory())
        self.environment = {
            **{name: value for name, value in os.environ.items()
               if name not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")},
            **{name: self.home for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME",
                                            "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")}}

    def start(self, *arguments):
        return subprocess.Popen([PROGRAM, "drill", *arguments], env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)

    def run_to_end(self, *arguments):
        process = self.start(*arguments)
        try:
            output, errors = process.communicate(timeout=DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return process.returncode, output, errors

    def test_tells_the_whole_story(self):
        for name, story in STORIES.items():
            with self.subTest(name):
                exit_code, output, errors = self.run_to_end("--scenario", name, "--speed", "15")
                rest = output
                for part in [*story, END]:
                    self.assertIn(part, rest, output)
                    rest = rest.split(part, 1)[1]
                self.assertEqual((exit_code, errors), (FINE, ""), output)
                self.assertEqual(os.listdir(self.home), [])

    def test_ends_when_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start()
            first = process.stdout.readline()
            while "All is well" not in first:
                first = process.stdout.readline()
            process.send_signal(number)
            output, errors = process.communicate(timeout=DEADLINE_SECONDS)
            self.assertIn("Ended early.", output)
            self.assertEqual((process.returncode, errors), (NOT_FINE, ""))
            self.assertEqual(os.listdir(self.home), [])

    def test_takes_a_scenario_of_ones_own(self):
        path = os.path.join(self.home, "own.json")
        phase = {"seconds": 1, "mail": {"act": "healthy"}, "page": {"act": "green"}}
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"title": {"en": "Mine"}, "phases": [{**phase, "words": {"en": "All is quiet."}}]}, file)
        exit_code, output, errors = self.run_to_end("--scenario", path, "--speed", "15")
        self.assertIn("Practice: Mine", output)
        self.assertIn("— All is quiet.", output)
        self.assertEqual((exit_code, errors), (NOT_FINE, ""))

    def test_a_killed_practice_leaves_reality_alone(self):
        real = {}
        for name in ("plan.json", "history.db", "budget.json"):
            path = pathlib.Path(self.home, "stormlantern", name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"the user's own " + name.encode())
            real[path] = path.read_bytes()
        open_to_others = pathlib.Path(self.home, "stormlantern-practice-others")
        open_to_others.mkdir()
        (open_to_others / "lock").touch()
        open_to_others.chmod(0o755)
        before = set(os.listdir(self.home))
        killed = self.start("--speed", "10")
        self.addCleanup(killed.communicate)
        while "begins to fail" not in killed.stdout.readline():
            self.assertIsNone(killed.poll())
        (left,) = set(os.listdir(self.home)) - before
        first = self.start("--speed", "10")
        while "All is well" not in first.stdout.readline():
            self.assertIsNone(first.poll())
        self.assertIn(left, os.listdir(self.home), "a running practice keeps its folder")
        killed.kill()
        killed.wait(DEADLINE_SECONDS)
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=DEADLINE_SECONDS)
        self.assertEqual(set(os.listdir(self.home)) - before, {left})
        later = self.start()
        while "All is well" not in later.stdout.readline():
            self.assertIsNone(later.poll())
        self.assertNotIn(left, os.listdir(self.home))
        later.send_signal(signal.SIGTERM)
        later.communicate(timeout=DEADLINE_SECONDS)
        self.assertEqual(set(os.listdir(self.home)), before)
        self.assertEqual({path: path.read_bytes() for path in real}, real)

    def test_ends_when_nobody_reads_on(self):
        process = self.start("--speed", "10")
        process.stdout.readline()
        process.stdout.close()
        process.stdout = None
        process.communicate(timeout=DEADLINE_SECONDS)
        self.assertEqual(process.returncode, NOT_FINE)
        self.assertEqual(os.listdir(self.home), [])

    def test_lists_its_scenarios(self):
        self.assertEqual(self.run_to_end("--list"), (FINE, "".join(f"{name}\n" for name in sorted(STORIES)), ""))

    def test_wrong_arguments(self):
        for arguments in (["now"], ["--scenario"], ["--scenario", "no-such"], ["--scenario", "../plan"],
                          ["--speed", "fast"], ["--speed", "0"], ["--speed", "-1"], ["--speed", "nan"],
                          ["--speed", "1e9"], ["--list=yes"]):
            with self.subTest(arguments):
                exit_code, output, errors = self.run_to_end(*arguments)
                self.assertEqual((exit_code, output, len(errors.splitlines())), (USAGE, "", 1), errors)


if __name__ == "__main__":
    del sys.argv[1]
    unittest.main(verbosity=2)
