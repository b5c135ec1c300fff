# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a program on a display of its own:  with-display.py PROGRAM [ARGUMENT]...

The display is Xvfb's choice and is ready when Xvfb names it, so that tests may run side by side.
Exits with 77, which meson reads as "skipped", if there is no Xvfb.
"""

import os
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
SUPPRESSIONS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "leak-suppressions.txt")


def main():
    if shutil.which("Xvfb") is None:
        print("1..0 # SKIP Xvfb is not installed")
        return SKIPPED
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        if not number:
            print("Bail out! Xvfb did not start")
            return 1
        with tempfile.TemporaryDirectory(prefix="stormlantern-window-") as home:
            environment = dict(
                os.environ, DISPLAY=f":{number}", GDK_BACKEND="x11", GSK_RENDERER="cairo", GTK_A11Y="test", HOME=home,
                XDG_CONFIG_HOME=f"{home}/config", XDG_CACHE_HOME=f"{home}/cache",
                XDG_DATA_HOME=f"{home}/data", XDG_STATE_HOME=f"{home}/state", XDG_RUNTIME_DIR=home,
                LSAN_OPTIONS=f"suppressions={SUPPRESSIONS}:print_suppressions=0")
            # Pictures are drawn by cairo; the GL driver that GTK would start all the same leaks as it is unloaded.
            # The name is GTK 4.8's and, from 4.16 on, that of another variable.
            environment["GDK_DEBUG"] = "gl-disable"
            environment["GDK_DISABLE"] = "gl"
            environment.pop("WAYLAND_DISPLAY", None)
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    sys.exit(main())
