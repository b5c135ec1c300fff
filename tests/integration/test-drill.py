#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every scenario practised on a real desktop, beside the user's own lantern: the flag on the panel, the notice, the
click, the fallback page, the channel, the time that is kept. Then a practice that is killed, and one whose service is.

usage: test-drill.py SOURCE_ROOT BUILD_ROOT"""
import json
import os
import pathlib
import signal
import subprocess
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

import desktop_session  # noqa: E402
from story import BUILD, WINDOW, Story, tell  # noqa: E402
from notice_board import NoticeBoard  # noqa: E402
from service_client import PRACTICE, WATCH, WATCH_PATH, ServiceClient  # noqa: E402

SPEED = 2.0  # the trouble lasts long enough for all that is looked at
SPEED_TO_THE_END = 3.0
SPEED_TO_BE_KILLED = 6.0
CALL_TIMEOUT_MS = 10000
SLOT = desktop_session.PANEL_SIZE
SLOTS = [(0, 0, SLOT, SLOT), (SLOT, 0, SLOT, SLOT)]
MENU_HEIGHT = 200
USER_PLAN = {"version": 1, "accounts": [], "channels": [
    {"id": "mine", "name": "Mine", "kind": "phone", "address": "tel:+12025550123", "works_offline": True}]}
ORGANISATION_PLAN = {"version": 1, "organisation": {"name": "Example"}, "channels": [
    {"id": "bridge", "name": "Bridge of all", "kind": "phone", "address": "tel:+12025550124"}]}
# What a user sees of each: the state on the panel, words of the headline, who reaches them.
SCENARIOS = {
    "signin-outage": ("outage", "Example Mail sign-in", "Mine"),
    "status-page-late": ("outage", "It looks like their side", "Bridge of all"),
    "password-changed": ("action-needed", "was refused", "Mine"),
    "my-network-down": ("offline", "You are offline", "Mine"),
    "slow-mail": ("degraded", "slow to sign in", "Bridge of all"),
    "mailbox-down": ("outage", "Example Mail", "Mine"),
}
# Of one's own line there is no notice: the desktop tells of that. The lantern still does.
WITHOUT_NOTICE = "my-network-down"
BY_THE_MENU = "password-changed"
TO_THE_END = "status-page-late"


class Drill(Story):
    """The user's lantern, and one practice after the other in the same window; each step is one truth."""

    def __init__(self, desktop):
        super().__init__(desktop)
        self.board = NoticeBoard(desktop)
        self.config = pathlib.Path(desktop.environment["XDG_CONFIG_HOME"]) / "stormlantern"
        self.state = pathlib.Path(desktop.environment["XDG_STATE_HOME"]) / "stormlantern"
        self.temporary = pathlib.Path(desktop.environment["TMPDIR"])
        self.flags = {}
        self.reality = self.watch = None

    # Looking

    def slots(self):
        return [self.desktop.pixels(slot) for slot in SLOTS]

    def find_flag(self, state):
        """Returns the place on the panel where this state is shown as a practice, or None."""
        slots = self.slots()
        return SLOTS[slots.index(self.flags[state])] if self.flags[state] in slots else None

    def practices(self):
        return [path.name for path in self.temporary.iterdir() if path.name.startswith("stormlantern-practice-")]

    def sees(self, *words):
        """Waits until all of these are in the window at once, and returns all that is in it."""
        def look():
            seen = "\n".join(self.screen.texts())
            return seen if all(word in seen for word in words) else None
        return self.desktop.wait_until(look, f"the words {words} in the window")

    def results(self):
        path = self.state / "drills.json"
        return json.loads(path.read_text(encoding="utf-8"))["drills"] if path.exists() else []

    # Doing

    def call(self, name, method, arguments=None):
        self.desktop.connection.call_sync(name, WATCH_PATH, WATCH, method, arguments, None, Gio.DBusCallFlags.NONE,
                                          CALL_TIMEOUT_MS, None)

    def start(self, scenario, speed):
        self.desktop.xdotool("mousemove", "600", "740")  # what the panel draws under the pointer changes
        self.call(WATCH, "StartDrill", GLib.Variant("(sd)", (scenario, speed)))
        self.desktop.wait_for_name(PRACTICE)

    def process(self, name):
        reply = self.desktop.connection.call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
            GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, None)
        return reply.unpack()[0]

    def second_section(self, left):
        """Returns the height of the second section of the menu that hangs at this place: the lines between sections
        are seen at its edge, where no word is. In a practice in trouble it is "Show what to do" alone."""
        column = self.desktop.pixels((left + 12, SLOT + 4, 1, MENU_HEIGHT))
        pixels = [column[index:index + 3] for index in range(0, len(column), 3)]
        lines = [index for index, pixel in enumerate(pixels) if pixel != pixels[0]]
        return SLOT + 4 + (lines[0] + lines[1]) // 2 if len(lines) > 3 else None

    def choose_in_the_menu(self, left):
        self.desktop.click(left + SLOT // 2, SLOT // 2, 3)
        height = self.desktop.wait_until(lambda: self.second_section(left), "the menu")
        self.picture("menu")
        self.desktop.click(left + 50, height)

    def comes_back_to_reality(self):
        self.desktop.wait_for_name(PRACTICE, present=False)
        self.desktop.wait_until(lambda: self.slots() == self.reality, "the panel as it was before")
        self.desktop.wait_until(lambda: self.practices() == [], "the practice's folder to go")

    # The steps

    def learn_the_flags(self):
        """What the panel draws for each state of a practice, so that it is known when it is seen."""
        empty = self.slots()[0]
        demo = subprocess.Popen([str(BUILD / "tests" / "desktop" / "desktop-demo")], stdin=subprocess.PIPE,
                                stdout=subprocess.DEVNULL, env=self.desktop.environment)
        seen = {empty}
        for state in sorted({entry[0] for entry in SCENARIOS.values()}):
            demo.stdin.write(f"practice {state}\n".encode())
            demo.stdin.flush()
            last = [None, empty]

            def is_new():
                last[:] = [last[1], self.slots()[0]]
                return last[0] == last[1] and last[1] not in seen

            self.desktop.wait_until(is_new, f"the flag of {state}")
            self.flags[state] = last[1]
            seen.add(last[1])
        demo.stdin.close()
        demo.wait(timeout=desktop_session.DEADLINE_SECONDS)
        self.desktop.wait_until(lambda: self.slots()[0] == empty, "the demonstration to be gone")

    def the_users_own_lantern_burns(self):
        self.learn_the_flags()
        self.config.mkdir(parents=True)
        (self.config / "plan.json").write_text(json.dumps(USER_PLAN), encoding="utf-8")
        everybody = pathlib.Path(self.desktop.environment["XDG_CONFIG_DIRS"]) / "stormlantern"
        everybody.mkdir(parents=True)
        (everybody / "plan.json").write_text(json.dumps(ORGANISATION_PLAN), encoding="utf-8")
        self.desktop.add_bus_service(WINDOW, f"{BUILD}/app/stormlantern --gapplication-service")
        self.watch = self.desktop.spawn([str(BUILD / "app" / "stormlantern-watch")])
        ServiceClient(self.desktop)
        self.desktop.wait_until(lambda: len(set(self.slots()[0])) > 8, "the lantern")
        self.reality = self.slots()

    def practise(self, scenario):
        state, headline, channel = SCENARIOS[scenario]
        if scenario in (BY_THE_MENU, WITHOUT_NOTICE):
            self.screen.press("Back")
            self.screen.wait_for("Other ways to talk")
        self.start(scenario, SPEED_TO_THE_END if scenario == TO_THE_END else SPEED)
        practice = ServiceClient(self.desktop, PRACTICE)
        assert practice.get("Practice") is True
        slot = self.desktop.wait_until(lambda: self.find_flag(state), f"the flag of {state} on the panel")
        assert self.reality[0] in self.slots(), "the user's own lantern stays as it is"
        if scenario == WITHOUT_NOTICE:
            assert self.board.displayed() == 0
            self.choose_in_the_menu(slot[0])
        else:
            self.answers_the_notice(scenario, slot[0], headline)
        self.chooses_in_the_window(scenario, headline, channel)
        result = self.results()[0]
        assert (result["scenario"], result["channel_name"]) == (scenario, channel), result
        assert result["reach_seconds"] >= 0, result
        self.ends(scenario, practice)

    def answers_the_notice(self, scenario, left, headline):
        told = len(self.board.history())
        self.desktop.wait_until(lambda: self.board.displayed() >= 1, "the notice")
        self.picture(f"{scenario}-1-notice")
        if scenario == BY_THE_MENU:
            self.choose_in_the_menu(left)
            self.board.close_all()
        else:
            self.board.click_first()
        self.desktop.wait_until(lambda: len(self.board.history()) > told, "the notice to be put away")
        title, _body = self.board.history()[0]
        assert title.startswith("Practice: ") and headline in title, title

    def chooses_in_the_window(self, scenario, headline, channel):
        seen = self.sees(headline, "Practice", "+12025550123", "+12025550124", "since the first sign of trouble")
        assert "You reached them" not in seen, "nothing is left of the one before"
        self.screen.press(f"I reached them with {channel}")
        self.screen.wait_for("You reached them in ")
        self.picture(f"{scenario}-2-reached")

    def ends(self, scenario, practice):
        if scenario == TO_THE_END:
            self.desktop.wait_until(lambda: any(entry[2] == "ok" and entry[4] > 0 for entry in practice.transitions),
                                    "the recovery")
        else:
            self.screen.press("Stop")
        self.comes_back_to_reality()
        self.board.close_all()
        self.sees("The practice is over.", "You reached them in ")

    def practises_signin_outage(self):
        self.practise("signin-outage")

    def practises_status_page_late(self):
        self.practise("status-page-late")

    def practises_password_changed(self):
        self.practise("password-changed")

    def practises_my_network_down(self):
        self.practise("my-network-down")

    def practises_slow_mail(self):
        self.practise("slow-mail")

    def practises_mailbox_down(self):
        self.practise("mailbox-down")

    def a_killed_practice_leaves_reality(self):
        before = self.results()
        self.start("signin-outage", SPEED_TO_BE_KILLED)
        self.desktop.wait_until(lambda: self.find_flag("outage"), "the flag on the panel")
        self.desktop.wait_until(lambda: self.board.displayed() >= 1, "the notice")
        self.screen.wait_for("since the first sign of trouble")
        assert len(self.practices()) == 1
        os.kill(self.process(PRACTICE), signal.SIGKILL)
        self.comes_back_to_reality()
        self.screen.wait_for("The practice is over.")
        self.picture("killed")
        assert self.results() == before
        self.desktop.wait_until(lambda: self.board.displayed() == 0, "its notice to go by itself")

    def a_practice_ends_with_its_service(self):
        self.start("signin-outage", SPEED_TO_BE_KILLED)
        self.desktop.wait_until(lambda: self.find_flag("outage"), "the flag on the panel")
        self.watch.kill()
        self.desktop.wait_for_name(PRACTICE, present=False)
        self.desktop.wait_until(lambda: self.practices() == [], "the practice's folder to go")

    def has_touched_nothing_of_the_user(self):
        plan = json.loads((self.config / "plan.json").read_text(encoding="utf-8"))
        assert [channel["id"] for channel in plan["channels"]] == ["mine"], plan
        assert plan["channels"][0].pop("last_practised"), "what reached them is noted"
        assert plan["channels"] == USER_PLAN["channels"] and plan["accounts"] == [], plan
        assert len(self.results()) == len(SCENARIOS)


STEPS = [Drill.the_users_own_lantern_burns,
         Drill.practises_signin_outage,
         Drill.practises_status_page_late,
         Drill.practises_password_changed,
         Drill.practises_my_network_down,
         Drill.practises_slow_mail,
         Drill.practises_mailbox_down,
         Drill.a_killed_practice_leaves_reality,
         Drill.a_practice_ends_with_its_service,
         Drill.has_touched_nothing_of_the_user]


def prepare(desktop):
    for name, folder in (("TMPDIR", "tmp"), ("XDG_CONFIG_DIRS", "etc")):
        desktop.environment[name] = os.path.join(desktop.folder, folder)
        os.mkdir(desktop.environment[name])


sys.exit(tell(Drill, STEPS, prepare, keyring=False))
