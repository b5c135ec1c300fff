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

SOURCE, BUILD = (pathlib.Path(argument) for argument in sys.argv[1:3])
sys.path[:0] = [str(SOURCE / "tests/integration"), str(SOURCE / "tests/support")]
import desktop_session
import screen_reader
from notice_board import NoticeBoard
from organisation_page import OrganisationPage

WINDOW = "io.github.stormlantern.StormLantern"
SCREENSHOTS = BUILD / "screenshots"
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


def begin(desktop, page):
    config = pathlib.Path(desktop.environment["XDG_CONFIG_HOME"]) / "stormlantern"
    config.mkdir(parents=True)
    (config / "plan.json").write_text(json.dumps({"organisation_address": page.url}))
    page.publish(organisation_plan())
    desktop.add_bus_service(WINDOW, f"{BUILD}/app/stormlantern --gapplication-service")
    desktop.spawn([str(BUILD / "app/stormlantern-watch"), "--intervals", INTERVALS, "--ca-file", page.ca_file])


def announce(desktop, board):
    desktop.wait_until(lambda: board.displayed() == 1, "one notice on the screen")
    desktop.screenshot(str(SCREENSHOTS / "organisation-1-notice.png"))


def open_window(desktop, board, screen):
    board.click_first()
    screen.wait_for("Message from Example Organisation")
    screen.wait_for(NOTICE)
    texts = screen.texts()
    assert any("Bridge of the help desk" in text for text in texts), texts
    desktop.screenshot(str(SCREENSHOTS / "organisation-2-window.png"))
    title, body = next(iter(board.history()))
    assert title == "Message from Example Organisation" and body == NOTICE, (title, body)


def main():
    missing = desktop_session.missing_programs()
    if missing:
        print(f"1..0 # SKIP these programs are missing: {' '.join(missing)}")
        return 0
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    print("1..2", flush=True)
    desktop = desktop_session.DesktopSession(size="1100x760")
    screen_reader.allow(desktop)
    with tempfile.TemporaryDirectory(prefix="sl-") as folder, desktop:
        page = OrganisationPage(folder)
        board, screen = NoticeBoard(desktop), screen_reader.ScreenReader(desktop)
        try:
            begin(desktop, page)
            announce(desktop, board)
            print("ok 1 - the notification daemon shows the notice once", flush=True)
            open_window(desktop, board, screen)
            print("ok 2 - a click shows the message first in the window", flush=True)
        except Exception:
            desktop.screenshot(str(SCREENSHOTS / "organisation-failed.png"))
            print(f"# {desktop.read_logs()}".replace("\n", "\n# "))
            raise
        finally:
            page.stop()
    return 0


sys.exit(main())
