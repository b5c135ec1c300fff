# SPDX-License-Identifier: GPL-3.0-or-later
"""Cinnamon: the watcher is a program of its own, which draws each lantern into a file and shows its menu; the panel
shows the file. Window manager and panel are one.

Source: https://github.com/linuxmint/xapp, xapp-sn-watcher; /usr/share/cinnamon/applets/xapp-status@cinnamon.org"""
import subprocess

from gi.repository import Gio, GLib

import desktop_session
import second_panel
from host import COMMAND_SECONDS, Host

WATCHER = "/usr/libexec/xapps/sn-watcher/xapp-sn-watcher"
# The icons are as large as in the place where Cinnamon has them at first, at the other end of the panel.
SETTINGS = """[org/cinnamon]
enabled-applets=['panel1:left:0:xapp-status@cinnamon.org']
panels-enabled=['1:0:top']
panels-height=['1:32']
panel-zone-icon-sizes='[{"panelId": 1, "left": 24, "center": 0, "right": 24}]'
startup-animation=false
desktop-effects=false
"""
# Smaller screens may not be scaled.
LARGE_SIZE = (2000, 1400)
# Xvfb's own mode has no refresh rate, and Cinnamon does not find it again by that.
MODE = ["lantern", "193.25", "2000", "2136", "2352", "2704", "1400", "1403", "1409", "1451"]
DISPLAYS = "org.cinnamon.Muffin.DisplayConfig"
CALL_TIMEOUT_MS = 20000
PERSISTENT = 1


class HOST(Host):
    title = "Cinnamon"
    programs = ("cinnamon", WATCHER, "xfce4-panel")
    window_manager = None
    environment = {"XDG_CURRENT_DESKTOP": "X-Cinnamon", "LIBGL_ALWAYS_SOFTWARE": "1", "GSETTINGS_BACKEND": "keyfile"}
    scale_environment = {2: {}}
    shows_tray = True

    def __init__(self):
        super().__init__()
        self._watcher = None

    def make_desktop(self, scale=1):
        if scale != 1:
            self.size = LARGE_SIZE
        return super().make_desktop(scale)

    def start_tray(self, scale=1):
        """Both, as after a login."""
        self.add_settings(SETTINGS)
        if self._watcher is not None:
            self.desktop.end(self._watcher)
        if scale != 1:
            self._set_mode()
        panel = self.spawn(["cinnamon", "--replace"])
        self.desktop.wait_for_name("org.Cinnamon")
        if scale != 1:
            self._set_scale(scale)
        self._watcher = self.spawn([WATCHER])
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)
        return panel

    def _set_mode(self):
        for arguments in (["--newmode", *MODE], ["--addmode", "screen", MODE[0]], ["--output", "screen", "--mode", MODE[0]]):
            subprocess.run(["xrandr", *arguments], env=self.desktop.environment, check=True, timeout=COMMAND_SECONDS)

    def _call(self, method, arguments=None):
        return self.desktop.connection.call_sync(DISPLAYS, "/" + DISPLAYS.replace(".", "/"), DISPLAYS, method, arguments,
                                                 None, Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, None)

    def _set_scale(self, scale):
        """As Cinnamon's display settings do. Source: org.cinnamon.Muffin.DisplayConfig.xml of muffin 5.6."""
        self.desktop.wait_for_name(DISPLAYS)
        serial, [[[connector, *_identity], modes, _properties]], *_rest = self._call("GetCurrentState").unpack()
        mode = next(mode[0] for mode in modes if mode[-1].get("is-current"))
        screen = (0, 0, float(scale), 0, True, [(connector, mode, {})])
        self._call("ApplyMonitorsConfig", GLib.Variant("(uua(iiduba(ssa{sv}))a{sv})", (serial, PERSISTENT, [screen], {})))

    def start_second_tray(self):
        return second_panel.start(self)
