# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop that lists the apps in the background, for xdg-desktop-portal to stand on.

    background = BackgroundList(desktop)           # before the desktop starts
    with desktop:
        background.start()
        background.forbid(); background.allow()    # as in the desktop's settings
        background.autostart()                     # the command to start at login, or []
        background.messages()                      # what the list shows beside the app
        background.quit()                          # as the list's button does

Debian 12 has no desktop that does this; the portal itself is the real one. Run as a program, this file is the
desktop's side of it: a process of its own, so that the portal never waits for a test.
Source: xdg-desktop-portal 1.16, org.freedesktop.impl.portal.Background and org.freedesktop.background.Monitor."""

import pathlib
import shutil
import sys

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

APPLICATION = "io.github.stormlantern.StormLantern"
NAME = "org.freedesktop.impl.portal.desktop.tests"
PATH = "/org/freedesktop/portal/desktop"
INTERFACE = "org.freedesktop.impl.portal.Background"
PORTALS = pathlib.Path("/usr/share/xdg-desktop-portal/portals")
BACKGROUND, RUNNING = 0, 1
ONLY_THIS_TIME = 2
TIMEOUT_MS = 20000
PORTAL_FILE = f"[portal]\nDBusName={NAME}\nInterfaces={INTERFACE}\nUseIn=XFCE\n"
# Autostart is ours: what EnableAutostart was last told.
XML = f"""<node><interface name="{INTERFACE}">
  <method name="GetAppState"><arg type="a{{sv}}" direction="out"/></method>
  <method name="NotifyBackground">
    <arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="u" direction="out"/><arg type="a{{sv}}" direction="out"/>
  </method>
  <method name="EnableAutostart">
    <arg type="s" direction="in"/><arg type="b" direction="in"/><arg type="as" direction="in"/>
    <arg type="u" direction="in"/><arg type="b" direction="out"/>
  </method>
  <signal name="RunningApplicationsChanged"/>
  <property name="Autostart" type="as" access="read"/>
</interface></node>"""


class BackgroundList:
    """The test's hold on it."""

    def __init__(self, desktop):
        self._desktop = desktop
        folder = pathlib.Path(desktop.folder, "portals")
        shutil.copytree(PORTALS, folder)
        (folder / "tests.portal").write_text(PORTAL_FILE)
        desktop.environment["XDG_DESKTOP_PORTAL_DIR"] = str(folder)

    def start(self):
        self._desktop.spawn([sys.executable, __file__])
        self._desktop.wait_for_name(NAME)

    def _call(self, name, path, interface, method, arguments):
        return self._desktop.connection.call_sync(name, path, interface, method, arguments, None,
                                                  Gio.DBusCallFlags.NONE, TIMEOUT_MS, None).unpack()

    def _get(self, name, path, interface, attribute):
        return self._call(name, path, "org.freedesktop.DBus.Properties", "Get",
                          GLib.Variant("(ss)", (interface, attribute)))[0]

    def _permit(self, word):
        self._call("org.freedesktop.impl.portal.PermissionStore", "/org/freedesktop/impl/portal/PermissionStore",
                   "org.freedesktop.impl.portal.PermissionStore", "SetPermission",
                   GLib.Variant("(sbssas)", ("background", True, "background", APPLICATION, [word])))

    def forbid(self):
        self._permit("no")

    def allow(self):
        self._permit("yes")

    def autostart(self):
        return self._get(NAME, PATH, INTERFACE, "Autostart")

    def messages(self):
        self._desktop.reap()
        apps = self._get("org.freedesktop.background.Monitor", "/org/freedesktop/background/monitor",
                         "org.freedesktop.background.Monitor", "BackgroundApps")
        return [app["message"] for app in apps if app["app_id"] == APPLICATION and "message" in app]

    def quit(self):
        self._call(APPLICATION, "/" + APPLICATION.replace(".", "/"), "org.freedesktop.Application", "ActivateAction",
                   GLib.Variant("(sava{sv})", ("quit", [], {})))


class Backend:
    """The desktop's side: an app without its window is in the background, and nobody is asked anything."""

    def __init__(self, connection):
        self._connection = connection
        self._state = BACKGROUND
        self._autostart = []
        interface = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
        connection.register_object(PATH, interface, self._on_call, lambda *_unused: GLib.Variant("as", self._autostart),
                                   None)
        Gio.bus_watch_name_on_connection(connection, APPLICATION, Gio.BusNameWatcherFlags.NONE,
                                         lambda *_unused: self._become(RUNNING),
                                         lambda *_unused: self._become(BACKGROUND))

    def _become(self, state):
        self._state = state
        self._connection.emit_signal(None, PATH, INTERFACE, "RunningApplicationsChanged", None)

    def _on_call(self, _connection, _sender, _path, _interface, method, arguments, invocation):
        if method == "GetAppState":
            answer = GLib.Variant("(a{sv})", ({APPLICATION: GLib.Variant("u", self._state)},))
        elif method == "NotifyBackground":
            answer = GLib.Variant("(ua{sv})", (0, {"result": GLib.Variant("u", ONLY_THIS_TIME)}))
        else:
            _app, enable, command, _flags = arguments.unpack()
            self._autostart = command if enable else []
            answer = GLib.Variant("(b)", (enable,))
        invocation.return_value(answer)


def main():
    connection = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    backend = Backend(connection)
    Gio.bus_own_name_on_connection(connection, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
    GLib.MainLoop().run()
    return backend


if __name__ == "__main__":
    main()
