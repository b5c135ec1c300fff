# SPDX-License-Identifier: GPL-3.0-or-later
"""GNOME Shell with the AppIndicator extension, and the notices of the shell itself.

A single click shows the menu, a double click opens the window. Source: appIndicator.js, indicatorStatusIcon.js of
https://github.com/ubuntu/gnome-shell-extension-appindicator"""
import json
import pathlib
import subprocess
import tempfile

from desktop_session import NOTIFICATIONS_NAME, TRAY_WATCHER_NAME
from gnome_shell import GnomeSession
from host import BACKGROUND, COMMAND_SECONDS, Host
from lantern import WINDOW

FOLDER = pathlib.Path(__file__).resolve().parent.parent
BUILD = FOLDER.parent.parent / "build"
EXTENSION = "ubuntu-appindicators@ubuntu.com"
NOTICES = "/usr/share/gnome-shell/org.gnome.Shell.Notifications"
# Where the newest notice can be clicked: on its banner, or else in the calendar, which is opened for that.
NOTICE = """const clock = Main.panel.statusArea.dateMenu;
let notice = Main.messageTray._banner;
if (!notice) {
    clock.menu.open();
    notice = clock._messageList._notificationSection._messages[0];
}
const [x, y] = notice.get_transformed_position();
notice.width > 0 && y > 0 ? [Math.round(x + notice.width / 2), Math.round(y + 24)] : null"""
# What the list below the clock has.
TITLES = "Main.messageTray.getSources().flatMap(source => source.notifications).map(notice => notice.title)"
# Whether the banner is down and has no time to go.
STAYS = "Main.messageTray._notificationState == 2 && Main.messageTray._notificationTimeoutId == 0"
CLOSE_NOTICES = "Main.messageTray.getSources().forEach(source => source.destroy())"
# The line of the open menu to which labels lead, through the submenus, which are shown between the lines.
LINE = """const line = %s.reduce(
    (item, label) => item.menu._getMenuItems().find(child => child.label?.text === label),
    {menu: Main.panel.menuManager.activeMenu});
const [x, y] = line.get_transformed_position();
[Math.round(x + line.width / 2), Math.round(y + line.height / 2)]"""


class Extension:
    """The extension as the stories end it, like a panel's process."""

    def __init__(self, desktop):
        self._desktop = desktop

    def poll(self):
        return 0 if TRAY_WATCHER_NAME not in self._desktop.names() else None

    def terminate(self):
        self._desktop.set_extension(EXTENSION, False)

    def wait(self, timeout=None):
        self._desktop.wait_for_name(TRAY_WATCHER_NAME, present=False)


class HOST(Host):
    title = "GNOME Shell 43, AppIndicator"
    programs = ("gnome-shell", "gjs")
    scale_environment = {2: {}}
    panel_height = 27
    can_lack_tray = True
    shows_tray = True
    shows_notices = True
    restart_obstacle = "it ends with the session"
    shows_missed_notices = False  # they are in its list
    has_tool_tip = False
    has_menu_keys = False
    icon_opacity = 240  # the default of the extension's setting icon-opacity
    opening_clicks = 2

    def make_desktop(self, scale=1):
        self._installed = tempfile.TemporaryDirectory(prefix="stormlantern-installed-")
        data = self._install()
        self.desktop = GnomeSession(BACKGROUND, data, scale, size="%dx%d" % self.size)
        return self.desktop

    def _install(self):
        """Installs the programs into a folder of their own, from which the shell reads name and icon."""
        folder = pathlib.Path(self._installed.name)
        subprocess.run(["meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", folder], check=True,
                       stdout=subprocess.DEVNULL, timeout=COMMAND_SECONDS)
        entry = next(folder.rglob(f"applications/{WINDOW}.desktop"))
        # An entry whose program is not found is none.
        entry.write_text(entry.read_text().replace("Exec=stormlantern", f"Exec={BUILD}/app/stormlantern"))
        return entry.parent.parent

    def prepare(self):
        # The shell misses the display manager and says so.
        self.desktop.evaluate(CLOSE_NOTICES)
        self.rest_pointer()

    def start_tray(self, scale=1):
        self.desktop.set_extension(EXTENSION, True)
        self.desktop.wait_for_name(TRAY_WATCHER_NAME)
        return Extension(self.desktop)

    def show_panel(self, scale=1):
        # The panel is the shell's and was there before.
        return self.start_tray(scale)

    def start_notices(self):
        # The bus would start it too, or somebody else's daemon that is installed beside it.
        notices = self.spawn(["gjs", NOTICES])
        self.desktop.wait_for_name(NOTIFICATIONS_NAME)
        return notices

    def keeps(self, title):
        return title in self.desktop.evaluate(TITLES)

    def set_do_not_disturb(self, wanted):
        self.desktop.evaluate("new imports.gi.Gio.Settings({schema_id: 'org.gnome.desktop.notifications'})"
                              f".set_boolean('show-banners', {str(not wanted).lower()})")

    def close_notices(self, notices):
        # Nobody may close what another has told.
        self.desktop.evaluate(CLOSE_NOTICES)

    def wait_for_notice(self, bare, title):
        """One banner is shown after the other, and stays until the user does something."""
        def look():
            self.rest_pointer()
            return title in (self.desktop.evaluate("Main.messageTray._notification?.title") or "")
        self.desktop.wait_until(look, f"the banner “{title}”")
        super().wait_for_notice(bare, title)

    def wait_until_ordinary_notices_are_gone(self, _notices, title):
        """A banner has a time, or none if it stays; others wait for its end."""
        self.desktop.wait_until(lambda: self.desktop.evaluate(STAYS), "a banner without a time")

    def action_point(self, area):
        """A banner goes after some seconds; the notice is then below the clock."""
        return self.desktop.wait_until(lambda: self.desktop.evaluate(NOTICE), "the notice below the clock")

    def tray_area(self, scale=1):
        # The clock in the middle changes by itself.
        return (self.size[0] * 2 // 3, 0, self.size[0] // 3, self.panel_height * scale)

    def move(self, x, y):
        self.desktop.move(x, y)

    def press(self, button, times=1):
        self.desktop.press(button, times)

    def keys(self, *names):
        self.desktop.keys(*names)

    def windows(self):
        return [number for number, _title, application, _focus in self.desktop.all_windows() if application == WINDOW]

    def active_window(self):
        # While the calendar is open no window has the focus; it stays open after a click on a notice in it.
        self.desktop.evaluate("Main.panel.closeCalendar()")
        return next((number for number, _title, _application, focus in self.desktop.all_windows() if focus), None)

    def open_other_window(self):
        process = self.desktop.spawn(["/usr/bin/python3", str(FOLDER / "other_window.py")])
        self.desktop.wait_until(lambda: any(title == "Other work" for _number, title, _application, _focus
                                            in self.desktop.all_windows()), "the other window")
        # As its line in the window switcher does, wherever it lies.
        self.desktop.evaluate("""global.get_window_actors().map(actor => actor.meta_window).find(
            window => window.get_title() === "Other work").activate(global.get_current_time())""")
        return process

    # The menu

    def open_menu(self, x, y):
        return self.open_menu_by_its_looks(x, y)

    def choose(self, lines, path, _area):
        for depth, label in enumerate(path):
            before = self.wait_for_rest(self.open_area())
            script = LINE % json.dumps(path[:depth + 1])
            self.move(*self.desktop.wait_until(lambda script=script: self.desktop.evaluate(script), f"the line {label}"))
            lines = next(line[1] for line in lines if line is not None and line[0] == label)
            if lines:
                self.press(1)
                self.wait_for_change(before, self.open_area(), f"the submenu {label}")

    def close_menu(self):
        self.keys("Escape", "Escape")
