#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user sees who types something wrong, or talks to a service that is not there.

usage: test-command-line.py PROGRAM"""
import os
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None
FINE, NOT_FINE, USAGE, FAILED = 0, 1, 2, 3

WRONG = [
    [],
    [""],
    ["--nonsense"],
    ["no-such-command"],
    ["status\nx"],
    ["-x"],
    ["status", "operand"],
    ["status", "--json", "--waybar"],
    ["status", "--jsn"],
    ["status", "--json=yes"],
    ["check-now", "one", "two"],
    ["check-now", "--for"],
    ["pause", "1h"],
    ["pause", "--for"],
    ["pause", "--for", ""],
    ["pause", "--for", "1"],
    ["pause", "--for", "0m"],
    ["pause", "--for", "-1h"],
    ["pause", "--for", "1h30"],
    ["pause", "--for", "99999999999999999999d"],
    ["pause", "--for", "two\nlines"],
    ["resume", "now"],
    ["mute"],
    ["mute", "one", "two"],
    ["mute", "one", "--for", "soon"],
    ["mute", "one", "--for", "1h", "--off"],
    ["mute", "--", "-one", "-two"],
]
NEEDS_SERVICE = [
    ["status"],
    ["status", "--json"],
    ["status", "--waybar"],
    ["status", "--follow"],
    ["check-now"],
    ["check-now", "--force", "work"],
    ["pause"],
    ["pause", "--for", "1h30m"],
    ["resume"],
    ["mute", "work"],
    ["mute", "work", "--for", "2d"],
    ["mute", "work", "--off"],
    ["mute", "--", "-work"],
]
# The bus may refuse the caller's limits and say so; that is not ours.
OWN = "stormlanternctl: "


def run(*arguments, bus=False):
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": home,
                       "XDG_STATE_HOME": home, "XDG_DATA_HOME": home, "XDG_DATA_DIRS": home}
        environment.pop("DISPLAY", None)
        environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
        command = (["dbus-run-session", "--"] if bus else []) + [PROGRAM, *arguments]
        return subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, text=True, timeout=60, check=False)


class CommandLine(unittest.TestCase):
    def assert_one_line(self, answer, exit_code):
        self.assertEqual(answer.returncode, exit_code, answer)
        self.assertEqual(answer.stdout, "")
        lines = [line for line in answer.stderr.splitlines() if not line.startswith("dbus-daemon[")]
        self.assertEqual(len(lines), 1, answer.stderr)
        self.assertTrue(lines[0].startswith(OWN), lines[0])
        self.assertTrue(lines[0].endswith("."), lines[0])

    def test_wrong_arguments_are_one_line_and_exit_2(self):
        for arguments in WRONG:
            with self.subTest(arguments):
                self.assert_one_line(run(*arguments), USAGE)

    def test_without_a_bus_one_sentence_and_exit_3(self):
        for arguments in NEEDS_SERVICE:
            with self.subTest(arguments):
                self.assert_one_line(run(*arguments), FAILED)

    def test_without_the_service_one_sentence_and_exit_3(self):
        for arguments in NEEDS_SERVICE:
            with self.subTest(arguments):
                self.assert_one_line(run(*arguments, bus=True), FAILED)

    def test_help_and_version(self):
        for arguments in (["--help"], ["-h"], ["status", "--help"], ["mute", "-h"]):
            with self.subTest(arguments):
                answer = run(*arguments)
                self.assertEqual((answer.returncode, answer.stderr), (FINE, ""))
                self.assertIn("stormlanternctl", answer.stdout)
        self.assertRegex(run("--version").stdout, r"^stormlanternctl \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main(verbosity=2)
