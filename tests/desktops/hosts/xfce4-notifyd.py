# SPDX-License-Identifier: GPL-3.0-or-later
"""Xfce's notification daemon: a click on a notice closes it, its action is a button at the lower right."""
import glob

import desktop_session
from host import Host

PROGRAM = next(iter(glob.glob("/usr/lib/*/xfce4/notifyd/xfce4-notifyd")), "xfce4-notifyd")

# The setting "Activate focus stealing prevention".
WINDOW_MANAGER_CHANNEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfwm4" version="1.0">
  <property name="general" type="empty">
    <property name="prevent_focus_stealing" type="bool" value="true"/>
  </property>
</channel>
"""


class HOST(Host):
    title = "xfce4-notifyd"
    programs = ("xfwm4", PROGRAM)
    environment = {"XDG_CURRENT_DESKTOP": "XFCE"}
    shows_notices = True
    shows_missed_notices = False

    def make_desktop(self):
        desktop = super().make_desktop()
        self.write("xfce4/xfconf/xfce-perchannel-xml/xfwm4.xml", WINDOW_MANAGER_CHANNEL)
        return desktop

    def set_do_not_disturb(self, wanted):
        self.desktop.run("xfconf-query", "--channel", "xfce4-notifyd", "--property", "/do-not-disturb", "--create",
                         "--type", "bool", "--set", str(wanted).lower())

    def start_notices(self):
        notices = self.spawn([PROGRAM])
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return notices

    def action_point(self, area):
        return area[0] + area[2] * 4 // 5, area[1] + area[3] * 4 // 5
