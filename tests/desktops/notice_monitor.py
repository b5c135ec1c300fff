# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs tell a notification daemon, and what it answers, overheard on the session bus.

Sources: https://specifications.freedesktop.org/notification-spec/latest/
https://dbus.freedesktop.org/doc/dbus-specification.html (BecomeMonitor)"""

import json
import subprocess

from gi.repository import GLib

NOTIFICATIONS = "org.freedesktop.Notifications"
APPLICATION_NAME = "Storm Lantern"
URGENCY = "urgency"
CHUNK_BYTES = 65536


class NoticeMonitor:
    """Knows which notices there are: .shown is a dictionary from the daemon's number to (title, body, urgency)."""

    def __init__(self, desktop):
        self.shown = {}
        self.told = []  # (title, body, replaced number) of each Notify, oldest first
        self._desktop = desktop
        self._asked = {}
        self._rest = b""
        self._process = desktop.spawn(["busctl", "--user", "--json=short", f"--match=interface='{NOTIFICATIONS}'",
                                       "--match=type='method_return'", "monitor"], stdout=subprocess.PIPE)
        GLib.io_add_watch(self._process.stdout.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN, self._on_output)

    def titles(self):
        """Returns the titles of the notices there are, oldest first."""
        return [title for title, _body, _urgency in self.shown.values()]

    def body(self, title):
        """Returns the body of a notice that is there."""
        return next(body for known, body, _urgency in self.shown.values() if known == title)

    def urgency(self, title):
        """Returns the urgency of a notice that is there: 0 low, 1 normal, 2 critical."""
        return next(urgency for known, _body, urgency in self.shown.values() if known == title)

    def tell(self, title):
        """Tells something of normal urgency, as any other program does; returns its number."""
        arguments = GLib.Variant("(susssasa{sv}i)", ("Other", 0, "", title, "", [], {}, -1))
        return self._desktop.call_notices("Notify", arguments).unpack()[0]

    def close_all(self):
        """Takes every notice away."""
        for number in list(self.shown):
            self._desktop.call_notices("CloseNotification", GLib.Variant("(u)", (number,)))

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
            _program, replaced, _icon, title, body, _actions, hints = content[:7]
            if title == APPLICATION_NAME:
                # For a daemon that cuts titles all the words are in the body.
                title, _break, body = body.partition("\n")
            urgency = hints.get(URGENCY, {}).get("data", 1)
            self._asked[message["sender"], message["cookie"]] = title, body, urgency
            self.told.append((title, body, replaced))
        elif kind == "method_return" and (message["destination"], message["reply_cookie"]) in self._asked:
            self.shown[content[0]] = self._asked.pop((message["destination"], message["reply_cookie"]))
        elif (kind, member) in (("signal", "NotificationClosed"), ("method_call", "CloseNotification")):
            self.shown.pop(content[0], None)
