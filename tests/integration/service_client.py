# SPDX-License-Identifier: GPL-3.0-or-later
"""The service as a test sees it: over D-Bus, like any client."""

import os

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

WATCH = "io.github.stormlantern.StormLantern.Watch"
PRACTICE = "io.github.stormlantern.StormLantern.Practice"
WATCH_PATH = "/io/github/stormlantern/StormLantern/Watch"
CALL_TIMEOUT_MS = 10000


class ServiceClient:
    """Waits for the service on a DesktopSession's bus; collects its Transition signals in .transitions."""

    def __init__(self, desktop, name=WATCH):
        self.desktop = desktop
        self.name = name
        self.transitions = []
        desktop.connection.signal_subscribe(name, WATCH, "Transition", WATCH_PATH, None, Gio.DBusSignalFlags.NONE,
                                            lambda *arguments: self.transitions.append(arguments[5].unpack()))
        desktop.wait_for_name(name)

    def get(self, name):
        """Returns a property of the service."""
        reply = self.desktop.connection.call_sync(self.name, WATCH_PATH, "org.freedesktop.DBus.Properties", "Get",
                                                  GLib.Variant("(ss)", (WATCH, name)), None,
                                                  Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, None)
        return reply.unpack()[0]

    def accounts(self):
        """Returns one dictionary an account, as the interface's XML describes them."""
        return self.get("Accounts")

    def wait_for_state(self, state, cause=None):
        """Waits until the first account has this state (and cause) and returns it."""
        def look():
            account = next(iter(self.accounts()), {})
            return account if account.get("state") == state and cause in (None, account.get("cause")) else None
        return self.desktop.wait_until(look, f"the state {state} {cause or ''}")

    def call(self, method, arguments=None):
        """Calls a method of the service and returns what it answers."""
        return self.desktop.connection.call_sync(self.name, WATCH_PATH, WATCH, method, arguments, None,
                                                 Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, None).unpack()

    def check_now(self, account, force=False):
        """Asks for a check."""
        self.call("CheckNow", GLib.Variant("(sb)", (account, force)))

    def store_password(self, account, password):
        """Hands over a password through a pipe; returns where it is kept."""
        readable, writable = os.pipe()
        os.write(writable, password.encode())
        os.close(writable)
        descriptors = Gio.UnixFDList.new()
        index = descriptors.append(readable)
        os.close(readable)
        reply, _ = self.desktop.connection.call_with_unix_fd_list_sync(
            self.name, WATCH_PATH, WATCH, "StoreSecret", GLib.Variant("(sh)", (account, index)), None,
            Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, descriptors, None)
        return reply.unpack()[0]
