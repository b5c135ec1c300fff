#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reminder to practise, 90 days after the last practice: a real notice, which leads to where one practises; a
choice in the window that ends it; quiet hours that hold it back.

usage: test-reminder.py SOURCE_ROOT BUILD_ROOT"""
import datetime
import json
import pathlib
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

from story import BUILD, WINDOW, Story, tell  # noqa: E402
from notice_board import NoticeBoard  # noqa: E402
from service_client import ServiceClient  # noqa: E402

CALL_TIMEOUT_MS = 10000
ALL_DAY = "quiet-hours=true\nquiet-from-minute=1\nquiet-to-minute=0\n"


class Reminder(Story):
    """One service after the other, with a practice long ago; each step is one truth that a user would see."""

    def __init__(self, desktop):
        super().__init__(desktop)
        self.board = NoticeBoard(desktop)
        self.settings = pathlib.Path(desktop.environment["XDG_CONFIG_HOME"]) / "glib-2.0" / "settings" / "keyfile"
        self.log = pathlib.Path(desktop.environment["XDG_STATE_HOME"]) / "stormlantern" / "drills.json"
        self.watch = None

    def start(self, days):
        """Starts the service with a practice that many days ago; returns when it has looked at the calendar."""
        if self.watch is not None:
            self.desktop.end(self.watch)
        time = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=days)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.log.write_text(json.dumps({"version": 1, "drills": [
            {"time": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "scenario": "slow-mail", "title": "Mail works, but very slowly",
             "reach_seconds": 80, "channel": "bridge", "channel_name": "Bridge"}]}), encoding="utf-8")
        self.watch = self.desktop.spawn([str(BUILD / "app" / "stormlantern-watch")])
        service = ServiceClient(self.desktop)
        self.desktop.wait_until(lambda: len(service.get("Drills")) == 1, "the service to answer")

    def is_reminded(self):
        """It is noted down before it is shown."""
        return "reminded" in json.loads(self.log.read_text(encoding="utf-8"))

    def stays_silent(self):
        return not self.is_reminded() and self.board.displayed() == 0

    # The steps

    def says_nothing_before_its_day(self):
        self.desktop.add_bus_service(WINDOW, f"{BUILD}/app/stormlantern --gapplication-service")
        self.start(days=89)
        assert self.stays_silent()

    def comes_after_90_days(self):
        self.start(days=91)
        self.desktop.wait_until(lambda: self.board.displayed() == 1, "the reminder")
        assert self.is_reminded()
        self.picture("notice")

    def leads_to_where_one_practises(self):
        self.board.click_first()
        self.screen.wait_for("What should happen?")
        self.screen.wait_for("Practised 91 days ago, reached in 1 min 20 s.")
        self.desktop.wait_until(self.board.history, "the notice to be put away")
        title, body = self.board.history()[0]
        assert title == "Would you still reach everybody without mail?", title
        assert "91 days ago" in body, body
        self.picture("page")

    def is_switched_off_in_the_preferences(self):
        self.desktop.connection.call_sync(WINDOW, "/io/github/stormlantern/StormLantern", "org.gtk.Actions", "Activate",
                                          GLib.Variant("(sava{sv})", ("preferences", [], {})), None,
                                          Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, None)
        self.screen.wait_for("Remind me to practise")
        self.screen.press("Remind me to practise", "check box")
        self.desktop.wait_until(lambda: self.settings.exists() and "practice-reminder=false" in self.settings.read_text(),
                                "the choice to be kept")
        self.picture("preferences")
        self.start(days=91)
        assert self.stays_silent()

    def is_quiet_in_quiet_hours(self):
        self.settings.write_text("[io/github/stormlantern/StormLantern]\n" + ALL_DAY, encoding="utf-8")
        self.start(days=91)
        assert self.stays_silent()


STEPS = [Reminder.says_nothing_before_its_day,
         Reminder.comes_after_90_days,
         Reminder.leads_to_where_one_practises,
         Reminder.is_switched_off_in_the_preferences,
         Reminder.is_quiet_in_quiet_hours]


def prepare(desktop):
    desktop.environment["GSETTINGS_BACKEND"] = "keyfile"  # shared by the window and the service


sys.exit(tell(Reminder, STEPS, prepare, panel=False, keyring=False))
