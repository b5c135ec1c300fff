# SPDX-License-Identifier: GPL-3.0-or-later
"""The plain notification daemon of GNOME Flashback, and its window manager, which keeps windows from taking the focus
by themselves."""
import desktop_session
from host import Host

PROGRAM = "/usr/lib/notification-daemon/notification-daemon"


class HOST(Host):
    title = "notification-daemon"
    programs = ("metacity", PROGRAM)
    window_manager = ("metacity", "--no-composite")
    shows_notices = True
    notices_expire = False  # it shows one after the other, so that an urgent one holds up all others
    has_do_not_disturb = False

    def start_notices(self):
        notices = self.spawn([PROGRAM])
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return notices
