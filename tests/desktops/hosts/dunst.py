# SPDX-License-Identifier: GPL-3.0-or-later
"""dunst as it is installed: a left click closes a notice, a middle click does its action."""
import desktop_session
from host import Host


class HOST(Host):
    title = "dunst"
    programs = ("xfwm4", "dunst")
    shows_notices = True
    opening_button = 2

    def set_do_not_disturb(self, wanted):
        self.desktop.run("dunstctl", "set-paused", str(wanted).lower())

    def start_notices(self):
        notices = self.spawn(["dunst"])
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return notices
