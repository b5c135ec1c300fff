#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An organisation's notice on a real desktop: fetched over TLS, shown by the real notification daemon, and the first
thing in the window that a click on it opens.

usage: test-organisation.py SOURCE_ROOT BUILD_ROOT"""
import datetime
import json
import pathlib
import sys
import tempfile

from story import BUILD, WINDOW, Story, tell
from notice_board import NoticeBoard
from organisation_page import OrganisationPage

# Nothing is due by itself while the story lasts; being a test's, only this computer is asked.
INTERVALS = ("door_ms=3600000,signin_ms=3600000,feed_ms=3600000,feed_incident_ms=3600000,confirm_ms=3600000,"
             "wake_quiet_ms=0,backoff_unit_ms=3600000")
NOTICE = "We know. Do not call the help desk; use the bridge."


def moment(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).strftime(
        "%Y-%m-%dT%H:%M:%SZ")


def organisation_plan():
    return {"organisation": {"name": "Example Organisation", "notice": {
                "text": NOTICE, "valid_from": moment(-60), "valid_until": moment(3600)}},
            "channels": [{"id": "bridge", "name": "Bridge of the help desk", "address": "tel:+12025550100"}]}


class Organisation(Story):
    """One run of the story."""

    def __init__(self, desktop):
        super().__init__(desktop)
        self.folder = tempfile.TemporaryDirectory(prefix="sl-")
        self.board = NoticeBoard(desktop)
        self.page = OrganisationPage(self.folder.name)

    def begin(self):
        config = pathlib.Path(self.desktop.environment["XDG_CONFIG_HOME"]) / "stormlantern"
        config.mkdir(parents=True)
        (config / "plan.json").write_text(json.dumps({"organisation_address": self.page.url}))
        self.page.publish(organisation_plan())
        self.desktop.add_bus_service(WINDOW, f"{BUILD}/app/stormlantern --gapplication-service")
        self.desktop.spawn([str(BUILD / "app/stormlantern-watch"), "--intervals", INTERVALS,
                            "--ca-file", self.page.ca_file])

    def end(self):
        self.page.stop()
        self.folder.cleanup()

    def is_shown_once_by_the_notification_daemon(self):
        self.desktop.wait_until(lambda: self.board.displayed() == 1, "one notice on the screen")
        self.picture("1-notice")

    def stands_first_in_the_window_after_a_click(self):
        self.board.click_first()
        self.screen.wait_for("Message from Example Organisation")
        self.screen.wait_for(NOTICE)
        texts = self.screen.texts()
        assert any("Bridge of the help desk" in text for text in texts), texts
        self.picture("2-window")
        title, body = next(iter(self.board.history()))
        assert title == "Message from Example Organisation" and body == NOTICE, (title, body)


STEPS = [Organisation.is_shown_once_by_the_notification_daemon,
         Organisation.stands_first_in_the_window_after_a_click]

sys.exit(tell(Organisation, STEPS))
