#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice in the terminal, with no display and no bus: it tells the whole story and always ends.

usage: test-drill.py PROGRAM"""
import json
import os
import pathlib
import pty
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
        self.home = self.make_home()

    def make_home(self):
        return self.enterContext(tempfile.TemporaryDirectory())

    def environment(self, home):
        return {
            **{name: value for name, value in os.environ.items()
               if name not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")},
            **{name: home for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME",
                                       "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")}}

    def start(self, *arguments, home=None, **options):
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.Popen([PROGRAM, "drill", *arguments], env=self.environment(home or self.home),
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)

    def run_to_end(self, *arguments):
        process = self.start(*arguments)
        try:
            output, errors = process.communicate(timeout=DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        return process.returncode, output, errors

    def test_tells_the_whole_story(self):
        """All of them at the same time: each takes a while, and little of the computer."""
        homes = {name: self.make_home() for name in STORIES}
        running = {name: self.start("--scenario", name, "--speed", "15", home=homes[name]) for name in STORIES}
        for name, process in running.items():
            with self.subTest(name):
                output, errors = process.communicate(timeout=DEADLINE_SECONDS)
                rest = output
                for part in [*STORIES[name], END]:
                    self.assertIn(part, rest, output)
                    rest = rest.split(part, 1)[1]
                self.assertEqual((process.returncode, errors), (FINE, ""), output)
                self.assertNotIn("Who would you call?", output, "nobody can answer")
                self.assertEqual(os.listdir(homes[name]), [])

    def start_in_terminal(self, *arguments):
        """Starts it where somebody can type; returns the process and the terminal to type into."""
        mine, its = pty.openpty()
        self.addCleanup(os.close, mine)
        process = self.start(*arguments, stdin=its)
        os.close(its)
        return process, mine

    def read_until(self, process, part):
        lines = []
        while not lines or part not in lines[-1]:
            lines.append(process.stdout.readline())
            self.assertNotEqual(lines[-1], "", f"{part!r} does not come: {lines}")
        return "".join(lines)

    def results(self):
        path = pathlib.Path(self.home, "stormlantern", "drills.json")
        return json.loads(path.read_text(encoding="utf-8"))["drills"] if path.exists() else []

    def test_asks_whom_you_would_call_and_takes_the_time(self):
        process, terminal = self.start_in_terminal("--scenario", "my-network-down", "--speed", "15")
        self.assertNotIn("Use: ", self.read_until(process, "Who would you call?"))
        said = self.read_until(process, "Press Enter when you have reached them.")
        self.assertIn("1  Telephone conference (example) (tel:", said)
        os.write(terminal, b"7\n")
        self.read_until(process, "There is no such number")
        os.write(terminal, b"1\n")
        self.read_until(process, "You reached them in ")
        os.write(terminal, b"2\n")  # the first word counts
        output, errors = process.communicate(timeout=DEADLINE_SECONDS)
        self.assertIn(END, output)
        self.assertNotIn("Nobody was reached", output)
        self.assertNotIn("You reached them", output)
        self.assertEqual((process.returncode, errors), (FINE, ""))
        (result,) = self.results()
        self.assertEqual((result["scenario"], result["channel"]), ("my-network-down", "practice-phone"))
        self.assertGreaterEqual(result["reach_seconds"], 0)

    def test_enter_alone_is_an_answer_but_not_before_the_question(self):
        process, terminal = self.start_in_terminal("--speed", "2")
        self.read_until(process, "All is well")
        os.write(terminal, b"\n")
        self.read_until(process, "Nothing has gone wrong yet: wait for the lantern.")
        self.read_until(process, "Press Enter when")
        os.write(terminal, b"\n")
        self.read_until(process, "You reached them in ")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=DEADLINE_SECONDS)
        (result,) = self.results()
        self.assertNotIn("channel", result)
        self.assertGreaterEqual(result["reach_seconds"], 0)

    def test_keeps_that_nobody_was_reached(self):
        process, terminal = self.start_in_terminal("--speed", "15")
        self.read_until(process, "Who would you call?")
        os.write(terminal, b"\x04")  # the end of what is typed
        output, errors = process.communicate(timeout=DEADLINE_SECONDS)
        self.assertIn("Nobody was reached this time.", output)
        self.assertIn(END, output)
        self.assertEqual((process.returncode, errors), (FINE, ""))
        (result,) = self.results()
        self.assertNotIn("reach_seconds", result)

    def test_an_interrupted_practice_is_none(self):
        process, _ = self.start_in_terminal("--speed", "5")
        self.read_until(process, "Who would you call?")
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=DEADLINE_SECONDS)
        self.assertNotIn("Nobody was reached", output)
        self.assertEqual(self.results(), [])

    def test_ends_when_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start()
            self.read_until(process, "All is well")
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
        self.read_until(killed, "begins to fail")
        (left,) = set(os.listdir(self.home)) - before
        first = self.start("--speed", "10")
        self.read_until(first, "All is well")
        self.assertIn(left, os.listdir(self.home), "a running practice keeps its folder")
        killed.kill()
        killed.wait(DEADLINE_SECONDS)
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=DEADLINE_SECONDS)
        self.assertEqual(set(os.listdir(self.home)) - before, {left})
        later = self.start()
        self.read_until(later, "All is well")
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
