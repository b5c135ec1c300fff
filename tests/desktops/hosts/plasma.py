# SPDX-License-Identifier: GPL-3.0-or-later
"""KDE Plasma: the watcher is kded5's, the host and the notices are plasmashell's."""
import desktop_session
from gi.repository import GLib
from host import Host


PANEL_HEIGHT = 44
# Of the panel's right end: the clock, which changes by itself, and the button beside it.
CLOCK_WIDTH = 148
TRAY_WIDTH = 220
# It is drawn in several steps, with pauses in between.
RESTING_LOOKS = 8
NOTICE_LOOKS = 4


class HOST(Host):
    title = "plasma"
    programs = ("kwin_x11", "kded5", "plasmashell")
    window_manager = ("kwin_x11",)
    environment = {"XDG_CURRENT_DESKTOP": "KDE", "KDE_FULL_SESSION": "true", "KDE_SESSION_VERSION": "5",
                   "QT_QPA_PLATFORM": "xcb", "LIBGL_ALWAYS_SOFTWARE": "1", "QT_QUICK_BACKEND": "software"}
    scale_environment = {2: {"QT_SCALE_FACTOR": "2"}}
    shows_tray = True
    separator_height = 7
    shows_notices = True

    def prepare(self):
        super().prepare()
        self.spawn(["kded5"])
        self.desktop.wait_for_name(desktop_session.TRAY_WATCHER_NAME)

    def start_tray(self, scale=1):
        shell = self.spawn(["plasmashell", "--no-respawn"], scale)
        self.desktop.wait_for_name("org.kde.plasmashell")
        return shell

    def start_notices(self):
        shell = self.show_panel()
        self.desktop.wait_for_name(desktop_session.NOTIFICATIONS_NAME)
        return shell

    def set_do_not_disturb(self, wanted):
        """As the applet does, which forbids them on its own behalf. Source: org.freedesktop.Notifications.xml of Plasma."""
        if wanted:
            arguments = GLib.Variant("(ssa{sv})", ("org.kde.plasmashell", "Do not disturb", {}))
            self._inhibition = self.desktop.call_notices("Inhibit", arguments).unpack()[0]
        else:
            self.desktop.call_notices("UnInhibit", GLib.Variant("(u)", (self._inhibition,)))

    def notice_area(self):
        return self.open_area()

    def wait_for_notice(self, bare, title):
        """It slides in, and then never rests, because a ring on it shows how long it stays."""
        looks = []

        def look():
            now = self.pixels(self.notice_area())
            looks.append(now)
            return now != bare and bare not in looks[-NOTICE_LOOKS:] and len(looks) >= NOTICE_LOOKS

        self.desktop.wait_until(look, "the notice on the screen")

    def show_panel(self, scale=1):
        """Before it is drawn it lies there black: only its icons show that it is."""
        area = self.tray_area(scale)
        shell = self.start_tray(scale)
        self.wait_for_details(area, "the icons on the panel")
        self.wait_for_rest(area, RESTING_LOOKS)
        return shell

    def tray_area(self, scale=1):
        """The default panel lies along the lower edge."""
        width, height = self.size
        return (width - (CLOCK_WIDTH + TRAY_WIDTH) * scale, height - PANEL_HEIGHT * scale, TRAY_WIDTH * scale,
                PANEL_HEIGHT * scale)

    def open_area(self):
        return (0, 0, self.size[0], self.size[1] - PANEL_HEIGHT)

    def rest_pointer(self):
        self.move(self.size[0] // 2, 4)
