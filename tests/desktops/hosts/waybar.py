# SPDX-License-Identifier: GPL-3.0-or-later
"""Waybar on sway: its own watcher and host, a GTK 3 menu; beside the tray the line that stormlanternctl gives it.

Sources: waybar-tray(5), waybar-custom(5)"""
import json

import desktop_session
from sway import SwayHost


MENU_EDGE = 4
SUBMENU_INSET = 24


class HOST(SwayHost):
    title = "Waybar"
    programs = (*SwayHost.programs, "waybar")
    shows_tray = True

    def start_tray(self, scale=1):
        self.set_scale(scale)
        self.write("waybar/config", json.dumps({
            "layer": "top", "position": "top", "height": self.panel_height, "modules-left": ["tray"],
            "tray": {"icon-size": 24, "spacing": 8}}))
        panel = self.spawn(["waybar"])
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)
        return panel

    # sway 1.7 gives the menu of a bar no keys, so it is used with the pointer.

    def choose(self, lines, path, area):
        x = area[0] + area[2] // 2
        for label in path:
            labels = [line[0] for line in lines if line is not None]
            height = (area[3] - 2 * MENU_EDGE) / len(labels)
            before = self.wait_for_rest(self.open_area())
            shot = self.snapshot("before-line")
            y = area[1] + MENU_EDGE + round((labels.index(label) + 0.5) * height)
            # A submenu takes the first movement for its own edge.
            self.move(x - 2, y)
            self.move(x, y)
            self.wait_for_change(before, self.open_area(), f"the line {label}")
            lines = next(line[1] for line in lines if line is not None and line[0] == label)
            if lines:
                area = self.changed_area(shot, self.snapshot("submenu"))
                x = area[0] + area[2] - SUBMENU_INSET

    def confirm(self):
        self.press(1)

    def close_menu(self):
        self.rest_pointer()
        self.press(1)
