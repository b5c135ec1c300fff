#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells one story about one host, in a desktop of its own, and reports as TAP does.

usage: tell.py HOST tray|trayless|states|notices
Started by tests/desktops/run, one process a story: a screen reader serves one desktop."""

import importlib.util
import pathlib
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = TOP / "build"
SCREENSHOTS = BUILD / "screenshots" / "desktops"
sys.path[:0] = [str(TOP / "tests" / name) for name in ("desktops", "support", "integration")]

import notice_story  # noqa: E402
import screen_reader  # noqa: E402
import states_story  # noqa: E402
import tray_story  # noqa: E402
import trayless_story  # noqa: E402
from contact_sheet import ContactSheet  # noqa: E402
from dovecot import Dovecot  # noqa: E402
from lantern import Lantern  # noqa: E402
from status_page import StatusPage  # noqa: E402

STORIES = {"tray": tray_story, "trayless": trayless_story, "notices": notice_story}


def load_host(name):
    """Returns the HOST of hosts/NAME.py."""
    path = pathlib.Path(__file__).resolve().parent / "hosts" / f"{name}.py"
    specification = importlib.util.spec_from_file_location(name.replace("-", "_"), path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module.HOST()


def tell_with_servers(host, sheet, tell):
    """Tells a story for which the whole of Storm Lantern and its servers are needed."""
    page = StatusPage()
    desktop = host.make_desktop()
    screen_reader.allow(desktop)
    # An organisation's own plan would lie in the first of these.
    desktop.environment["XDG_CONFIG_DIRS"] = f"{desktop.folder}/organisation:/etc/xdg"
    with tempfile.TemporaryDirectory(prefix="sl-") as folder, desktop:
        host.prepare()
        server = Dovecot(folder).start()
        lantern = Lantern(host, BUILD, server, page)
        lantern.write_plan()
        try:
            return tell(host, lantern, sheet)
        finally:
            server.stop()
            page.stop()


def tell_states(host, sheet):
    """Shows every state at each scale."""
    failures = 0
    for scale in (1, *host.scale_environment):
        with host.make_desktop(scale):
            host.prepare()
            failures += states_story.tell(host, sheet, scale, BUILD / "tests/desktop/desktop-demo")
    return failures


def main(name, kind):
    host = load_host(name)
    if host.missing():
        print(f"1..0 # SKIP not installed: {', '.join(host.missing())}")
        return 0
    sheet = ContactSheet(SCREENSHOTS / name, host, kind)
    if kind == "states":
        return tell_states(host, sheet)
    return tell_with_servers(host, sheet, STORIES[kind].tell)


sys.exit(1 if main(*sys.argv[1:]) else 0)
