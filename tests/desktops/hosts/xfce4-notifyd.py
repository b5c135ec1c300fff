# SPDX-License-Identifier: GPL-3.0-or-later
"""Xfce's notification daemon: a click on a notice closes it, its action is a button at the lower right."""
import glob

import desktop_session
from host import Host

PROGRAM = next(iter(glob.glob("/usr/lib/*/xfce4/notifyd/xfce4-notifyd")), "xfce4-notifyd")


class HOST(Host):
    title = "xfce4-notifyd"
    programs = ("xfwm4", PROGRAM)
    environment = {"XDG_CURRENT_DESKTOP": "XFCE"}
    shows_notices = True

    def start_notices(self):
        notices = self.spawn([PROGRAM])
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return notices

    def action_point(self, area):
        return area[0] + area[2] * 4 // 5, area[1] + area[3] * 4 // 5
