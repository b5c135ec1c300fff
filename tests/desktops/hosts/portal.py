# SPDX-License-Identifier: GPL-3.0-or-later
"""dunst behind the notification portal: the service runs in a sandbox, as far as portals look for one.

Sources: flatpak-metadata(5), https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Notification.html"""
import glob
import os

import desktop_session
from host import Host
from lantern import WINDOW

PORTAL = "/usr/libexec/xdg-desktop-portal"
SANDBOX_FILE = f"[Application]\nname={WINDOW}\n[Context]\nshared=network;\n[Instance]\ninstance-id=1\n"


class HOST(Host):
    title = "portal, dunst"
    programs = ("xfwm4", "dunst", "bwrap", PORTAL, PORTAL + "-gtk")
    # The portal's own opinion would be that this computer is offline, where it has no network but its own.
    environment = {"GIO_USE_NETWORK_MONITOR": "base"}
    shows_notices = True
    restart_obstacle = "a portal does not tell of the daemon behind it"
    opening_button = 2

    def make_desktop(self):
        desktop = super().make_desktop()
        path = os.path.join(desktop.folder, "flatpak-info")
        with open(path, "w", encoding="utf-8") as file:
            file.write(SANDBOX_FILE)
        folders = [word for folder in sorted(glob.glob("/*")) for word in ("--dev-bind", folder, folder)]
        self.service_prefix = ("bwrap", "--tmpfs", "/", *folders, "--ro-bind", path, "/.flatpak-info", "--die-with-parent")
        return desktop

    def set_do_not_disturb(self, wanted):
        self.desktop.run("dunstctl", "set-paused", str(wanted).lower())

    def start_notices(self):
        notices = self.spawn(["dunst"])
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return notices
