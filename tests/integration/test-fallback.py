#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""With mail and network off, without keyring and notices: two clicks on the panel tell whom to call. The same page
without the service and without any bus. Then the plan is looked after by keyboard, as a screen reader tells it.

usage: test-fallback.py SOURCE_ROOT BUILD_ROOT"""
import json
import os
import pathlib
import subprocess
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

import desktop_session  # noqa: E402
from story import BUILD, WINDOW, Story, tell  # noqa: E402
from service_client import WATCH, ServiceClient  # noqa: E402

INTERVALS = {"door_ms": 400, "signin_ms": 800, "feed_ms": 60000, "feed_incident_ms": 60000,
             "confirm_ms": 300, "wake_quiet_ms": 0, "backoff_unit_ms": 300}
MENU_EDGE, MENU_HEIGHT = 12, 200
HANDLE_EDGE = 20  # the middle of a row's handle from the row's edge
DRAG_STEPS = 12
CLOSED_PORT = 9  # nobody listens there on a loopback address
TROUBLE = ("outage", "offline", "action-needed")  # the last one: what does not answer is on this computer
PLAN = {"version": 1,
        "accounts": [{"id": "work", "name": "Work", "address": "ann@example.org",
                      "servers": [f"imaps://ann%40example.org@mail.localhost:{CLOSED_PORT}"],
                      "instructions": "Call the bridge first.\nThen tell the others."}],
        "channels": [{"id": "bridge", "name": "Conference bridge", "kind": "phone", "address": "tel:+493012345",
                      "people": ["Whole team"], "works_offline": True, "instructions": "Room 4711."},
                     {"id": "signal", "name": "Signal group Team", "kind": "chat",
                      "address": "https://signal.group/#example"},
                     {"id": "desk", "name": "Help desk", "kind": "in-person", "address": "Ground floor"}]}


class Fallback(Story):
    """One run of the story; each step is one truth that a user would see or hear."""

    def __init__(self, desktop):
        super().__init__(desktop)
        self.config = pathlib.Path(desktop.environment["XDG_CONFIG_HOME"]) / "stormlantern"
        self.service = self.window = None

    def activate(self):
        """Gives the window the focus, which a window manager without a user may not have done."""
        def is_active():
            windows = self.desktop.windows("^Storm Lantern$")
            for window in windows:
                subprocess.run(["xdotool", "windowactivate", "--sync", window], env=self.desktop.environment,
                               stderr=subprocess.DEVNULL, timeout=desktop_session.DEADLINE_SECONDS, check=False)
            focus = subprocess.run(["xdotool", "getwindowfocus"], env=self.desktop.environment, check=False,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            return focus.stdout.decode().strip() in windows
        self.desktop.wait_until(is_active, "the window to be active")

    def keys(self, *keys):
        """Presses keys in the window."""
        self.activate()
        self.desktop.xdotool("key", *keys)

    def row(self, name):
        """Returns (x, y, width, height) on the screen of the row with this name."""
        window = self.desktop.wait_until(lambda: self.desktop.windows("^Storm Lantern$"), "the window")[0]
        answer = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], env=self.desktop.environment,
                                stdout=subprocess.PIPE, check=True, timeout=desktop_session.DEADLINE_SECONDS)
        corner = dict(line.split("=") for line in answer.stdout.decode().split())
        x, y, width, height = self.desktop.wait_until(lambda: self.screen.places(name), f"{name} on the screen")[0]
        return x + int(corner["X"]), y + int(corner["Y"]), width, height

    def drag(self, name, target, above=False):
        """Drags a row by its handle, as a mouse does: step by step."""
        x, y, _width, height = self.row(name)
        onto_x, onto_y, _width, onto_height = self.row(target)
        x, y = x + HANDLE_EDGE, y + height // 2
        onto_x, onto_y = onto_x + HANDLE_EDGE, onto_y + (onto_height // 4 if above else onto_height * 3 // 4)
        moves = []
        for step in range(1, DRAG_STEPS + 1):
            moves += ["mousemove", "--sync", str(x + (onto_x + step % 2 - x) * step // DRAG_STEPS),
                      str(y + (onto_y - y) * step // DRAG_STEPS), "sleep", "0.02"]
        self.desktop.xdotool("mousemove", "--sync", str(x), str(y), "mousedown", "1", *moves, "mouseup", "1")

    def plan(self):
        return json.loads((self.config / "plan.json").read_text(encoding="utf-8"))

    def order(self):
        return [channel["id"] for channel in self.plan()["channels"]]

    def hears(self, *texts):
        for text in texts:
            self.screen.wait_for(text)

    def second_section(self):
        """Returns the height of the menu's second section on the screen: the lines between them are seen at its edge,
        where no word is. It holds "Show what to do" alone."""
        column = self.desktop.pixels((MENU_EDGE, desktop_session.PANEL_SIZE + 4, 1, MENU_HEIGHT))
        pixels = [column[index:index + 3] for index in range(0, len(column), 3)]
        lines = [index for index, pixel in enumerate(pixels) if pixel != pixels[0]]
        return desktop_session.PANEL_SIZE + 4 + (lines[0] + lines[1]) // 2 if len(lines) > 3 else None

    # The steps

    def two_clicks_on_the_panel_tell_whom_to_call(self):
        self.config.mkdir(parents=True)
        (self.config / "plan.json").write_text(json.dumps(PLAN), encoding="utf-8")
        self.desktop.add_bus_service(WINDOW, f"{BUILD}/app/stormlantern --gapplication-service")
        intervals = ",".join(f"{name}={value}" for name, value in INTERVALS.items())
        self.service = self.desktop.spawn([str(BUILD / "app" / "stormlantern-watch"), "--intervals", intervals])
        client = ServiceClient(self.desktop)
        self.desktop.wait_until(lambda: client.accounts() and client.accounts()[0]["state"] in TROUBLE,
                                "the lantern to see that mail is down")
        self.desktop.wait_until(lambda: len(set(self.desktop.pixels(self.desktop.tray_area()))) > 8, "the lantern")
        self.desktop.click_tray(3)
        self.desktop.click(MENU_EDGE + 40, self.desktop.wait_until(self.second_section, "the menu"))
        self.hears("Conference bridge", "+493012345", "Whole team", "Call the bridge first.", "Call")
        self.picture("1-two-clicks")

    def says_why_and_what_to_send(self):
        self.hears("Mail is down here, reach me at Conference bridge (+493012345).")
        assert "I reached them with Conference bridge" in self.screen.texts()
        assert "QR code of Conference bridge for the phone" in self.screen.texts()
        assert self.screen.nameless_rows() == [], self.screen.nameless_rows()

    def notes_that_they_were_reached_and_takes_it_back(self):
        self.screen.press("I reached them with Conference bridge")
        self.hears("Noted: this way works.")
        assert "last_practised" in self.plan()["channels"][0]
        self.screen.press("Undo")
        self.desktop.wait_until(lambda: "last_practised" not in self.plan()["channels"][0], "the way back")

    def is_read_without_service(self):
        self.desktop.connection.call_sync(WATCH, "/io/github/stormlantern/StormLantern/Watch", WATCH, "Quit", None, None,
                                          Gio.DBusCallFlags.NONE, 5000, None)
        self.desktop.wait_for_exit(self.service)
        self.desktop.connection.call_sync(WINDOW, "/io/github/stormlantern/StormLantern", "org.gtk.Actions", "Activate",
                                          GLib.Variant("(sava{sv})", ("quit", [], {})), None,
                                          Gio.DBusCallFlags.NONE, 5000, None)
        self.desktop.wait_for_name(WINDOW, present=False)
        self.open_window()
        self.hears("Nobody keeps watch at the moment, but here is your plan.", "Call the bridge first.",
                   "Conference bridge", "+493012345", "Signal group Team", "Ground floor")
        self.picture("2-no-service")

    def open_window(self, **changed):
        """Opens the page in a process of its own, in an environment with these changes."""
        self.window = self.desktop.spawn([str(BUILD / "app" / "stormlantern"), "--show-fallback", "work"],
                                         env={**self.desktop.environment, **changed})
        self.desktop.wait_until(lambda: self.desktop.windows("^Storm Lantern$"), "the window")

    def looks_the_same_without_any_bus(self):
        """A screen reader needs a bus, so the pixels tell: without one the page is the one that was just read."""
        screen = (0, desktop_session.PANEL_SIZE, 1100, 700)
        self.activate()
        read = self.desktop.pixels(screen)
        self.desktop.end(self.window)
        nowhere = "unix:path=" + os.path.join(self.desktop.folder, "no-bus")
        self.open_window(DBUS_SESSION_BUS_ADDRESS=nowhere, DBUS_SYSTEM_BUS_ADDRESS=nowhere, GTK_A11Y="none",
                         G_DEBUG="fatal-criticals")
        self.activate()
        try:
            self.desktop.wait_until(lambda: self.desktop.pixels(screen) == read, "the same picture")
        finally:
            self.picture("3-no-bus")
        self.desktop.end(self.window)
        self.open_window()

    def is_reached_by_keyboard_from_anywhere(self):
        self.keys("Escape")
        self.hears("Other ways to talk")
        self.keys("ctrl+b")
        self.hears("Tell them", "Conference bridge")

    def puts_channels_into_order_by_keyboard_and_says_so(self):
        self.keys("ctrl+e")
        self.hears("The Plan", "Weak spots", "Conference bridge was never practised")
        assert self.screen.nameless_rows() == [], self.screen.nameless_rows()
        self.keys("alt+Down")
        self.hears("Conference bridge is now number 2 of 3.")
        assert self.order() == ["signal", "bridge", "desk"], self.order()
        self.keys("alt+Down")
        self.hears("Conference bridge is now number 3 of 3.")
        self.keys("alt+Down")
        self.keys("alt+Up", "alt+Up")
        self.hears("Conference bridge is now number 1 of 3.")
        assert self.order() == ["bridge", "signal", "desk"], self.order()
        self.picture("4-order")

    def puts_channels_into_order_by_drag(self):
        self.activate()
        self.drag("Conference bridge", "Help desk")
        self.desktop.wait_until(lambda: self.order() == ["signal", "desk", "bridge"], "the channel at the end")
        self.hears("Conference bridge is now number 3 of 3.")
        self.picture("5-dragged")
        # Dropped on the row above the first: its upper half.
        self.drag("Conference bridge", "Signal group Team", above=True)
        self.desktop.wait_until(lambda: self.order() == ["bridge", "signal", "desk"], "the channel at the beginning")
        # Dropped where no row is, it stays.
        self.drag("Help desk", "Weak spots")
        self.drag("Signal group Team", "Help desk")
        self.desktop.wait_until(lambda: self.order() == ["bridge", "desk", "signal"], "only the last of both moves")
        self.drag("Signal group Team", "Help desk", above=True)
        self.desktop.wait_until(lambda: self.order() == ["bridge", "signal", "desk"], "the old order")
        # What was dragged has the keyboard's focus, once the list is made anew.
        self.screen.wait_for_focus("Signal group Team")
        self.keys("Up")
        self.screen.wait_for_focus("Conference bridge")

    def saves_what_is_typed(self):
        self.keys("Return")
        self.hears("Saved as you type", "Who is reached there, one on each line")
        assert self.screen.nameless_rows() == [], self.screen.nameless_rows()
        self.keys("ctrl+a")
        self.desktop.xdotool("type", "+49 30 999999")
        self.desktop.wait_until(lambda: self.plan()["channels"][0]["address"] == "tel:+4930999999", "the new number")
        assert self.plan()["channels"][0]["instructions"] == "Room 4711."

    def removes_and_brings_back_to_the_same_place(self):
        self.screen.press("Remove This Way to Talk")
        self.hears("Conference bridge is removed.")
        assert self.order() == ["signal", "desk"], self.order()
        self.screen.press("Undo")
        self.desktop.wait_until(lambda: self.order() == ["bridge", "signal", "desk"], "the channel in its old place")
        self.picture("6-undone")


STEPS = [Fallback.two_clicks_on_the_panel_tell_whom_to_call,
         Fallback.says_why_and_what_to_send,
         Fallback.notes_that_they_were_reached_and_takes_it_back,
         Fallback.is_read_without_service,
         Fallback.looks_the_same_without_any_bus,
         Fallback.is_reached_by_keyboard_from_anywhere,
         Fallback.puts_channels_into_order_by_keyboard_and_says_so,
         Fallback.puts_channels_into_order_by_drag,
         Fallback.saves_what_is_typed,
         Fallback.removes_and_brings_back_to_the_same_place]


sys.exit(tell(Fallback, STEPS, notices=False, keyring=False))
