# SPDX-License-Identifier: GPL-3.0-or-later
"""Xfce's panel: its own watcher and host, a GTK 3 menu. MATE's panel beside it is the second host."""
import desktop_session
from host import Host

SECOND_PANEL = """[org/mate/panel/general]
toplevel-id-list=['bottom']
object-id-list=['notification-area']
[org/mate/panel/toplevels/bottom]
orientation='bottom'
expand=true
size=32
screen=0
[org/mate/panel/objects/notification-area]
object-type='applet'
applet-iid='NotificationAreaAppletFactory::NotificationArea'
toplevel-id='bottom'
position=10
panel-right-stick=false
"""


class HOST(Host):
    title = "xfce4-panel"
    programs = ("xfwm4", "xfce4-panel", "mate-panel")
    environment = {"XDG_CURRENT_DESKTOP": "XFCE"}
    shows_tray = True

    def start_tray(self, scale=1):
        self.write("xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml", desktop_session.PANEL_CHANNEL % "false")
        panel = self.spawn(["xfce4-panel", "--disable-wm-check"], scale)
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)
        return panel

    def start_second_tray(self):
        area = (0, self.size[1] - self.panel_height, self.size[0], self.panel_height)
        self.add_settings(SECOND_PANEL)
        before = self.pixels(area)
        self.second_tray = self.desktop.spawn(["mate-panel", "--replace"],
                                              env={**self.desktop.environment, "GSETTINGS_BACKEND": "keyfile"})
        self.wait_for_change(before, area, "the second panel")
        return area
