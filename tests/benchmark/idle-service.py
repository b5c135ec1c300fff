#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service costs while it does nothing: five accounts, all checks made once, then a quiet while.
Prints the proportional memory (Pss) and the wake-ups; goals: at most 16 MB, no wake-up between checks.

usage: idle-service.py SOURCE_ROOT BUILD_ROOT [QUIET_SECONDS]"""
import json
import pathlib
import sys
import tempfile

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
QUIET_SECONDS = int(sys.argv[3]) if len(sys.argv) > 3 else 30
sys.path[:0] = [str(SOURCE / "tests" / "support"), str(SOURCE / "tests" / "integration")]

import gi  # noqa: E402

gi.require_version("GLib", "2.0")
from gi.repository import GLib  # noqa: E402

from desktop_session import DesktopSession  # noqa: E402
from dovecot import PASSWORD, Dovecot  # noqa: E402
from service_client import ServiceClient  # noqa: E402

ACCOUNTS = 5


def plan(port):
    accounts = [{"id": f"account-{number}", "name": f"Account {number}", "address": "good@example.org",
                 "servers": [f"imaps://good%40example.org@localhost:{port}"]} for number in range(ACCOUNTS)]
    return {"version": 1, "accounts": accounts}


def pss_kib(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise ValueError("no Pss")


def wakeups(pid):
    """Returns how often each thread has gone to sleep, and so been woken, since it began."""
    count = {}
    for status in pathlib.Path(f"/proc/{pid}/task").glob("*/status"):
        for line in status.read_text().splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                count[status.parent.name] = int(line.split()[1])
    return count


def let_it_rest(seconds):
    """A benchmark measures a span of time; nothing is waited for."""
    loop = GLib.MainLoop()
    GLib.timeout_add_seconds(seconds, loop.quit)
    loop.run()


def main():
    with tempfile.TemporaryDirectory(prefix="sl-") as folder, DesktopSession(notices=False) as desktop:
        server = Dovecot(folder).start()
        try:
            config = pathlib.Path(desktop.environment["XDG_CONFIG_HOME"]) / "stormlantern"
            config.mkdir(parents=True)
            (config / "plan.json").write_text(json.dumps(plan(server.ports["imaps"])))
            process = desktop.spawn([str(BUILD / "app" / "stormlantern-watch"), "--ca-file", str(server.ca)])
            service = ServiceClient(desktop)
            for number in range(ACCOUNTS):
                service.store_password(f"account-{number}", PASSWORD)
            desktop.wait_until(lambda: all(account.get("state") == "ok" for account in service.accounts())
                               and len(service.accounts()) == ACCOUNTS, f"five good accounts: {service.accounts()}")
            let_it_rest(15)
            before = wakeups(process.pid)
            let_it_rest(QUIET_SECONDS)
            after = wakeups(process.pid)
            woken = sum(times - before.get(thread, 0) for thread, times in after.items())
            print(f"idle with {ACCOUNTS} accounts: Pss {pss_kib(process.pid)} KiB (goal 16384), "
                  f"{woken} wake-ups in {QUIET_SECONDS} s (goal 0)")
        finally:
            server.stop()


main()
