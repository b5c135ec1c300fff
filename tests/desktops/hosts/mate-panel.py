# SPDX-License-Identifier: GPL-3.0-or-later
"""MATE's panel with its notification area, which is a watcher and a host."""
import desktop_session
import second_panel
from host import Host

SETTINGS = """[org/mate/panel/general]
toplevel-id-list=['top']
object-id-list=['notification-area']
[org/mate/panel/toplevels/top]
orientation='top'
expand=true
size=32
screen=0
[org/mate/panel/objects/notification-area]
object-type='applet'
applet-iid='NotificationAreaAppletFactory::NotificationArea'
toplevel-id='top'
position=10
panel-right-stick=false
"""

HANDLE_END = 20


class HOST(Host):
    title = "mate-panel"
    programs = ("xfwm4", "mate-panel", "xfce4-panel")
    environment = {"XDG_CURRENT_DESKTOP": "MATE", "GSETTINGS_BACKEND": "keyfile"}
    shows_tray = True

    def start_tray(self, scale=1):
        self.add_settings(SETTINGS)
        self.scale_what_the_bus_starts(scale)
        panel = self.spawn(["mate-panel", "--replace"], scale)
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)
        return panel

    def tray_area(self, scale=1):
        """Without the handle, which is drawn early or late, as it happens."""
        left = HANDLE_END * scale
        return (left, 0, self.size[0] - left, self.panel_height * scale)

    def start_second_tray(self):
        return second_panel.start(self)
