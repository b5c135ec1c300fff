# SPDX-License-Identifier: GPL-3.0-or-later
"""The plain notification daemon of GNOME Flashback."""
import desktop_session
from host import Host

PROGRAM = "/usr/lib/notification-daemon/notification-daemon"


class HOST(Host):
    title = "notification-daemon"
    programs = ("xfwm4", PROGRAM)
    shows_notices = True
    queues_notices = True

    def start_notices(self):
        notices = self.spawn([PROGRAM])
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return notices
