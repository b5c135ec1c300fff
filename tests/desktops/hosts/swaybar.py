# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar that comes with sway: a watcher and host of its own, which shows no menus and no tool tips.

Sources: sway-bar(5), swaybar/tray/item.c of sway 1.7"""
import desktop_session
from sway import SwayHost


class HOST(SwayHost):
    title = "swaybar"
    programs = (*SwayHost.programs, "swaybar")
    # sway would start it with the session; the stories start it themselves.
    settings = """bar lantern {
        position top
        height 32
        tray_output *
        swaybar_command true
    }"""
    shows_tray = True
    has_menu = False
    has_tool_tip = False

    def start_tray(self, scale=1):
        self.set_scale(scale)
        panel = self.spawn(["swaybar", "--bar_id", "lantern"])
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)
        return panel
