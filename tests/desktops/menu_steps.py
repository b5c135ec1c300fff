# SPDX-License-Identifier: GPL-3.0-or-later
"""What is chosen from the lantern's menu on one panel, and what comes of it. Each step takes the story of the tray."""

import datetime
import functools
import time

from contact_sheet import widen
from lantern import INTERVALS

SECONDS_PER_HOUR = 3600
MORNING_HOUR = 6
# Of a pause: the menu was read some time before it was used.
TOLERANCE_SECONDS = 120
FOR_EVER = 2 ** 63 - 1
# Nothing is looked at unless somebody asks.
SELDOM = {**INTERVALS, **dict.fromkeys(("door_ms", "signin_ms", "feed_ms", "feed_incident_ms", "backoff_unit_ms"),
                                       SECONDS_PER_HOUR * 1000)}
LINES = ["Both accounts work.", "Open Storm Lantern", None, "Reach people another way", None, "Work: Works",
         "Private: Works", None, "Check now", "Pause", None, "Practise an outage", "Preferences", "Quit"]


def with_menu(step):
    """Leaves a step out where no menu is shown."""
    @functools.wraps(step)
    def tell(story):
        return step(story) if story.host.has_menu else "this host shows no menu"
    return tell


def choose(story, *path):
    """Opens the menu, and does what the line with the last label of PATH says."""
    story.open_menu()
    story.choose(*path)
    story.host.confirm()
    story.host.rest_pointer()


def has_a_menu(story):
    lines = story.lantern.menu()
    assert [line and line[0] for line in lines] == LINES, lines
    if not story.host.has_menu:
        return "this host shows none"
    story.sheet.add("menu", widen(story.open_menu()))
    story.close_menu()
    return None


@with_menu
def tells_of_an_account_in_its_menu(story):
    story.open_menu()
    story.choose("Work: Works")
    story.sheet.add("account", widen(story.menu_change()))
    story.close_menu()


@with_menu
def is_paused_with_the_keys(story):
    if not story.host.has_menu_keys:
        return "its menu is used with the pointer alone"
    story.open_menu()
    story.host.choose_with_keys(story.lantern.menu(), ("Pause", "1 hour"))
    story.sheet.add("pause", widen(story.menu_change()))
    story.host.keys("Return")
    story.lantern.wait_for_states("paused")
    story.host.rest_pointer()
    story.host.wait_for_change(story.healthy, story.host.tray_area(), "the paused lantern")
    story.open_menu()
    story.host.choose_with_keys(story.lantern.menu(), ("Resume",))
    story.host.keys("Return")
    story.lantern.wait_for_states("ok")
    story.host.rest_pointer()
    story.host.wait_for_look(story.healthy, story.host.tray_area(), "the lantern as before")
    return None


def next_morning():
    """Returns six o'clock of tomorrow, in Unix seconds; the service runs in UTC."""
    tomorrow = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=1)
    return tomorrow.replace(hour=MORNING_HOUR, minute=0, second=0).timestamp()


@with_menu
def is_paused_for_as_long_as_its_menu_says(story):
    for label, until in (("1 hour", lambda: time.time() + SECONDS_PER_HOUR),
                         ("4 hours", lambda: time.time() + 4 * SECONDS_PER_HOUR),
                         ("Until tomorrow", next_morning),
                         ("Until resumed", lambda: FOR_EVER)):
        choose(story, "Pause", label)
        story.lantern.wait_for_states("paused")
        paused_until = story.lantern.service.get("PausedUntil")
        assert abs(paused_until - until()) < TOLERANCE_SECONDS, (label, paused_until)
        choose(story, "Resume")
        story.lantern.wait_for_states("ok")


@with_menu
def mutes_an_account(story):
    def is_muted():
        return [account.get("muted-until", 0) > time.time() for account in story.lantern.service.accounts()]

    choose(story, "Work: Works", "Mute this account")
    story.desktop.wait_until(lambda: is_muted() == [True, False], "the account to be muted")
    choose(story, "Work: Works", "Unmute this account")
    story.desktop.wait_until(lambda: is_muted() == [False, False], "the account to be heard again")


@with_menu
def opens_the_preferences(story):
    choose(story, "Preferences")
    story.screen.wait_for("Quiet hours")
    story.sheet.add("preferences")
    story.lantern.close_window()


@with_menu
def opens_the_practice(story):
    choose(story, "Practise an outage")
    story.screen.wait_for("Practise an Outage")
    story.wait_for_window()
    story.sheet.add("practice")
    story.lantern.close_window()


@with_menu
def checks_when_it_is_told_to(story):
    """So seldom by itself that only being told can be why."""
    story.restart(intervals=SELDOM)
    story.lantern.server.stop()
    choose(story, "Check now")
    story.lantern.wait_for_states("outage")
    story.lantern.server.start()
    choose(story, "Work: Outage", "Check now")
    story.lantern.wait_for_states("ok", "outage")
    choose(story, "Private: Outage", "Check now")
    story.lantern.wait_for_states("ok")
    story.restart()


@with_menu
def ends_from_its_menu(story):
    choose(story, "Quit")
    assert story.desktop.wait_for_exit(story.lantern.process) == 0
