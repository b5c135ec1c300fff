#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole road, on real parts: Dovecot dies under the running service, the lantern on the panel changes,
dunst shows the notice, a click on it opens the window at the fallback page, Dovecot returns, and a second
notice tells how long it lasted.

usage: test-outage.py SOURCE_ROOT BUILD_ROOT"""
import json
import pathlib
import sys
import tempfile

from story import BUILD, WINDOW, Story, tell
from notice_board import NoticeBoard
from service_client import ServiceClient
from dovecot import PASSWORD, Dovecot
from status_page import StatusPage

INTERVALS = {"door_ms": 400, "signin_ms": 800, "feed_ms": 500, "feed_incident_ms": 500,
             "confirm_ms": 300, "wake_quiet_ms": 0, "backoff_unit_ms": 300}


def provider_file(page_url):
    return {"name": "Example Mail", "kinds": ["mail"], "domains": ["example.org"], "signin": ["password"],
            "feeds": [{"platform": "statuspage", "url": page_url, "mail_components": ["mail00000001"]}],
            "sources": ["the test"]}


def plan_file(imaps_port):
    return {"version": 1,
            "accounts": [{"id": "work", "name": "Work", "address": "good@example.org", "provider": "example-mail",
                          "servers": [f"imaps://good%40example.org@mail.localhost:{imaps_port}"],
                          "channels": ["bridge", "signal"],
                          "instructions": "Join the bridge first. Then tell the others on Signal."}],
            "channels": [{"id": "bridge", "name": "Telephone bridge", "kind": "phone", "address": "tel:+12025550100",
                          "works_offline": True, "people": ["the whole team"],
                          "instructions": "Dial in and say your name."},
                         {"id": "signal", "name": "Signal group Team", "kind": "chat",
                          "address": "https://signal.group/#example", "people": ["the team"],
                          "instructions": "Say where you can be reached."}]}


class Outage(Story):
    """One run of the story; each step is one truth that a user would see."""

    def __init__(self, desktop):
        super().__init__(desktop)
        self.folder = tempfile.TemporaryDirectory(prefix="sl-")
        self.board = NoticeBoard(desktop)
        self.page = StatusPage()
        self.server = Dovecot(self.folder.name)
        self.service = None

    def begin(self):
        self.server.start()
        config = pathlib.Path(self.desktop.environment["XDG_CONFIG_HOME"]) / "stormlantern"
        (config / "providers").mkdir(parents=True)
        (config / "providers" / "example-mail.json").write_text(json.dumps(provider_file(self.page.url)))
        (config / "plan.json").write_text(json.dumps(plan_file(self.server.ports["imaps"])))
        intervals = ",".join(f"{name}={value}" for name, value in INTERVALS.items())
        self.desktop.add_bus_service(WINDOW, f"{BUILD}/app/stormlantern --gapplication-service")
        self.desktop.spawn([str(BUILD / "app" / "stormlantern-watch"), "--intervals", intervals,
                            "--ca-file", str(self.server.ca)])
        self.service = ServiceClient(self.desktop)

    def end(self):
        self.server.stop()
        self.page.stop()
        self.folder.cleanup()

    def signs_in_with_the_password_from_the_keyring(self):
        where = self.service.store_password("work", PASSWORD)
        assert where == "keyring", where
        self.desktop.wait_until(lambda: self.service.accounts()[0].get("signin", {}).get("outcome") == "ok",
                                "a good sign-in")
        account = self.service.wait_for_state("ok")
        assert account["signin"]["stage"] == "done", account["signin"]
        self.healthy_icon = self.desktop.wait_until(self.lantern, "the lantern on the panel")
        self.picture("1-healthy")

    def lantern(self):
        pixels = self.desktop.pixels(self.desktop.tray_area())
        return pixels if len(set(pixels)) > 8 else None

    def tells_the_outage_once_on_the_panel_and_in_a_notice(self):
        self.server.stop()
        account = self.service.wait_for_state("outage")
        assert account["cause"] == "provider-unconfirmed", account
        self.desktop.wait_until(lambda: self.lantern() not in (None, self.healthy_icon), "another lantern on the panel")
        self.desktop.wait_until(lambda: self.board.displayed() == 1, "the notice")
        self.picture("2-notice")
        self.page.set_outage("Mail sign-in is failing")
        account = self.service.wait_for_state("outage", "provider")
        assert account["feeds"][0]["incidents"][0]["title"] == "Mail sign-in is failing", account["feeds"]
        assert [entry[2] for entry in self.service.transitions if entry[2] == "outage"] == ["outage"], \
            self.service.transitions

    def opens_the_fallback_page_when_the_notice_is_clicked(self):
        self.board.click_first()
        self.screen.wait_for("Telephone bridge")
        self.screen.wait_for("Join the bridge first.")
        self.screen.wait_for("Signal group Team")
        self.screen.wait_for(self.service.accounts()[0]["headline"])
        self.picture("3-fallback")

    def tells_the_recovery_with_its_duration(self):
        self.server.start()
        self.page.set_green()
        account = self.service.wait_for_state("ok")
        self.desktop.wait_until(lambda: any(entry[2] == "ok" and entry[4] > 0 for entry in self.service.transitions),
                                "the recovery, with the moment when the trouble began")
        self.screen.wait_for(account["headline"])
        self.desktop.wait_until(lambda: self.board.displayed() >= 1, "the recovery notice")
        self.picture("4-recovered")
        self.board.close_all()
        self.desktop.wait_until(lambda: self.board.history(), "the notice in dunst's history")
        summary, body = self.board.history()[0]
        assert "works again" in summary, (summary, body)
        assert "less than a minute" in body, (summary, body)

    def has_kept_the_password_out_of_every_file(self):
        secret = PASSWORD.encode()
        for path in pathlib.Path(self.desktop.folder).rglob("*"):
            if path.is_file() and "keyrings" not in path.parts:
                assert secret not in path.read_bytes(), f"the password stands in {path}"


STEPS = [Outage.signs_in_with_the_password_from_the_keyring,
         Outage.tells_the_outage_once_on_the_panel_and_in_a_notice,
         Outage.opens_the_fallback_page_when_the_notice_is_clicked,
         Outage.tells_the_recovery_with_its_duration,
         Outage.has_kept_the_password_out_of_every_file]


sys.exit(tell(Outage, STEPS))
