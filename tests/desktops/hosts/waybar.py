# SPDX-License-Identifier: GPL-3.0-or-later
"""Waybar on sway: its own watcher and host, a GTK 3 menu; beside the tray the line that stormlanternctl gives it.

Sources: waybar-tray(5), waybar-custom(5)"""
import json

import desktop_session
from sway import SwayHost

BESIDE_LANTERN = 30


class HOST(SwayHost):
    title = "Waybar"
    programs = (*SwayHost.programs, "waybar")
    shows_tray = True
    has_menu_keys = False

    def start_tray(self, scale=1):
        self.set_scale(scale)
        self.write("waybar/config", json.dumps({
            "layer": "top", "position": "top", "height": self.panel_height, "modules-left": ["tray"],
            "tray": {"icon-size": 24, "spacing": 8}}))
        panel = self.spawn(["waybar"])
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)
        return panel

    # On Wayland nobody tells where menus are; sway 1.7 gives the menu of a bar no keys.

    def open_menu(self, x, y):
        # It lies over the bar, on which the lantern is lit up while the pointer is there.
        left = x + BESIDE_LANTERN
        return self.open_menu_by_its_looks(x, y, (left, 0, self.size[0] - left, self.size[1]))

    def choose(self, lines, path, area):
        for label in path:
            # Submenus come up beside the menu.
            left = area[0] + area[2]
            beside = (left, self.panel_height, self.size[0] - left, self.size[1] - self.panel_height)
            before, shot = self.wait_for_rest(beside), self.snapshot("before-line")
            x, y = self._place_of(label, lines, area)
            # A submenu takes the first movement for its own edge.
            self.move(x - 2, y)
            self.move(x, y)
            lines = next(line[1] for line in lines if line is not None and line[0] == label)
            if lines:
                self.wait_for_change(before, beside, f"the submenu {label}")
                area = self.changed_area(shot, self.snapshot("submenu"), beside)
        self.wait_for_rest(self.open_area())

    def close_menu(self):
        self.rest_pointer()
        self.press(1)
