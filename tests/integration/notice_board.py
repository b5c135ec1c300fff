# SPDX-License-Identifier: GPL-3.0-or-later
"""What the notification daemon shows and has shown, asked over its own interface.

Source: https://dunst-project.org/documentation/dunstctl/ (the interface org.dunstproject.cmd0)"""

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
INTERFACE = "org.dunstproject.cmd0"
CALL_TIMEOUT_MS = 5000


class NoticeBoard:
    """Reads and clears dunst's notices on a DesktopSession."""

    def __init__(self, desktop):
        self._desktop = desktop

    def _call(self, interface, method, arguments=None):
        return self._desktop.connection.call_sync(NAME, PATH, interface, method, arguments, None,
                                                  Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, None).unpack()

    def displayed(self):
        """Returns how many notices are on the screen."""
        return self._call("org.freedesktop.DBus.Properties", "Get",
                          GLib.Variant("(ss)", (INTERFACE, "displayedLength")))[0]

    def close_all(self):
        """Takes all notices off the screen, into the history."""
        self._call(INTERFACE, "NotificationCloseAll")

    def history(self):
        """Returns (title, body) of each notice that left the screen, newest first."""
        past = self._call(INTERFACE, "NotificationListHistory")[0]
        return [(notice["summary"], notice["body"]) for notice in past]

    def click_first(self):
        """Clicks the notice on the screen, as a user would."""
        self._desktop.xdotool("search", "--sync", "--onlyvisible", "--class", "Dunst",
                              "mousemove", "--window", "%1", "60", "30", "click", "1")
