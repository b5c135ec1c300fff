# SPDX-License-Identifier: GPL-3.0-or-later
"""The window comes before the one in which the user works, whoever asks for it: a second start; the service, after a
click on a notice that brought no activation token; and the same while no window was there. Tried under window managers
that keep windows from taking the focus by themselves, and on Wayland.

usage: test-raising.py SOURCE BUILD
"""

import pathlib
import re
import shutil
import subprocess
import sys

SOURCE, BUILD = (pathlib.Path(path) for path in sys.argv[1:3])
sys.path[:0] = [str(SOURCE / "tests/desktops")]

from desktop_session import DesktopSession, missing_programs  # noqa: E402
from gi.repository import Gio, GLib  # noqa: E402
from sway import SwaySession  # noqa: E402

APPLICATION = "io.github.stormlantern.StormLantern"
APPLICATION_PATH = "/io/github/stormlantern/StormLantern"
PROGRAM = str(BUILD / "app/stormlantern")
TITLE = "^Storm Lantern$"
OTHER_PROGRAM = ["/usr/bin/python3", str(SOURCE / "tests/desktops/other_window.py")]
OTHER_TITLE = "^Other work$"
DEADLINE_SECONDS = 20
# Where the windows are put, and where in them nothing happens when it is clicked.
PLACE, POINT = ("800", "40"), ("300", "50")
OTHER_PLACE, OTHER_POINT = ("40", "40"), ("200", "200")
# What marco and metacity do by themselves.
XFWM4_CHANNEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfwm4" version="1.0">
  <property name="general" type="empty">
    <property name="prevent_focus_stealing" type="bool" value="true"/>
  </property>
</channel>
"""


class X11Session(DesktopSession):
    """A desktop with one of the window managers of X11."""

    def __init__(self, window_manager):
        super().__init__(panel=False, notices=False, keyring=False, size="1800x900", window_manager=[window_manager])
        folder = pathlib.Path(self.environment["XDG_CONFIG_HOME"], "xfce4/xfconf/xfce-perchannel-xml")
        folder.mkdir(parents=True)
        (folder / "xfwm4.xml").write_text(XFWM4_CHANNEL, encoding="utf-8")

    def active_window(self):
        answer = subprocess.run(["xdotool", "getactivewindow"], env=self.environment, check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=DEADLINE_SECONDS)
        return answer.stdout.decode().strip()

    def work_in(self, window):
        """Clicks into a window and presses a key, as a user does; two windows lie side by side for that."""
        place, point = (OTHER_PLACE, OTHER_POINT) if window in self.windows(OTHER_TITLE) else (PLACE, POINT)
        self.xdotool("windowmove", window, *place)

        def click():
            self.xdotool("mousemove", "--window", window, *point, "click", "1")
            return self.active_window() == window

        self.wait_until(click, "the focus in the window that was clicked", DEADLINE_SECONDS)
        self.xdotool("key", "Shift_L")


class WaylandSession(SwaySession):
    """sway, where only an activation token raises a window."""

    def __init__(self):
        super().__init__(keyring=False)

    def active_window(self):
        return next((window["id"] for window in self.all_windows() if window["focused"]), None)

    def work_in(self, window):
        self.ask(f"[con_id={window}] focus")
        self.wait_until(lambda: self.active_window() == window, "the focus in the window", DEADLINE_SECONDS)


SESSIONS = {
    "xfwm4": (lambda: X11Session("xfwm4"), ["xfwm4"]),
    "marco": (lambda: X11Session("marco"), ["marco"]),
    "metacity": (lambda: X11Session("metacity"), ["metacity"]),
    "sway": (WaylandSession, ["sway", "swaymsg", "unshare"]),
}


def start_again(desktop):
    desktop.spawn([PROGRAM])


def ask_by_bus(desktop):
    """As SlWindowLauncher does for a notice of a daemon that gives no token."""
    desktop.connection.call(APPLICATION, APPLICATION_PATH, "org.freedesktop.Application", "ActivateAction",
                            GLib.Variant("(sava{sv})", ("show-fallback", [GLib.Variant("s", "work")], {})), None,
                            Gio.DBusCallFlags.NONE, -1, None, None)


def close(desktop):
    desktop.connection.call_sync(APPLICATION, APPLICATION_PATH, "org.freedesktop.Application", "ActivateAction",
                                 GLib.Variant("(sava{sv})", ("close-all", [], {})), None, Gio.DBusCallFlags.NONE, -1,
                                 None)
    desktop.wait_for_name(APPLICATION, present=False)
    desktop.wait_until(lambda: not desktop.windows(TITLE), "the window to go")


def comes_before(desktop, ask):
    """Whether the window is in front once it was asked for while the user works elsewhere."""
    # A window that has seen the user would show an old time.
    for window in desktop.windows(TITLE):
        desktop.work_in(window)
    other = desktop.wait_until(lambda: desktop.windows(OTHER_TITLE), "the other window", DEADLINE_SECONDS)[0]
    desktop.work_in(other)
    ask(desktop)
    try:
        desktop.wait_until(lambda: desktop.active_window() in desktop.windows(TITLE), "the window in front",
                           DEADLINE_SECONDS)
    except TimeoutError:
        return False
    return True


def tell(name, make, programs, check):
    lacking = missing_programs() + [program for program in programs if shutil.which(program) is None]
    if lacking:
        check(f"{name} # SKIP not installed: {', '.join(lacking)}", True)
        return
    with make() as desktop:
        desktop.add_bus_service(APPLICATION, f"{PROGRAM} --gapplication-service")
        desktop.spawn(OTHER_PROGRAM)
        check(f"{name}: a first start comes before other work", comes_before(desktop, start_again))
        check(f"{name}: so does a second one", comes_before(desktop, start_again))
        check(f"{name}: so does what the service asks for", comes_before(desktop, ask_by_bus))
        close(desktop)
        check(f"{name}: also if no window was there", comes_before(desktop, ask_by_bus))
        # marco and metacity say so, and let it pass as a mistake.
        check(f"{name}: it says when it was asked for",
              not re.search(r"timestamp of 0 for \S+ \(Storm", desktop.read_logs()))


def main():
    results = []

    def check(words, fine):
        results.append(fine)
        print(f"{'ok' if fine else 'not ok'} {len(results)} - {words}", flush=True)

    for name, (make, programs) in SESSIONS.items():
        tell(name, make, programs, check)
    print(f"1..{len(results)}")
    return 0 if all(results) else 1


sys.exit(main())
