# SPDX-License-Identifier: GPL-3.0-or-later
"""tests/desktop/desktop-demo on a DesktopSession: it shows what it is told, and tells what was clicked."""

import os
import subprocess

import gi

gi.require_version("GLib", "2.0")
from gi.repository import GLib  # noqa: E402


class Demo:
    """tests/desktop/desktop-demo with its input and the lines it has written."""

    def __init__(self, desktop, program):
        self.desktop = desktop
        self.lines = []
        self.process = desktop.spawn([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._rest = b""
        os.set_blocking(self.process.stdout.fileno(), False)
        GLib.io_add_watch(self.process.stdout.fileno(), GLib.PRIORITY_DEFAULT,
                          GLib.IOCondition.IN | GLib.IOCondition.HUP, self._on_output)

    def tell(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def wait_for(self, line):
        """Waits for a line of output and forgets what came before it."""
        self.desktop.wait_until(lambda: line in self.lines, f"the line “{line}”")
        self.lines = self.lines[self.lines.index(line) + 1:]

    def end(self):
        self.process.stdin.close()
        return self.desktop.wait_for_exit(self.process)

    def _on_output(self, descriptor, _condition):
        chunk = os.read(descriptor, 4096)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        self.lines += [line.decode().strip() for line in lines]
        return bool(chunk)
