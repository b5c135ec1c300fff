# SPDX-License-Identifier: GPL-3.0-or-later
"""A real gnome-keyring for the tests, on a private bus and in a home of its own.

    keyring = Keyring(bus).start()                 # new, empty and open
    keyring.lock()                                 # the same one after a log-in without its password
    keyring.start()                                # open again
    keyring.count_questions()                      # how often it asked for its password since it was locked

It is ended with stop()."""
import subprocess

from gi.repository import Gio

NAME = "org.freedesktop.secrets"
# Who shows the keyring's questions; gcr's prompter in a real session.
PROMPTER_NAME = "org.gnome.keyring.SystemPrompter"
PROMPTER_PATH = "/org/gnome/keyring/Prompter"
PROMPTER_XML = """<node><interface name="org.gnome.keyring.internal.Prompter">
  <method name="BeginPrompting"><arg type="o" direction="in"/></method>
</interface></node>"""
PASSWORD = b"unlocked-for-the-test"


class Keyring:
    def __init__(self, bus):
        self._bus = bus
        # The keyring has warnings of its own, such as an item that is registered twice, and is not to die of them.
        self._environment = {name: value for name, value in bus.environment.items() if name != "G_DEBUG"}
        self._process = None
        self._questions = None
        self._dismisses = True

    def start(self):
        self.stop()
        self._run(["--unlock"], PASSWORD)
        return self

    def lock(self, dismisses=True):
        """Whoever is to show the question for the password counts it, and dismisses it or leaves it open."""
        self.stop()
        self._dismisses = dismisses
        self._show_questions()
        self._run([], b"")

    def count_questions(self):
        return len(self._questions)

    def _show_questions(self):
        if self._questions is None:
            interface = Gio.DBusNodeInfo.new_for_xml(PROMPTER_XML).interfaces[0]
            self._bus.connection.register_object(PROMPTER_PATH, interface, self._on_question, None, None)
            Gio.bus_own_name_on_connection(self._bus.connection, PROMPTER_NAME, Gio.BusNameOwnerFlags.NONE, None, None)
        self._questions = []

    def _on_question(self, *call):
        self._questions.append(call[1])
        if self._dismisses:
            call[-1].return_dbus_error("org.freedesktop.DBus.Error.Failed", "dismissed")

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
