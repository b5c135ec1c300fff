#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk is full, and later it is not: watching goes on, nothing is damaged, and the user is told.

usage: test-full-disk.py BUILD_ROOT SOURCE_ROOT"""
import json
import os
import pathlib
import subprocess
import sys
import unittest

import gi

gi.require_version("Gio", "2.0")
from gi.repository import GLib

BUILD, SOURCE = sys.argv[1:3]
sys.path[:0] = [str(pathlib.Path(SOURCE, "tests/service"))]
import own_namespace
from private_bus import PrivateBus

FAST = ("door_ms=200,signin_ms=300,feed_ms=1000,feed_incident_ms=1000,confirm_ms=100,wake_quiet_ms=0,"
        "backoff_unit_ms=50")
DISKS = {"state": "512k", "config": "64k"}


class FullDisk(unittest.TestCase):
    def setUp(self):
        self.bus = PrivateBus(BUILD)
        self.enterContext(self.bus)
        for name, size in DISKS.items():
            folder = os.path.join(self.bus.folder, name)
            subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", folder], check=True)
            self.addCleanup(subprocess.run, ["umount", folder], check=True)
        self.bus.write_plan(json.dumps({"version": 1, "accounts": [
            {"id": "work", "name": "Work", "servers": ["imaps://127.0.0.1:1"]}]}))
        self.service = self.bus.start_service("--intervals", FAST)
        self.bus.wait_until(lambda: self.service.property("State") == "outage", "nobody answers at that door")

    def fill(self, name):
        path = pathlib.Path(self.bus.folder, name, "large")
        with open(path, "wb", buffering=0) as file, self.assertRaises(OSError):
            while True:
                file.write(bytes(1024))
        return path

    def add_channel(self):
        """Returns the exit status."""
        return subprocess.run([f"{BUILD}/app/stormlanternctl", "plan", "add-channel", "Bridge", "tel:+12025550123"],
                              env=self.bus.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              check=False).returncode

    def test_it_is_told_and_passes(self):
        large = [self.fill(name) for name in DISKS]
        before = self.bus.plan_path.read_bytes()
        self.bus.wait_until(lambda: "full" in self.service.property("Problems").get("storage", ""), "it is told")
        self.assertEqual(self.add_channel(), 3)
        self.assertEqual(self.bus.plan_path.read_bytes(), before)
        self.service.call("Pause", GLib.Variant("(u)", (3600,)))
        self.assertEqual(self.service.property("State"), "paused")
        self.service.call("Resume")
        self.assertEqual(self.service.property("State"), "outage")
        for path in large:
            path.unlink()
        self.bus.wait_until(lambda: "storage" not in self.service.property("Problems"), "it is over")
        self.assertEqual(self.add_channel(), 0)
        self.assertEqual(self.bus.end(self.service), 0)
        self.assertEqual([path for path in self.bus.state_path.iterdir() if "broken" in path.name], [])


if __name__ == "__main__":
    own_namespace.enter("--mount", programs=["dbus-daemon"])
    del sys.argv[1:3]
    unittest.main(verbosity=2)
