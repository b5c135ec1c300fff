# SPDX-License-Identifier: GPL-3.0-or-later
"""The lantern on a real panel and a notice in a real notification daemon.

usage: test-tray.py DESKTOP_DEMO SCREENSHOT_FOLDER
"""

import os
import sys

from desktop_session import DesktopSession, missing_programs
from demo_program import Demo

STATES = ["paused", "ok", "unknown", "offline", "degraded", "action-needed", "outage"]
# The left end of the panel: the lantern and some empty panel to compare with.
PANEL_AREA = (0, 0, 96, 32)


def check(name, fine):
    check.number += 1
    print(f"{'ok' if fine else 'not ok'} {check.number} - {name}", flush=True)
    check.failed |= not fine


check.number = 0
check.failed = False


def wait_for_picture(desktop, pictures):
    """Waits until the panel shows what it has not shown before, twice the same."""
    seen = {"last": None}

    def is_new():
        now = desktop.pixels(desktop.tray_area())
        steady = now == seen["last"]
        seen["last"] = now
        return steady and now not in pictures

    desktop.wait_until(is_new, "a new picture on the panel")
    return seen["last"]


def look_at_states(desktop, demo, empty, folder, suffix):
    # The state it starts with, which is told once more later.
    last = wait_for_picture(desktop, [empty])
    pictures = [empty]
    for kind in ("state", "practice"):
        for state in STATES:
            demo.tell(f"{kind} {state}")
            last = wait_for_picture(desktop, [*pictures, last])
            pictures.append(last)
            flag = "-practice" if kind == "practice" else ""
            desktop.screenshot(os.path.join(folder, f"tray-{state}{flag}{suffix}.png"), PANEL_AREA)
    check(f"the panel shows every state with a picture of its own{suffix}",
          len(set(pictures)) == 2 * len(STATES) + 1)
    return pictures[-1]


def click_around(desktop, demo, folder):
    desktop.click_tray(1)
    demo.wait_for("click")
    check("a left click opens", True)
    # The pointer is on the icon now; what the panel draws under it changes with it.
    before = desktop.pixels((0, 32, 300, 120))
    desktop.click_tray(3)
    desktop.wait_until(lambda: desktop.pixels((0, 32, 300, 120)) != before, "the menu")
    desktop.screenshot(os.path.join(folder, "tray-menu.png"), (0, 0, 400, 200))
    desktop.xdotool("key", "Down")
    desktop.xdotool("key", "Return")
    demo.wait_for("menu open")
    check("the menu's first line opens", True)
    desktop.xdotool("mousemove", "500", "500")


def restart_panel(desktop, demo, panel):
    desktop.end(panel)
    demo.wait_for("host no")
    gone = desktop.pixels(desktop.tray_area())
    panel = desktop.start_panel()
    demo.wait_for("host yes")
    wait_for_picture(desktop, [gone])
    check("the lantern comes back with the panel", True)


def read_a_notice(desktop, demo, folder):
    demo.tell("notice work Outlook sign-in is down. It is not you.")
    desktop.wait_until(lambda: desktop.windows("^Dunst$"), "the notice")
    desktop.screenshot(os.path.join(folder, "notice.png"))
    desktop.click(900, 80)
    demo.wait_for("notice work")
    check("a click on the notice says which account it was about", True)
    desktop.wait_until(lambda: not desktop.windows("^Dunst$"), "the notice to go")
    demo.tell("notice work Outlook sign-in is down. It is not you.")
    desktop.wait_until(lambda: desktop.windows("^Dunst$"), "the second notice")
    demo.tell("withdraw work")
    desktop.wait_until(lambda: not desktop.windows("^Dunst$"), "the withdrawal")
    check("a notice can be withdrawn", True)


def main():
    program, folder = sys.argv[1:]
    if missing_programs():
        print(f"1..0 # SKIP not installed: {', '.join(missing_programs())}")
        return 0
    for dark in (False, True):
        with DesktopSession(panel=False, keyring=False, dark=dark) as desktop:
            nothing = desktop.pixels(desktop.tray_area())
            panel = desktop.start_panel()
            empty = wait_for_picture(desktop, [nothing])
            demo = Demo(desktop, program)
            demo.wait_for("host yes")
            look_at_states(desktop, demo, empty, folder, "-dark" if dark else "")
            if not dark:
                click_around(desktop, demo, folder)
                restart_panel(desktop, demo, panel)
                read_a_notice(desktop, demo, folder)
            check("it ends with its input", demo.end() == 0)
    print(f"1..{check.number}")
    return 1 if check.failed else 0


sys.exit(main())
