# SPDX-License-Identifier: GPL-3.0-or-later
"""A session of GNOME Shell for the stories: on Wayland, without a display of its own, on a private system bus where
logind is acted. Pointer, keys and questions about windows go through the shell's own Eval, which --unsafe-mode opens.

Sources: gnome-shell --help, data/dbus-interfaces/org.gnome.Shell.xml and js/ui of GNOME Shell 43"""

import json
import os
import subprocess
import time

import desktop_session
from gi.repository import Gio, GLib

SHELL_NAME = "org.gnome.Shell"
CALL_TIMEOUT_MS = 20000
STEP_SECONDS = 0.1  # between two events of a device, as a quick hand makes them
ENVIRONMENT = {"XDG_SESSION_TYPE": "wayland", "XDG_CURRENT_DESKTOP": "GNOME", "LIBGL_ALWAYS_SOFTWARE": "1",
               "WAYLAND_DISPLAY": "wayland-1"}
SYSTEM_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=%s</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""
SETTINGS = """[org/gnome/shell]
enabled-extensions=@as []
disable-user-extensions=false
welcome-dialog-last-shown-version='99'
[org/gnome/desktop/background]
picture-options='none'
primary-color='%s'
[org/gnome/desktop/interface]
enable-animations=false
scaling-factor=uint32 %d
[org/gnome/desktop/lockdown]
disable-lock-screen=true
[org/gnome/desktop/session]
idle-delay=uint32 0
"""
DEVICES = """
const {Clutter, GLib} = imports.gi;
const seat = Clutter.get_default_backend().get_default_seat();
global.lanternPointer ??= seat.create_virtual_device(Clutter.InputDeviceType.POINTER_DEVICE);
global.lanternKeys ??= seat.create_virtual_device(Clutter.InputDeviceType.KEYBOARD_DEVICE);
"""
BUTTONS = {1: 1, 2: 2, 3: 3}
WHEEL = {4: "UP", 5: "DOWN"}


class GnomeSession(desktop_session.DesktopSession):
    """A desktop that is GNOME Shell. colour: of the background; data_folder: where the application is installed, so
    that the shell knows its name and icon; scale: of all that is drawn, a whole number."""

    def __init__(self, colour, data_folder, scale=1, **options):
        super().__init__(window_manager=None, panel=False, notices=False, **options)
        del self.environment["GDK_BACKEND"]
        self.environment.update(ENVIRONMENT, XDG_DATA_DIRS=f"{data_folder}:/usr/local/share:/usr/share")
        self._colour = colour
        self._scale = scale

    def _start_display(self):
        # The shell is its own display; whatever asks for an X server is to find none.
        self.environment["DISPLAY"] = ""

    def _start_bus(self):
        self._start_system_bus()
        super()._start_bus()
        self._write(os.path.join(self.environment["XDG_CONFIG_HOME"], "glib-2.0/settings/keyfile"),
                    SETTINGS % (self._colour, self._scale))
        self.spawn(["gnome-shell", "--headless", "--wayland", "--no-x11", "--unsafe-mode", "--virtual-monitor",
                    self._size, "--wayland-display", self.environment["WAYLAND_DISPLAY"]],
                   env={**self.environment, "GSETTINGS_BACKEND": "keyfile"})
        self.wait_for_name(SHELL_NAME)
        self.wait_until(lambda: self.evaluate("Main.layoutManager._startingUp") is False, "the shell to be ready")
        self.evaluate("Main.overview.hide()")

    def _start_system_bus(self):
        folder = self.environment["XDG_RUNTIME_DIR"]
        path = os.path.join(self.folder, "system-bus.conf")
        self._write(path, SYSTEM_BUS % os.path.join(folder, "system-bus"))
        answer, address = os.pipe()
        self.spawn(["dbus-daemon", "--nofork", f"--config-file={path}", f"--print-address={address}"],
                   pass_fds=[address])
        os.close(address)
        self.environment["DBUS_SYSTEM_BUS_ADDRESS"] = self._read_line(answer, "the system bus")
        self.spawn(["/usr/bin/python3", "-m", "dbusmock", "--system", "--template", "logind"])
        connection = Gio.DBusConnection.new_for_address_sync(
            self.environment["DBUS_SYSTEM_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        connection.set_exit_on_close(False)
        session, self.connection = self.connection, connection
        self.wait_for_name("org.freedesktop.login1")
        self.connection = session
        connection.close_sync(None)

    def evaluate(self, script):
        """Runs JavaScript in the shell and returns its last value, or None if it failed."""
        try:
            fine, text = self.connection.call_sync(SHELL_NAME, "/org/gnome/Shell", SHELL_NAME, "Eval",
                                                   GLib.Variant("(s)", (script,)), None, Gio.DBusCallFlags.NONE,
                                                   CALL_TIMEOUT_MS, None).unpack()
        except GLib.Error:
            return None
        return json.loads(text) if fine and text else None

    def set_extension(self, identifier, enabled):
        """Switches an extension of the shell on or off."""
        self.evaluate(f"Main.extensionManager.{'enable' if enabled else 'disable'}Extension('{identifier}')")

    def names(self):
        """Returns the names that somebody on the session bus has."""
        return self.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                         "ListNames", None, None, Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS,
                                         None).unpack()[0]

    def screenshot(self, path, area=None):
        os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
        method, arguments = "Screenshot", GLib.Variant("(bbs)", (False, False, str(path)))
        if area:
            # The shell multiplies by its scale.
            scaled = [number // self._scale for number in area]
            method, arguments = "ScreenshotArea", GLib.Variant("(iiiibs)", (*scaled, False, str(path)))
        self.connection.call_sync("org.gnome.Shell.Screenshot", "/org/gnome/Shell/Screenshot",
                                  "org.gnome.Shell.Screenshot", method, arguments, None, Gio.DBusCallFlags.NONE,
                                  CALL_TIMEOUT_MS, None)

    def pixels(self, area):
        path = os.path.join(self.folder, "pixels.png")
        self.screenshot(path, area)
        return subprocess.run(["convert", path, "-depth", "8", "rgb:-"], check=True, stdout=subprocess.PIPE,
                              timeout=desktop_session.DEADLINE_SECONDS).stdout

    # Pointer and keys

    def move(self, x, y):
        """Moves the pointer, in two events: what is below it sees it come."""
        for place in ((x - 1, y), (x, y)):
            self.evaluate(DEVICES + "global.lanternPointer.notify_absolute_motion(GLib.get_monotonic_time(), %d, %d)"
                          % place)
            time.sleep(STEP_SECONDS)

    def press(self, button, times=1):
        """Clicks where the pointer is, or turns the wheel."""
        for _count in range(times):
            if button in WHEEL:
                self.evaluate(DEVICES + "global.lanternPointer.notify_discrete_scroll(GLib.get_monotonic_time(), "
                              f"Clutter.ScrollDirection.{WHEEL[button]}, Clutter.ScrollSource.WHEEL)")
                continue
            for state in ("PRESSED", "RELEASED"):
                self.evaluate(DEVICES + "global.lanternPointer.notify_button(GLib.get_monotonic_time(), "
                              f"{BUTTONS[button]}, Clutter.ButtonState.{state})")
        time.sleep(STEP_SECONDS)

    def keys(self, *names):
        """Presses keys, named as X11 does."""
        for name in names:
            for state in ("PRESSED", "RELEASED"):
                self.evaluate(DEVICES + "global.lanternKeys.notify_keyval(GLib.get_monotonic_time(), "
                              f"Clutter.KEY_{name}, Clutter.KeyState.{state})")

    # Windows

    def all_windows(self):
        """Returns [number, title, application id, whether it has the focus] of each window."""
        return self.evaluate("global.get_window_actors().map(a => a.meta_window)"
                             ".map(w => [w.get_stable_sequence(), w.get_title(), w.get_wm_class(), w.has_focus()])") or []
