# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader would find in a window: the accessible tree, read over AT-SPI.

    desktop = DesktopSession()
    screen_reader.allow(desktop)
    with desktop:
        reader = ScreenReader(desktop)
        reader.wait_for("Outlook works again.")
        reader.press("Show what to do")

One per test process, made after the DesktopSession has started: the library remembers its first bus.
Source: https://docs.gtk.org/atspi2/"""

import os

import gi

APPLICATION = "stormlantern"
MAX_DEPTH = 60


def allow(desktop):
    """Lets the programs of a desktop speak to the accessibility bus; call it before the desktop starts."""
    desktop.environment.pop("NO_AT_BRIDGE", None)
    desktop.environment["GTK_A11Y"] = "atspi"


class ScreenReader:
    """Reads one application's accessible tree."""

    def __init__(self, desktop):
        for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "XDG_RUNTIME_DIR"):
            os.environ[name] = desktop.environment[name]
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        # GTK 4.8 does not serve the tree's cache, and the library warns of that; it is no fault of ours.
        GLib.log_set_always_fatal(GLib.LogLevelFlags.LEVEL_ERROR)
        self._atspi = Atspi
        self._desktop = desktop
        Atspi.init()

    def _application(self):
        root = self._atspi.get_desktop(0)
        for index in range(root.get_child_count()):
            child = root.get_child_at_index(index)
            if child is not None and (child.get_name() or "").lower().endswith(APPLICATION):
                return child
        return None

    def _walk(self, node, depth=0):
        if node is None or depth > MAX_DEPTH:
            return
        yield node
        for index in range(node.get_child_count()):
            yield from self._walk(node.get_child_at_index(index), depth + 1)

    def _is_shown(self, node):
        """GTK 4.8 says "showing" of windows only, so the size that is drawn decides for the rest."""
        states = node.get_state_set()
        if not states.contains(self._atspi.StateType.VISIBLE):
            return False
        extents = node.get_extents(self._atspi.CoordType.WINDOW)
        return extents.width > 0 and extents.height > 0

    def _visible(self):
        for node in self._walk(self._application()):
            try:
                if self._is_shown(node):
                    yield node
            except gi.repository.GLib.Error:
                continue

    def places(self, name):
        """Returns (x, y, width, height) in the window of everything that is on the screen with this name."""
        places = []
        for node in self._visible():
            if node.get_name() == name:
                extents = node.get_extents(self._atspi.CoordType.WINDOW)
                places.append((extents.x, extents.y, extents.width, extents.height))
        return places

    def texts(self):
        """Returns the names of everything that is on the screen now, in order."""
        try:
            return [node.get_name() for node in self._visible() if node.get_name()]
        except gi.repository.GLib.Error:
            # The tree changed under our eyes; the next look sees the new one.
            return []

    def _rows(self, node, depth=0):
        if node is None or depth > MAX_DEPTH or node.get_role_name() == "combo box":
            return
        if node.get_role_name() == "list item":
            yield node
            return
        for index in range(node.get_child_count()):
            yield from self._rows(node.get_child_at_index(index), depth + 1)

    def nameless_rows(self):
        """Returns what is in the rows of lists that have no name: to a screen reader they would be rows of nothing.
        What a combo row shows as chosen is known by that row."""
        return [[child.get_name() for child in self._walk(row)] for row in self._rows(self._application())
                if self._is_shown(row) and not row.get_name()]

    def wait_for(self, text, seconds=30):
        """Waits until something on the screen carries this text and returns its whole name."""
        def look():
            return next((name for name in self.texts() if text in name), None)
        return self._desktop.wait_until(look, f"the words {text!r} in the window", seconds)

    def wait_for_focus(self, name):
        """Waits until what has the keyboard's focus carries this name."""
        def look():
            try:
                return any(node.get_name() == name and node.get_state_set().contains(self._atspi.StateType.FOCUSED)
                           for node in self._visible())
            except gi.repository.GLib.Error:
                return False
        self._desktop.wait_until(look, f"the focus on {name!r}")

    def press(self, text, role=""):
        """Presses the first button, or what has this role, whose name contains the text, as a screen reader would."""
        def look():
            try:
                return next((node for node in self._visible()
                             if text in (node.get_name() or "") and node.get_n_actions() > 0
                             and role in ("", node.get_role_name())), None)
            except gi.repository.GLib.Error:
                return None
        self._desktop.wait_until(look, f"a button {text!r}").do_action(0)
