# SPDX-License-Identifier: GPL-3.0-or-later
"""A session of sway for the stories: a window on an X server of its own, so that the pointer, the keys and the pictures
are those of X11. On Wayland only the compositor knows its windows, so it is asked.

Sources: sway(5), sway-ipc(7), https://gitlab.freedesktop.org/wlroots/wlroots/-/blob/0.15.1/docs/env_vars.md"""

import json
import os
import pathlib
import re
import subprocess

import desktop_session
import host

APPLICATION = "io.github.stormlantern.StormLantern"
OTHER_WINDOW = pathlib.Path(__file__).resolve().parent / "other_window.py"
OUTPUT = "X11-1"
ENVIRONMENT = {"XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": "sway", "WLR_BACKENDS": "x11",
               "WLR_X11_OUTPUTS": "1", "WLR_RENDERER": "pixman", "WLR_LIBINPUT_NO_DEVICES": "1"}
# It does not run as root, and takes this for somebody else.
NOT_ROOT = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


class SwaySession(desktop_session.DesktopSession):
    """A desktop whose compositor is sway. settings: more lines of its configuration."""

    def __init__(self, settings="", **options):
        super().__init__(window_manager=None, panel=False, notices=False, **options)
        del self.environment["GDK_BACKEND"]
        # The bus hands this on to the programs that it starts.
        self.environment.update(ENVIRONMENT, WAYLAND_DISPLAY="wayland-1")
        self._settings = settings

    def _start_bus(self):
        path = os.path.join(self.folder, "sway.config")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"xwayland disable\noutput {OUTPUT} resolution {self._size} position 0,0\n"
                       f"output {OUTPUT} background {host.BACKGROUND} solid_color\n{self._settings}\n")
        super()._start_bus()
        self.spawn([*(NOT_ROOT if os.getuid() == 0 else []), "sway", "--config", path])
        self.environment["SWAYSOCK"] = self.wait_until(self._socket, "sway")

    def _socket(self):
        folder = pathlib.Path(self.environment["XDG_RUNTIME_DIR"])
        return next(map(str, folder.glob("sway-ipc.*.sock")), None) if (folder / "wayland-1").exists() else None

    def ask(self, *arguments):
        """Returns sway's answer to swaymsg's arguments."""
        answer = subprocess.run(["swaymsg", "--raw", *arguments], env=self.environment, check=True,
                                stdout=subprocess.PIPE, timeout=desktop_session.DEADLINE_SECONDS)
        return json.loads(answer.stdout)

    def windows(self, name):
        """Returns the ids of the windows whose title matches a regular expression."""
        return [window["id"] for window in self.all_windows() if re.search(name, window["name"] or "")]

    def all_windows(self):
        """Returns sway's own descriptions of all windows."""
        return list(self._walk(self.ask("-t", "get_tree")))

    def _walk(self, node):
        if node.get("pid") and node["type"] in ("con", "floating_con"):
            yield node
        for child in node["nodes"] + node["floating_nodes"]:
            yield from self._walk(child)


class SwayHost(host.Host):
    """A panel or a notification daemon on sway; a host of hosts/ is made from it."""

    programs = ("sway", "swaybg", "swaymsg", "unshare")
    scale_environment = {2: {}}
    settings = ""

    def make_desktop(self, _scale=1):
        self.desktop = SwaySession(self.settings, size="%dx%d" % self.size)
        self.desktop.environment.update(self.environment)
        return self.desktop

    def prepare(self):
        self.rest_pointer()

    def set_scale(self, scale):
        """Draws everything at a scale from now on."""
        if scale != 1:
            self.desktop.ask("output", OUTPUT, "scale", str(scale))

    def picture(self, path, area=None):
        # A window is known before it is drawn.
        self.wait_for_rest((0, 0, *self.size))
        super().picture(path, area)

    def windows(self):
        return [window["id"] for window in self.desktop.all_windows() if window["app_id"] == APPLICATION]

    def active_window(self):
        return next((window["id"] for window in self.desktop.all_windows() if window["focused"]), None)

    def open_other_window(self):
        process = self.desktop.spawn(["/usr/bin/python3", str(OTHER_WINDOW)])
        self.desktop.wait_until(lambda: self.desktop.windows("^Other work$"), "the other window")
        place = next(window["rect"] for window in self.desktop.all_windows() if window["name"] == "Other work")
        self.move(place["x"] + place["width"] // 2, place["y"] + place["height"] // 2)
        self.press(1)
        return process
