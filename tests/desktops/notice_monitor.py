# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs tell a notification daemon, and what it answers, overheard on the session bus.

Sources: https://specifications.freedesktop.org/notification-spec/latest/
https://dbus.freedesktop.org/doc/dbus-specification.html (BecomeMonitor)"""

import json
import subprocess

from gi.repository import GLib

NOTIFICATIONS = "org.freedesktop.Notifications"
CHUNK_BYTES = 65536


class NoticeMonitor:
    """Knows which notices there are: .shown is a dictionary from the daemon's number to (title, body)."""

    def __init__(self, desktop):
        self.shown = {}
        self.told = []  # (title, body, replaced number) of each Notify, oldest first
        self._asked = {}
        self._rest = b""
        self._process = desktop.spawn(["busctl", "--user", "--json=short", f"--match=interface='{NOTIFICATIONS}'",
                                       "--match=type='method_return'", "monitor"], stdout=subprocess.PIPE)
        GLib.io_add_watch(self._process.stdout.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN, self._on_output)

    def titles(self):
        """Returns the titles of the notices there are, oldest first."""
        return [title for title, _body in self.shown.values()]

    def body(self, title):
        """Returns the body of a notice that is there."""
        return next(body for known, body in self.shown.values() if known == title)

    def _on_output(self, _descriptor, _condition):
        chunk = self._process.stdout.read1(CHUNK_BYTES)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            if line.strip():
                self._hear(json.loads(line))
        return bool(chunk)

    def _hear(self, message):
        content = message.get("payload", {}).get("data", [])
        kind, member = message["type"], message.get("member")
        if kind == "method_call" and member == "Notify":
            _program, replaced, _icon, title, body = content[:5]
            self._asked[message["sender"], message["cookie"]] = title, body
            self.told.append((title, body, replaced))
        elif kind == "method_return" and (message["destination"], message["reply_cookie"]) in self._asked:
            self.shown[content[0]] = self._asked.pop((message["destination"], message["reply_cookie"]))
        elif (kind, member) in (("signal", "NotificationClosed"), ("method_call", "CloseNotification")):
            self.shown.pop(content[0], None)
