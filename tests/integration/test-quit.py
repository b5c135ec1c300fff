#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quit, as a desktop's list of background apps says it: to the window program, which the bus has to start for that.
Everything ends, and nobody asks the bus to start the service again.

usage: test-quit.py SOURCE_ROOT BUILD_ROOT"""
import json
import pathlib
import subprocess
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
sys.path[:0] = [str(SOURCE / "tests" / "integration")]

import desktop_session  # noqa: E402
from service_client import WATCH  # noqa: E402

WINDOW = "io.github.stormlantern.StormLantern"
BUS = "org.freedesktop.DBus"
CHUNK_BYTES = 65536
CALL_TIMEOUT_MS = 30000


class BusMonitor:
    """What the bus is told, in its order: .wishes are the names whose owners it was asked to start, .gone the unique
    names that left. Source: https://dbus.freedesktop.org/doc/dbus-specification.html (BecomeMonitor)"""

    def __init__(self, desktop):
        self.wishes, self.gone = [], set()
        self._rest = b""
        self._process = desktop.spawn(["busctl", "--user", "--json=short", "--match=member='StartServiceByName'",
                                       "--match=member='NameOwnerChanged'", "monitor"], stdout=subprocess.PIPE)
        GLib.io_add_watch(self._process.stdout.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN, self._on_output)
        # It hears once it hears of somebody who comes and goes.
        desktop.wait_until(lambda: self._hears(desktop), "the monitor of the bus")

    def _hears(self, desktop):
        passer_by = Gio.DBusConnection.new_for_address_sync(
            desktop.environment["DBUS_SESSION_BUS_ADDRESS"], Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        passer_by.close_sync(None)
        return self.gone

    def _on_output(self, _descriptor, _condition):
        chunk = self._process.stdout.read1(CHUNK_BYTES)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for message in (json.loads(line) for line in lines if line.strip()):
            content = message.get("payload", {}).get("data", [])
            if message["type"] == "method_call":
                self.wishes.append(content[0])
            elif message["type"] == "signal" and content[0].startswith(":") and not content[2]:
                self.gone.add(content[0])
        return bool(chunk)


class Quit:
    """Each step is one truth about the end."""

    def __init__(self, desktop):
        self.desktop = desktop

    def quit(self):
        self.desktop.connection.call_sync(WINDOW, "/" + WINDOW.replace(".", "/"), "org.freedesktop.Application",
                                          "ActivateAction", GLib.Variant("(sava{sv})", ("quit", [], {})), None,
                                          Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, None)

    def ends_the_service_for_good(self):
        self.desktop.add_bus_service(WINDOW, f"{BUILD}/app/stormlantern --gapplication-service")
        self.desktop.add_bus_service(WATCH, f"{BUILD}/app/stormlantern-watch")
        service = self.desktop.spawn([f"{BUILD}/app/stormlantern-watch"])
        self.desktop.wait_for_name(WATCH)
        monitor = BusMonitor(self.desktop)
        windows = []
        self.desktop.connection.signal_subscribe(
            BUS, BUS, "NameOwnerChanged", None, WINDOW, Gio.DBusSignalFlags.NONE,
            lambda *arguments: windows.append(arguments[5].unpack()[2]))
        self.quit()
        self.desktop.wait_for_exit(service)
        self.desktop.wait_until(lambda: windows and windows[0] in monitor.gone, "the end of the window program")
        assert WATCH not in monitor.wishes, f"the bus was asked to start: {monitor.wishes}"


STEPS = [Quit.ends_the_service_for_good]


def main():
    missing = desktop_session.missing_programs()
    if missing:
        print(f"1..0 # SKIP these programs are missing: {' '.join(missing)}")
        return 0
    print(f"1..{len(STEPS)}", flush=True)
    with desktop_session.DesktopSession(panel=False, notices=False, keyring=False) as desktop:
        story = Quit(desktop)
        try:
            for number, step in enumerate(STEPS, 1):
                step(story)
                print(f"ok {number} - {step.__name__.replace('_', ' ')}", flush=True)
        except (Exception, GLib.Error):
            print(f"# {desktop.read_logs()}".replace("\n", "\n# "))
            raise
    return 0


sys.exit(main())
