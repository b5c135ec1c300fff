# SPDX-License-Identifier: GPL-3.0-or-later
"""LXQt's panel: its own watcher and host, a Qt menu that is read one level at a time."""
import desktop_session
from host import Host

SETTINGS = """[General]
panels=panel1

[panel1]
plugins=statusnotifier
position=Top
iconSize=22
panelSize=32

[statusnotifier]
type=statusnotifier
"""


class HOST(Host):
    title = "lxqt-panel"
    programs = ("openbox", "lxqt-panel")
    window_manager = ("openbox",)
    environment = {"XDG_CURRENT_DESKTOP": "LXQt", "QT_QPA_PLATFORM": "xcb"}
    scale_environment = {2: {"QT_SCALE_FACTOR": "2"}}
    shows_tray = True
    menu_edge = 1
    separator_height = 2

    def start_tray(self, scale=1):
        self.write("lxqt/panel.conf", SETTINGS)
        panel = self.spawn(["lxqt-panel"], scale)
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)
        return panel
