# SPDX-License-Identifier: GPL-3.0-or-later
"""Xfce's panel: its own watcher and host, a GTK 3 menu."""
import desktop_session
from host import Host


class HOST(Host):
    title = "xfce4-panel"
    programs = ("xfwm4", "xfce4-panel")
    environment = {"XDG_CURRENT_DESKTOP": "XFCE"}
    shows_tray = True

    def start_tray(self, scale=1):
        self.write("xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml", desktop_session.PANEL_CHANNEL % "false")
        panel = self.spawn(["xfce4-panel", "--disable-wm-check"], scale)
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)
        return panel
