# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stories know of a desktop. Each file in hosts/ is one: a class HOST, made from Host, that says how
its panel or its notification daemon is started and where it is on the screen.

Everything here is right for X11; a host on Wayland gives its own pictures, pointer and keys."""

import os
import random
import re
import shutil
import subprocess
import tempfile

import desktop_session
from gi.repository import Gio, GLib

# Neither black nor white, so that the edges of menus and notices are seen.
BACKGROUND = "#446688"
COMMAND_SECONDS = 60
SURFACE = re.compile(r"WINDOW=(\d+)\nX=(-?\d+)\nY=(-?\d+)\nWIDTH=(\d+)\nHEIGHT=(\d+)\n")
BYTES_PER_PIXEL = 3
SMALLEST_MENU = 20  # pixels; smaller windows are helpers that nobody sees


class Host:
    """One desktop. The stories call make_desktop() first and find the session in .desktop from then on."""

    title = ""                        # for people, with its version if that is known
    programs = ()                     # the stories are skipped where one of them is missing
    window_manager = ("xfwm4", "--compositor=off")
    size = (1000, 700)                # of the screen, in pixels
    panel_height = 32                 # of a panel along the upper edge, at scale 1
    environment = {}                  # of every program in the session
    scale_environment = {2: {"GDK_SCALE": "2"}}  # of the panel, by scale

    shows_tray = False                # whether the story of the tray is told
    has_menu = True                   # whether it can show the lantern's menu
    menu_edge = 4                     # of the menu's frame, in pixels
    separator_height = 1              # in the menu, in pixels
    has_menu_keys = True              # whether the menu is tried with keys too
    has_tool_tip = True
    has_middle_click = True
    reads_icon_names = True           # whether it looks for names in the icon theme
    draws_pixmaps = True              # or else needs the icons in the theme, and their names
    menu_button = 3                   # which button on the lantern shows its menu
    icon_opacity = 255                # of icons at rest, on a black panel
    opening_clicks = 1                # how many clicks of the left button open the window; 0: it shows the menu

    can_lack_tray = False             # whether it has one only after start_tray(), and is shown without it too
    shows_notices = False             # whether the story of the notices is told
    restart_obstacle = None           # why a notification daemon that begins again is not told, if so
    notices_expire = True             # whether it takes a notice of normal urgency away after some time
    has_do_not_disturb = True         # whether the user can forbid notices to come up
    shows_missed_notices = True       # whether it then shows what has come in the meantime
    opening_button = 1                # which button on a notice does its default action

    service_prefix = ()               # the words before the service's command, such as a sandbox's

    def __init__(self):
        self.desktop = None
        self.second_tray = None  # its process
        self._pictures = tempfile.TemporaryDirectory(prefix="stormlantern-pictures-")

    # The session

    def missing(self):
        """Returns the programs that this host needs and the machine lacks."""
        return [program for program in ("Xvfb", "dbus-daemon", "xdotool", "import", *self.programs)
                if shutil.which(program) is None and not os.access(program, os.X_OK)]

    def make_desktop(self, _scale=1):
        """Returns a session that has a bus, a display and a keyring, and neither panel nor notices. Not yet started.
        SCALE is that of the panel to come."""
        self.desktop = desktop_session.DesktopSession(panel=False, notices=False, size="%dx%d" % self.size,
                                                      window_manager=self.window_manager)
        self.desktop.environment.update(self.environment)
        return self.desktop

    def prepare(self):
        """Called once when the session has started."""
        subprocess.run(["xsetroot", "-solid", BACKGROUND], env=self.desktop.environment, check=True,
                       timeout=COMMAND_SECONDS)

    def start_tray(self, scale=1):
        """Starts the panel; returns its process when it takes lanterns. See show_panel()."""
        raise NotImplementedError

    def show_panel(self, scale=1):
        """Starts the panel; returns its process when it is drawn, too."""
        before = self.pixels(self.tray_area(scale))
        panel = self.start_tray(scale)
        self.wait_for_change(before, self.tray_area(scale), "the panel")
        return panel

    def start_second_tray(self):
        """Starts another panel beside the first one, second_tray; returns (x, y, width, height) of its icons, None if
        there is none."""
        return None

    def start_notices(self):
        """Starts the notification daemon; returns its process when it is ready."""
        raise NotImplementedError

    def close_notices(self, notices):
        """Closes all notices. notices: a NoticeMonitor."""
        notices.close_all()

    def wait_until_ordinary_notices_are_gone(self, notices, title):
        """Waits until a notice of normal urgency, told now, is taken away. notices: a NoticeMonitor; title: of the notice
        that is to outlast it."""
        if self.notices_expire:
            number = notices.tell("Other news")
            self.desktop.wait_until(lambda: number in notices.shown, "other news")
            self.desktop.wait_until(lambda: number not in notices.shown, "other news to go")

    def keeps(self, title):
        """Whether the user can still find a notice that did not come up; right for those that show it afterwards."""
        return True

    def set_do_not_disturb(self, wanted):
        """Does what the user does who does not want notices to come up, or wants them again."""
        raise NotImplementedError

    def spawn(self, command, scale=1):
        """Starts one of the host's own programs, drawn at a scale."""
        environment = {**self.desktop.environment, **self.scale_environment.get(scale, {})}
        return self.desktop.spawn(command, env=environment)

    def scale_what_the_bus_starts(self, scale):
        """Draws panel applets, which the bus starts, at a scale, as a session does that is scaled."""
        self.desktop.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                          "UpdateActivationEnvironment",
                                          GLib.Variant("(a{ss})", (self.scale_environment.get(scale, {}),)), None,
                                          Gio.DBusCallFlags.NONE, COMMAND_SECONDS * 1000, None)

    def write(self, path, text):
        """Writes a settings file below the user's configuration folder."""
        whole = os.path.join(self.desktop.environment["XDG_CONFIG_HOME"], path)
        os.makedirs(os.path.dirname(whole), exist_ok=True)
        with open(whole, "w", encoding="utf-8") as file:
            file.write(text)

    def write_settings(self, text):
        """Writes the file that programs with GSETTINGS_BACKEND=keyfile read, and follow."""
        self.write("glib-2.0/settings/keyfile", text)

    def add_settings(self, text):
        """Adds groups to the file that programs with GSETTINGS_BACKEND=keyfile read, unless it has them."""
        path = os.path.join(self.desktop.environment["XDG_CONFIG_HOME"], "glib-2.0/settings/keyfile")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "a+", encoding="utf-8") as file:
            file.seek(0)
            if text not in file.read():
                file.write(text)

    # Where things are

    def tray_area(self, scale=1):
        """Returns (x, y, width, height) in which the panel shows icons, and nothing that changes by itself."""
        return (0, 0, self.size[0], self.panel_height * scale)

    def open_area(self):
        """Returns (x, y, width, height) of the screen without the panel: there menus and tool tips come up."""
        return (0, self.panel_height, self.size[0], self.size[1] - self.panel_height)

    def notice_area(self):
        """Returns (x, y, width, height) in which notices come up."""
        return (0, 0, *self.size)

    def action_point(self, area):
        """Returns (x, y) where a click on a notice, which lies in an area, does its default action."""
        return area[0] + area[2] // 2, area[1] + area[3] // 2

    # Pictures, pointer and keys

    def picture(self, path, area=None):
        """Writes a PNG of the screen, or of area = (x, y, width, height)."""
        self.desktop.screenshot(path, area)

    def pixels(self, area):
        """Returns an area of the screen as bytes, to compare."""
        return self.desktop.pixels(area)

    def move(self, x, y):
        """Moves the pointer."""
        self.desktop.xdotool("mousemove", str(x), str(y))

    def press(self, button, times=1):
        """Clicks where the pointer is: button 1 left, 2 middle, 3 right, 4 and 5 the wheel."""
        self.desktop.xdotool("click", "--repeat", str(times), "--delay", "80", str(button))

    def keys(self, *names):
        """Presses keys, one after the other, named as X11 does."""
        if names:
            self.desktop.xdotool("key", "--delay", "60", *names)

    # The menu

    def open_menu(self, x, y):
        """Opens the menu of the lantern at (x, y); returns its place on the screen."""
        known = self._surfaces()
        self.move(x, y)
        self.press(self.menu_button)
        return self._wait_for_surface(known)

    def choose(self, lines, path, area):
        """Goes to a line of the open menu with the pointer by the labels of PATH; opens the submenus on the way. LINES
        are as Lantern.menu() tells them, AREA is the menu's place on the screen."""
        for label in path:
            known = self._surfaces()
            x, y = self._place_of(label, lines, area)
            # Some take the first movement for one onto their edge.
            self.move(x - 2, y)
            self.move(x, y)
            lines = next(line[1] for line in lines if line is not None and line[0] == label)
            if lines:
                area = self._wait_for_surface(known, lambda x=x, y=y: self.move(x + random.choice((-1, 1)), y))
        self.wait_for_rest(self.open_area())

    def choose_with_keys(self, lines, path):
        """Goes to a line of the open menu as choose() does."""
        for depth, label in enumerate(path):
            labels = [line[0] for line in lines if line is not None]
            # The first key chooses the first line; of a submenu it is chosen already.
            self.keys(*["Down"] * (labels.index(label) + (1 if depth == 0 else 0)))
            lines = next(line[1] for line in lines if line is not None and line[0] == label)
            if lines:
                before = self.wait_for_rest(self.open_area())
                self.keys("Right")
                self.wait_for_change(before, self.open_area(), f"the submenu {label}")

    def _place_of(self, label, lines, area):
        """Returns the middle of a menu's line: all are of one height but for the separators."""
        left, top, width, height = area
        separators = lines.count(None) * self.separator_height
        line_height = (height - 2 * self.menu_edge - separators) / (len(lines) - lines.count(None))
        above = lines[:next(index for index, line in enumerate(lines) if line is not None and line[0] == label)]
        y = top + self.menu_edge + above.count(None) * self.separator_height
        return left + width // 2, round(y + (len(above) - above.count(None) + 0.5) * line_height)

    def _surfaces(self):
        """Returns {id: (x, y, width, height)} of everything on the screen, menus too."""
        report = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "", "getwindowgeometry", "--shell", "%@"],
                                env=self.desktop.environment, check=False, text=True, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, timeout=COMMAND_SECONDS)
        return {words[0]: tuple(map(int, words[1:])) for words in SURFACE.findall(report.stdout)}

    def _wait_for_surface(self, known, nudge=lambda: None):
        """Waits for a menu on the screen that was not there; returns its place once it is drawn. NUDGE moves the pointer
        a little meanwhile: a menu that has just changed does not see where it is."""
        def look():
            nudge()
            places = [place for name, place in self._surfaces().items() if name not in known]
            return next((place for place in places if min(place[2:]) >= SMALLEST_MENU), None)
        place = self.desktop.wait_until(look, "the menu on the screen")
        self.wait_for_rest(self.open_area())
        return place

    def open_menu_by_its_looks(self, x, y, within=None):
        """Opens the menu as open_menu() does, where windows cannot be asked for; looks at a part of the screen."""
        self.rest_pointer()
        before = self.wait_for_rest(self.open_area())
        shot = self.snapshot("before-menu")
        self.move(x, y)
        self.press(self.menu_button)
        self.wait_for_change(before, self.open_area(), "the menu")
        return self.changed_area(shot, self.snapshot("menu"), within or self.open_area())

    def confirm(self):
        """Does what the line says that choose() went to."""
        self.press(1)

    def close_menu(self):
        """Closes the menu and its submenu, if they are open."""
        self.keys("Escape", "Escape")

    def rest_pointer(self):
        """Moves the pointer to where nothing is drawn for it."""
        self.move(self.size[0] // 2, self.size[1] - 4)

    def windows(self):
        """Returns the ids of Storm Lantern's windows on the screen."""
        return self.desktop.windows("^Storm Lantern$")

    def active_window(self):
        """Returns the id of the window that has the focus, or None."""
        answer = subprocess.run(["xdotool", "getactivewindow"], env=self.desktop.environment, check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=COMMAND_SECONDS)
        return answer.stdout.decode().strip() or None

    def open_other_window(self):
        """Opens somebody else's window and works in it, as a user does; returns its process."""
        process = self.desktop.spawn(["xmessage", "-name", "other-work", "-geometry", "300x120+80+420", "Other work"])
        self.desktop.wait_until(lambda: self.desktop.windows("other-work|xmessage"), "the other window")
        self.move(200, 500)
        self.press(1)
        return process

    # Looking

    def wait_for_change(self, before, area, what):
        """Waits until an area looks different from before, and twice the same; returns its pixels."""
        last = None

        def look():
            nonlocal last
            now = self.pixels(area)
            steady = now == last
            last = now
            return now if steady and now != before else None

        return self.desktop.wait_until(look, what)

    def wait_for_details(self, area, what):
        """Waits until there is more on a panel than its colour."""
        self.desktop.wait_until(lambda: len(set(self.pixels(area))) > BYTES_PER_PIXEL, what)

    def wait_for_rest(self, area, looks=2):
        """Waits until an area looks the same several times one after the other; returns its pixels."""
        seen = []

        def look():
            now = self.pixels(area)
            if seen and seen[-1] != now:
                seen.clear()
            seen.append(now)
            return len(seen) >= looks

        self.desktop.wait_until(look, "the picture to rest")
        return seen[-1]

    def wait_for_notice(self, bare, title):
        """Waits until a notice is drawn where the screen was bare. title: of the notice, for hosts that can tell."""
        self.wait_for_change(bare, self.notice_area(), "the notice on the screen")

    def wait_for_look(self, wanted, area, what):
        """Waits until an area looks as it did before."""
        self.desktop.wait_until(lambda: self.pixels(area) == wanted, what)

    def snapshot(self, name):
        """Takes a picture of the screen for changed_area(); returns its path."""
        path = os.path.join(self._pictures.name, name + ".png")
        self.picture(path)
        return path

    def changed_area(self, before, after, within=None):
        """Returns (x, y, width, height) of what differs between two snapshots, within an area of the screen."""
        left, top, width, height = within or (0, 0, *self.size)
        crop = ["-crop", f"{width}x{height}+{left}+{top}", "+repage"]
        report = subprocess.run(["convert", before, after, *crop, "-compose", "difference", "-composite",
                                 "-colorspace", "gray", "-threshold", "4%", "-format", "%@", "info:"], check=True,
                                text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=COMMAND_SECONDS)
        size, x, y = report.stdout.strip().split("+")
        changed_width, changed_height = (int(word) for word in size.split("x"))
        assert not report.stderr.strip(), f"nothing has changed: {report.stderr}"
        return left + int(x), top + int(y), changed_width, changed_height
