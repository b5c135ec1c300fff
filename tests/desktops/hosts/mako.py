# SPDX-License-Identifier: GPL-3.0-or-later
"""mako on sway: a notification daemon that gives an activation token with a click.

Source: mako(5)"""
import desktop_session
from sway import SwayHost


class HOST(SwayHost):
    title = "mako"
    programs = (*SwayHost.programs, "mako")
    shows_notices = True

    def start_notices(self):
        notices = self.spawn(["mako"])
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return notices
