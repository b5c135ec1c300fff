# SPDX-License-Identifier: GPL-3.0-or-later
"""mako on sway: a notification daemon that gives an activation token with a click.

Source: mako(5)"""
import desktop_session
from sway import SwayHost

# As its manual has it.
QUIET_MODE = "do-not-disturb"


class HOST(SwayHost):
    title = "mako"
    programs = (*SwayHost.programs, "mako")
    shows_notices = True
    notices_expire = False

    def set_do_not_disturb(self, wanted):
        self.desktop.run("makoctl", "mode", "-a" if wanted else "-r", QUIET_MODE)

    def start_notices(self):
        self.write("mako/config", f"[mode={QUIET_MODE}]\ninvisible=1\n")
        notices = self.spawn(["mako"])
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return notices
