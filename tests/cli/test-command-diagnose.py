#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a script gets from "stormlanternctl diagnose": one answer, one exit code, one line when the
input is bad.

usage: test-command-diagnose.py PROGRAM FOLDER_OF_EVIDENCE"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None
EVIDENCE = None
FINE, NOT_FINE, USAGE = 0, 1, 2
MEMBERS = ["state", "cause", "headline", "advice", "evidence", "confidence", "pending"]
BAD_INPUTS = {
    "empty": b"",
    "not JSON": b"hello",
    "a list": b"[]",
    "cut off": b'{"now": "2026-11-23T09:30:00Z", "checks": [',
    "unknown word": b'{"checks": [{"outcome": "fine"}]}',
    "wrong type": b'{"checks": 7}',
    "line break in a word": b'{"identity": "o\\nk"}',
    "no UTF-8": b'{"identity": "\xff"}',
    "200,000 brackets": b"[" * 200_000,
    "brackets behind a comment": b'/* " */' + b"[" * 200_000,
    "brackets behind a single quote": b"['\"'," + b"[" * 200_000,
    "too large": b" " * (1024 * 1024 + 1),
}


def diagnose(*arguments, data=b""):
    return subprocess.run([PROGRAM, "diagnose", *arguments], input=data, capture_output=True,
                          timeout=60, check=False)


class Diagnose(unittest.TestCase):
    def assert_bad_input(self, result):
        self.assertEqual(result.returncode, USAGE, result)
        self.assertEqual(result.stdout, b"")
        self.assertEqual(result.stderr.count(b"\n"), 1, result.stderr)
        self.assertTrue(result.stderr.startswith(b"stormlanternctl: "), result.stderr)

    def test_every_case_through_file_and_pipe(self):
        for path in sorted(EVIDENCE.glob("*.json")):
            with self.subTest(path.name):
                case = json.loads(path.read_text(encoding="utf-8"))
                plain = json.dumps(case["evidence"]).encode()
                from_file = diagnose("--json", str(path))
                from_pipe = diagnose("--json", "-", data=plain)
                verdict = json.loads(from_file.stdout)
                self.assertEqual(list(verdict), MEMBERS)
                self.assertEqual(from_file.stdout, from_pipe.stdout)
                self.assertEqual(from_file.stdout.count(b"\n"), 1)
                self.assertEqual(verdict["state"], case["expect"]["state"])
                self.assertEqual(from_file.returncode, FINE if verdict["state"] == "ok" else NOT_FINE)
                self.assertEqual(from_file.stderr, b"")

    def test_text_begins_with_what_and_whose(self):
        result = diagnose(str(EVIDENCE / "06-page-still-green.json"))
        lines = result.stdout.decode().splitlines()
        self.assertEqual(lines[0], "Outlook sign-in is failing. It looks like their side.")
        self.assertIn("Do not change your password.", lines[1])
        self.assertIn("  - Sign-in, 09:16: The server cannot check passwords at the moment.", lines)

    def test_bad_input_is_one_line(self):
        for name, data in BAD_INPUTS.items():
            with self.subTest(name):
                self.assert_bad_input(diagnose("-", data=data))

    def test_what_cannot_be_read(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assert_bad_input(diagnose(folder))
            self.assert_bad_input(diagnose(os.path.join(folder, "no\nsuch file")))
        self.assert_bad_input(diagnose("/dev/zero"))

    def test_wrong_arguments(self):
        for arguments in ([], ["one", "two"], ["--jsn", "one"], ["--json"]):
            with self.subTest(arguments):
                self.assert_bad_input(diagnose(*arguments))


if __name__ == "__main__":
    PROGRAM = sys.argv[1]
    EVIDENCE = pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1], verbosity=1)
