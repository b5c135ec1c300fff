# SPDX-License-Identifier: GPL-3.0-or-later
"""A real gnome-keyring for the tests, on a private bus and in a home of its own.

    keyring = Keyring(bus).start()                 # new, empty and open
    keyring.lock()                                 # the same one after a log-in without its password

It is ended with stop()."""
import subprocess

NAME = "org.freedesktop.secrets"
PASSWORD = b"unlocked-for-the-test"


class Keyring:
    def __init__(self, bus):
        self._bus = bus
        # The keyring has warnings of its own, such as an item that is registered twice, and is not to die of them.
        self._environment = {name: value for name, value in bus.environment.items() if name != "G_DEBUG"}
        self._process = None

    def start(self):
        self._run(["--unlock"], PASSWORD)
        return self

    def lock(self):
        """Nobody on the bus can ask for the password, as when the user dismisses the question."""
        self.stop()
        self._run([], b"")

    def stop(self):
        if self._process is None:
            return
        self._process.terminate()
        self._process.wait()
        self._process = None
        self._bus.wait_until(lambda: not self._bus.has_owner(NAME), "the keyring is gone")

    def _run(self, options, password):
        self._process = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--components=secrets", *options], env=self._environment,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._process.stdin.write(password)
        self._process.stdin.close()
        self._bus.wait_until(lambda: self._bus.has_owner(NAME), "the keyring is there")
