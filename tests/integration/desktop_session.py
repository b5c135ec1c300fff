# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole desktop for one test: X server, session bus, window manager, panel, notices and keyring.

    with DesktopSession() as desktop:
        program = desktop.spawn(["build/app/service/stormlantern-watch"])
        desktop.wait_for_name("io.github.stormlantern.StormLantern.Watch")
        desktop.screenshot("build/screenshots/desktop.png")

Everything lives in one temporary folder (desktop.folder) with a HOME and XDG folders of its own,
on a free display and on a private bus; desktop.environment is the environment to start programs in.
Readiness is a bus name or an X property, awaited with a deadline, never slept for. stop() ends the
processes that were started here, and those which the private bus started, and nothing else.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

DEADLINE_SECONDS = 60
TRAY_WATCHER_NAME = "org.kde.StatusNotifierWatcher"
NOTIFICATIONS_NAME = "org.freedesktop.Notifications"
SECRETS_NAME = "org.freedesktop.secrets"
PROGRAMS = ["Xvfb", "dbus-daemon", "xfwm4", "xfce4-panel", "dunst", "gnome-keyring-daemon",
            "xdotool", "xprop", "import"]
PANEL_SIZE = 32
PR_SET_CHILD_SUBREAPER = 36

# A panel along the top edge with nothing but the tray in it: the first icon is in its left corner.
PANEL_CHANNEL = f"""<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="%s"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="length" type="uint" value="100"/>
      <property name="size" type="uint" value="{PANEL_SIZE}"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
"""

# Notices stay until they are dealt with; a left click does the default action.
DUNST_SETTINGS = """[global]
    width = (300, 420)
    offset = 16x48
    font = Sans 10
    notification_limit = 10
    mouse_left_click = do_action, close_current
    dmenu = /bin/false
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
"""


def missing_programs():
    """Returns the programs a desktop needs and this machine lacks; a test skips itself then."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


class DesktopSession:
    """One desktop. panel, notices, keyring: whether to start these at once; each has start_...().
    window_manager: a command, or None if something else is to do its work."""

    def __init__(self, panel=True, notices=True, keyring=True, dark=False, size="1000x700",
                 window_manager=("xfwm4", "--compositor=off")):
        self.folder = tempfile.mkdtemp(prefix="stormlantern-desktop-")
        self.environment = self._make_environment()
        self.connection = None
        self._processes = []
        self._parts = (panel, notices, keyring)
        self._dark = dark
        self._size = size
        self._window_manager = window_manager
        # What the bus activates becomes our child when its parent ends, so that stop() finds it.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_unused):
        self.stop()

    # Starting

    def start(self):
        """Starts the display, the bus and the wished parts; returns when all of them are ready."""
        panel, notices, keyring = self._parts
        self._start_display()
        self._start_bus()
        if self._window_manager is not None:
            self.spawn(list(self._window_manager))
            self.wait_until(self._has_window_manager, "the window manager")
        if keyring:
            self.start_keyring()
        if panel:
            self.start_panel()
        if notices:
            self.start_notices()

    def start_panel(self):
        """Starts the panel, a StatusNotifierWatcher and host; returns its process."""
        channels = os.path.join(self.environment["XDG_CONFIG_HOME"],
                                "xfce4/xfconf/xfce-perchannel-xml")
        self._write(os.path.join(channels, "xfce4-panel.xml"),
                    PANEL_CHANNEL % ("true" if self._dark else "false"))
        panel = self.spawn(["xfce4-panel", "--disable-wm-check"])
        self.wait_for_name(TRAY_WATCHER_NAME)
        return panel

    def start_notices(self):
        """Starts the notification daemon; returns its process."""
        self._write(os.path.join(self.environment["XDG_CONFIG_HOME"], "dunst/dunstrc"),
                    DUNST_SETTINGS)
        notices = self.spawn(["dunst"])
        self.wait_for_name(NOTIFICATIONS_NAME)
        return notices

    def start_keyring(self, password="unlocked-for-the-test"):
        """Starts a keyring that is new, empty and unlocked; returns its process."""
        keyring = self.spawn(["gnome-keyring-daemon", "--foreground", "--unlock",
                              "--components=secrets"], stdin=subprocess.PIPE)
        keyring.stdin.write(password.encode())
        keyring.stdin.close()
        self.wait_for_name(SECRETS_NAME)
        return keyring

    def spawn(self, command, **options):
        """Starts a program inside the desktop; its output goes to NAME-N.log in the folder."""
        name = f"{os.path.basename(command[0])}-{len(self._processes)}.log"
        options.setdefault("stdin", subprocess.DEVNULL)
        options.setdefault("env", self.environment)
        with open(os.path.join(self.folder, name), "wb") as log:
            options.setdefault("stdout", log)
            options.setdefault("stderr", log)
            process = subprocess.Popen(command, **options)
        self._processes.append(process)
        return process

    def run(self, *command):
        """Runs a program inside the desktop to its end."""
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL, timeout=DEADLINE_SECONDS)

    def call_notices(self, method, arguments):
        """Calls a method of the notification daemon; returns its answer."""
        return self.connection.call_sync(NOTIFICATIONS_NAME, "/" + NOTIFICATIONS_NAME.replace(".", "/"),
                                         NOTIFICATIONS_NAME, method, arguments, None, Gio.DBusCallFlags.NONE,
                                         DEADLINE_SECONDS * 1000, None)

    def add_bus_service(self, name, command):
        """Lets the bus start COMMAND (one line) when somebody asks for NAME."""
        self._write(os.path.join(self.environment["XDG_DATA_HOME"], "dbus-1/services",
                                 name + ".service"),
                    f"[D-BUS Service]\nName={name}\nExec={command}\n")
        self.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                  "org.freedesktop.DBus", "ReloadConfig", None, None,
                                  Gio.DBusCallFlags.NONE, -1, None)

    # Waiting

    def wait_until(self, condition, what, seconds=DEADLINE_SECONDS):
        """Runs the main context until CONDITION() is true and returns its value.

        It is asked again after each event, and at least ten times a second for what sends no event
        (pixels on the screen). WHAT is the end of the sentence "Waited in vain for ...".
        """
        end = time.monotonic() + seconds
        pulse = GLib.timeout_add(100, lambda: GLib.SOURCE_CONTINUE)
        try:
            while True:
                value = condition()
                if value:
                    return value
                if time.monotonic() > end:
                    raise TimeoutError(f"Waited in vain for {what}. Logs: {self.read_logs()}")
                GLib.MainContext.default().iteration(True)
        finally:
            GLib.source_remove(pulse)

    def wait_for_name(self, name, present=True):
        """Waits until a bus name has an owner (or, with present=False, has none)."""
        owners = {}

        def on_appeared(_connection, _name, owner):
            owners["now"] = owner

        def on_vanished(_connection, _name):
            owners["now"] = None

        watch = Gio.bus_watch_name_on_connection(self.connection, name, Gio.BusNameWatcherFlags.NONE,
                                                 on_appeared, on_vanished)
        try:
            self.wait_until(lambda: "now" in owners and (owners["now"] is not None) == present,
                            f"the bus name {name}")
        finally:
            Gio.bus_unwatch_name(watch)

    def wait_for_exit(self, process):
        """Waits until a process has ended and returns its exit status."""
        self.wait_until(lambda: process.poll() is not None, f"the end of process {process.pid}")
        return process.returncode

    # Looking and clicking

    def screenshot(self, path, area=None):
        """Writes a PNG of the screen, or of area = (x, y, width, height)."""
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        crop = ["-crop", "{2}x{3}+{0}+{1}".format(*area), "+repage"] if area else []
        subprocess.run(["import", "-silent", "-window", "root", *crop, path],
                       env=self.environment, check=True, timeout=DEADLINE_SECONDS)

    def pixels(self, area):
        """Returns an area of the screen as bytes (R, G, B), to see whether it has changed."""
        path = os.path.join(self.folder, "pixels.rgb")
        crop = "{2}x{3}+{0}+{1}".format(*area)
        subprocess.run(["import", "-silent", "-window", "root", "-crop", crop, "-depth", "8",
                        "rgb:" + path], env=self.environment, check=True, timeout=DEADLINE_SECONDS)
        with open(path, "rb") as file:
            return file.read()

    def tray_area(self):
        """Returns (x, y, width, height) of the first icon's place on the panel."""
        return (0, 0, PANEL_SIZE, PANEL_SIZE)

    def click(self, x, y, button=1):
        """Moves the pointer there and clicks: button 1 is left, 2 middle, 3 right."""
        self.xdotool("mousemove", "--sync", str(x), str(y))
        self.xdotool("click", str(button))

    def click_tray(self, button=1):
        """Clicks the first icon on the panel."""
        x, y, width, height = self.tray_area()
        self.click(x + width // 2, y + height // 2, button)

    def windows(self, name):
        """Returns the ids of the visible windows whose title matches a regular expression."""
        answer = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", name],
                                env=self.environment, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL, timeout=DEADLINE_SECONDS, check=False)
        return answer.stdout.decode().split()

    def xdotool(self, *arguments):
        """Runs xdotool with these arguments."""
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True,
                       stdout=subprocess.DEVNULL, timeout=DEADLINE_SECONDS)

    # Ending

    def end(self, process):
        """Ends one process that spawn() or a start_...() returned."""
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def stop(self):
        """Ends what was started, the newest first, and removes the folder."""
        if self.connection is not None and not self.connection.is_closed():
            self.connection.set_exit_on_close(False)
            self.connection.close_sync(None)
        for process in reversed(self._processes):
            self.end(process)
        self._end_activated()
        shutil.rmtree(self.folder, ignore_errors=True)

    def read_logs(self):
        """Returns the ends of all logs, for the message of a failed test."""
        texts = []
        for name in sorted(os.listdir(self.folder)):
            if name.endswith(".log"):
                with open(os.path.join(self.folder, name), errors="replace") as file:
                    texts.append(f"\n--- {name}\n{file.read()[-2000:]}")
        return "".join(texts)

    # The parts

    def _make_environment(self):
        home = os.path.join(self.folder, "home")
        runtime = os.path.join(self.folder, "run")
        environment = {name: value for name, value in os.environ.items()
                       if not name.startswith(("XDG_", "DBUS_", "WAYLAND_", "GNOME_KEYRING_"))}
        environment.update({
            "HOME": home,
            "XDG_RUNTIME_DIR": runtime,
            "XDG_CONFIG_HOME": os.path.join(home, ".config"),
            "XDG_DATA_HOME": os.path.join(home, ".local/share"),
            "XDG_STATE_HOME": os.path.join(home, ".local/state"),
            "XDG_CACHE_HOME": os.path.join(home, ".cache"),
            "XDG_SESSION_TYPE": "x11",
            "XDG_CURRENT_DESKTOP": "XFCE",
            "GDK_BACKEND": "x11",
            "GSK_RENDERER": "cairo",
            "GTK_A11Y": "none",
            "NO_AT_BRIDGE": "1",
            "LC_ALL": "C.UTF-8",
        })
        # The test environment makes every warning fatal; that is not meant for the desktop's own programs.
        environment.pop("G_DEBUG", None)
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
            os.makedirs(environment[name], exist_ok=True)
        os.makedirs(runtime, mode=0o700)
        return environment

    def _start_display(self):
        answer, number = os.pipe()
        self.spawn(["Xvfb", "-displayfd", str(number), "-screen", "0", self._size + "x24",
                    "-nolisten", "tcp", "-noreset"], pass_fds=[number])
        os.close(number)
        self.environment["DISPLAY"] = ":" + self._read_line(answer, "the X server")

    def _start_bus(self):
        answer, address = os.pipe()
        self.spawn(["dbus-daemon", "--session", "--nofork", f"--print-address={address}"],
                   pass_fds=[address])
        os.close(address)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._read_line(answer, "the session bus")
        self.connection = Gio.DBusConnection.new_for_address_sync(
            self.environment["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)

    def _read_line(self, descriptor, what):
        with os.fdopen(descriptor, "rb") as pipe:
            line = pipe.readline().decode().strip()
        if not line:
            raise RuntimeError(f"{what} did not start. Logs: {self.read_logs()}")
        return line

    def _has_window_manager(self):
        answer = subprocess.run(["xprop", "-root", "_NET_SUPPORTING_WM_CHECK"], check=True,
                                env=self.environment, stdout=subprocess.PIPE,
                                timeout=DEADLINE_SECONDS)
        return b"window id" in answer.stdout

    def _write(self, path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def reap(self):
        """Lets the ended children of ended programs go, which would look alive to others."""
        known = {process.pid for process in self._processes}
        for pid in self._children():
            with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
                ended = file.read().rpartition(")")[2].split()[0] == "Z"
            if ended and pid not in known:
                os.waitpid(pid, 0)

    def _children(self):
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]

    def _end_activated(self):
        for pid in self._activated():
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _activated(self):
        """Returns our children that spawn() does not know but which live in our temporary HOME."""
        known = {process.pid for process in self._processes}
        mark = f"HOME={self.environment['HOME']}".encode()
        found = []
        for pid in self._children():
            try:
                with open(f"/proc/{pid}/environ", "rb") as file:
                    if pid not in known and mark in file.read().split(b"\0"):
                        found.append(pid)
            except OSError:
                continue
        return found
