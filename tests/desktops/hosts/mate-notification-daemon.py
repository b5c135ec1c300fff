# SPDX-License-Identifier: GPL-3.0-or-later
"""MATE's notification daemon, and MATE's window manager, which keeps windows from taking the focus by themselves."""
import desktop_session
from host import Host

PROGRAM = "/usr/lib/mate-notification-daemon/mate-notification-daemon"


class HOST(Host):
    title = "mate-notification-daemon"
    programs = ("marco", PROGRAM)
    window_manager = ("marco", "--no-composite")
    shows_notices = True
    shows_missed_notices = False

    def set_do_not_disturb(self, wanted):
        self.write_settings(f"[org/mate/notification-daemon]\ndo-not-disturb={str(wanted).lower()}\n")

    def start_notices(self):
        # Settings are followed in a folder that is there.
        self.set_do_not_disturb(False)
        notices = self.desktop.spawn([PROGRAM], env={**self.desktop.environment, "GSETTINGS_BACKEND": "keyfile"})
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return notices
