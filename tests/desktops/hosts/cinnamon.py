# SPDX-License-Identifier: GPL-3.0-or-later
"""Cinnamon: the watcher is a program of its own, which draws each lantern into a file and shows its menu; the panel
shows the file. Window manager and panel are one.

Source: https://github.com/linuxmint/xapp, xapp-sn-watcher; /usr/share/cinnamon/applets/xapp-status@cinnamon.org"""
import desktop_session
from host import BACKGROUND, Host

WATCHER = "/usr/libexec/xapps/sn-watcher/xapp-sn-watcher"
# The icons are as large as in the place where Cinnamon has them at first, at the other end of the panel.
SETTINGS = """[org/cinnamon]
enabled-applets=['panel1:left:0:xapp-status@cinnamon.org']
panels-enabled=['1:0:top']
panels-height=['1:32']
panel-zone-icon-sizes='[{"panelId": 1, "left": 24, "center": 0, "right": 24}]'
startup-animation=false
desktop-effects=false
[org/cinnamon/desktop/interface]
scaling-factor=uint32 %d
"""


class HOST(Host):
    title = "Cinnamon"
    programs = ("cinnamon", WATCHER)
    window_manager = None
    environment = {"XDG_CURRENT_DESKTOP": "X-Cinnamon", "LIBGL_ALWAYS_SOFTWARE": "1", "GSETTINGS_BACKEND": "keyfile"}
    shows_tray = True

    def __init__(self):
        super().__init__()
        self._watcher = None

    def start_tray(self, scale=1):
        """Both, as after a login."""
        self.add_settings(SETTINGS % scale)
        if self._watcher is not None:
            self.desktop.end(self._watcher)
        panel = self.spawn(["cinnamon", "--replace"], scale)
        self.desktop.wait_for_name("org.Cinnamon")
        self._watcher = self.spawn([WATCHER], scale)
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)
        return panel
