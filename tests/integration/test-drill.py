#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The practice on a real desktop: the lantern with the flag, the notice, the click, the fallback page, the
recovery, the end; and nothing of the user's is touched.

usage: test-drill.py SOURCE_ROOT BUILD_ROOT"""
import json
import pathlib
import sys

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
sys.path[:0] = [str(SOURCE / "tests" / "integration")]

import desktop_session  # noqa: E402
import screen_reader  # noqa: E402
from notice_board import NoticeBoard  # noqa: E402
from service_client import PRACTICE, ServiceClient  # noqa: E402

WINDOW = "io.github.stormlantern.StormLantern"
SCREENSHOTS = BUILD / "screenshots"
USER_PLAN = {"version": 1, "accounts": [], "channels": [{"id": "mine", "name": "Mine", "kind": "phone",
                                                         "address": "tel:+12025550123"}]}


class Drill:
    """One practice, at four times its speed; each step is one truth that a user would see."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.screen = screen_reader.ScreenReader(desktop)
        self.board = NoticeBoard(desktop)
        self.service = None
        self.config = pathlib.Path(desktop.environment["XDG_CONFIG_HOME"]) / "stormlantern"
        self.process = None

    def picture(self, name):
        self.desktop.screenshot(str(SCREENSHOTS / f"drill-{name}.png"))

    def begins_and_says_that_it_is_a_practice(self):
        self.config.mkdir(parents=True)
        (self.config / "plan.json").write_text(json.dumps(USER_PLAN))
        self.desktop.add_bus_service(WINDOW, f"{BUILD}/app/stormlantern --gapplication-service")
        self.process = self.desktop.spawn([str(BUILD / "app" / "stormlantern-watch"), "--practice=signin-outage",
                                           "--speed", "4"])
        self.service = ServiceClient(self.desktop, PRACTICE)
        assert self.service.get("Practice") is True
        self.desktop.wait_until(lambda: len(set(self.desktop.pixels(self.desktop.tray_area()))) > 8, "the lantern")

    def shows_the_outage_and_a_notice(self):
        self.desktop.wait_until(lambda: any(entry[2] == "outage" for entry in self.service.transitions), "the outage")
        self.desktop.wait_until(lambda: self.board.displayed() >= 1, "the notice")
        self.picture("1-notice")

    def opens_the_practice_fallback_page_on_a_click(self):
        self.board.click_first()
        self.screen.wait_for("+12025550123")
        self.screen.wait_for("ractice")
        self.picture("2-fallback")

    def recovers_and_ends_by_itself(self):
        self.desktop.wait_until(lambda: any(entry[2] == "ok" and entry[4] > 0 for entry in self.service.transitions),
                                "the recovery")
        status = self.desktop.wait_for_exit(self.process)
        assert status == 0, status
        self.desktop.wait_for_name(PRACTICE, present=False)

    def has_touched_nothing_of_the_user(self):
        assert json.loads((self.config / "plan.json").read_text()) == USER_PLAN
        state = pathlib.Path(self.desktop.environment["XDG_STATE_HOME"]) / "stormlantern"
        kept = {path.name for path in state.iterdir()} if state.exists() else set()
        assert kept <= {"drills.json"}, kept  # how the practice went, and nothing else


STEPS = [Drill.begins_and_says_that_it_is_a_practice,
         Drill.shows_the_outage_and_a_notice,
         Drill.opens_the_practice_fallback_page_on_a_click,
         Drill.recovers_and_ends_by_itself,
         Drill.has_touched_nothing_of_the_user]


def main():
    missing = desktop_session.missing_programs()
    if missing:
        print(f"1..0 # SKIP these programs are missing: {' '.join(missing)}")
        return 0
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    print(f"1..{len(STEPS)}", flush=True)
    desktop = desktop_session.DesktopSession(size="1100x760")
    screen_reader.allow(desktop)
    with desktop:
        try:
            story = Drill(desktop)
            for number, step in enumerate(STEPS, 1):
                step(story)
                print(f"ok {number} - {step.__name__.replace('_', ' ')}", flush=True)
        except Exception:
            story.picture("failed")
            print(f"# on the screen: {story.screen.texts()}")
            print(f"# {desktop.read_logs()}".replace("\n", "\n# "))
            raise
    return 0


sys.exit(main())
