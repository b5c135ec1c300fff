# SPDX-License-Identifier: GPL-3.0-or-later
"""The indicators of Ayatana in MATE's panel: a watcher that draws icons of the theme alone, never pixmaps."""
import pathlib
import shutil

import desktop_session
from host import Host

ICONS = pathlib.Path(__file__).resolve().parents[3] / "build/icons"
SERVICE = "/usr/libexec/ayatana-indicator-application/ayatana-indicator-application-service"
SETTINGS = """[org/mate/panel/general]
toplevel-id-list=['top']
object-id-list=['indicators']
[org/mate/panel/toplevels/top]
orientation='top'
expand=true
size=32
screen=0
[org/mate/panel/objects/indicators]
object-type='applet'
applet-iid='IndicatorAppletFactory::IndicatorApplet'
toplevel-id='top'
position=10
panel-right-stick=false
"""
HANDLE_END = 20


class HOST(Host):
    title = "mate-indicator-applet"
    programs = ("xfwm4", "mate-panel", "/usr/lib/mate-indicator-applet/mate-indicator-applet", SERVICE)
    environment = {"XDG_CURRENT_DESKTOP": "MATE", "GSETTINGS_BACKEND": "keyfile"}
    shows_tray = True
    has_tool_tip = False
    draws_pixmaps = False
    menu_button = 1
    opening_clicks = 0

    def prepare(self):
        super().prepare()
        icons = pathlib.Path(self.desktop.environment["XDG_DATA_HOME"]) / "icons/hicolor/scalable/apps"
        icons.mkdir(parents=True)
        for icon in ICONS.glob("*.svg"):
            shutil.copy(icon, icons)
        self.spawn([SERVICE])
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)

    def start_tray(self, scale=1):
        self.add_settings(SETTINGS)
        self.scale_what_the_bus_starts(scale)
        panel = self.spawn(["mate-panel", "--replace"], scale)
        self.desktop.wait_for_name("org.mate.Panel")
        return panel

    def tray_area(self, scale=1):
        left = HANDLE_END * scale
        return (left, 0, self.size[0] - left, self.panel_height * scale)
