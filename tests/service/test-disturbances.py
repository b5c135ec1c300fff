#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The computer sleeps and its network changes: after each there is one check, never a storm of them.

usage: test-disturbances.py BUILD_ROOT SOURCE_ROOT
Runs in a network of its own, whose link is a pair of virtual cable ends. Wherever the intervals are an hour, every
check after the first one comes of what the test did."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import gi

gi.require_version("Gio", "2.0")
from gi.repository import GLib

BUILD, SOURCE = sys.argv[1:3]
sys.path[:0] = [str(pathlib.Path(SOURCE, "tests/service")), str(pathlib.Path(SOURCE, "tests/support"))]
import own_namespace
from counting_imap import CountingImap
from dovecot import make_certificates
from private_bus import PrivateBus
from system_bus import FULL, LIMITED, PORTAL, SystemBus

RARE = ("door_ms=3600000,signin_ms=3600000,feed_ms=3600000,feed_incident_ms=3600000,confirm_ms=100,wake_quiet_ms=200,"
        "backoff_unit_ms=50")
ROUNDS = 3
FLAPS = 15


def ip(*words):
    subprocess.run(["ip", *words], check=True)


class Disturbances(unittest.TestCase):
    monitor = "base"

    def setUp(self):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="stormlantern-certificates-"))
        self.addCleanup(shutil.rmtree, folder)
        make_certificates(folder)
        self.server = CountingImap(folder / "server.pem", folder / "server.key", password=b"right")
        self.addCleanup(self.server.stop)
        self.system = SystemBus(BUILD)
        self.enterContext(self.system)
        self.bus = PrivateBus(BUILD)
        self.enterContext(self.bus)
        self.bus.environment["DBUS_SYSTEM_BUS_ADDRESS"] = self.system.address
        self.bus.environment["GIO_USE_NETWORK_MONITOR"] = self.monitor
        self.bus.write_plan(json.dumps({"version": 1, "accounts": [
            {"id": "work", "name": "Work", "servers": [f"imaps://127.0.0.1:{self.server.port}"]}]}))
        self.prepare()
        self.service = self.bus.start_service("--intervals", RARE, "--ca-file", str(folder / "ca.pem"))
        self.await_state("ok")
        self.bus.wait_until(lambda: self.system.is_listened_to, "the service listens for sleep")
        self.seen = self.server.connections

    def prepare(self):
        """What is there before the service."""

    def await_state(self, state):
        self.bus.wait_until(lambda: self.service.property("State") == state, state)

    def await_one_check(self, after):
        self.seen += 1
        self.bus.wait_until(lambda: self.server.connections >= self.seen, f"a check after {after}")
        self.bus.wait_until(lambda: not self.service.account("work").get("checking"), "the check is done")
        self.assertEqual(self.server.connections, self.seen, f"one check after {after}")


class Sleep(Disturbances):
    def test_one_check_follows_each_sleep(self):
        for _night in range(ROUNDS):
            self.system.sleep_and_wake()
            self.system.sleep_and_wake()
            self.await_one_check("a sleep that was told twice")
        self.assertEqual(self.bus.end(self.service), 0)
        self.assertEqual(self.server.connections, self.seen)

    def test_a_sleep_ends_no_pause(self):
        self.service.call("Pause", GLib.Variant("(u)", (3600,)))
        self.system.sleep_and_wake()
        self.assertEqual(self.service.property("State"), "paused")
        self.service.call("Resume")
        self.await_one_check("the pause")


class Link(Disturbances):
    monitor = "netlink"

    def prepare(self):
        ip("link", "add", "sl0", "type", "veth", "peer", "name", "sl1")
        self.addCleanup(ip, "link", "delete", "sl0")
        ip("link", "set", "sl1", "up")
        self.connect("198.51.100.2")

    def connect(self, address):
        ip("link", "set", "sl0", "up")
        ip("address", "replace", f"{address}/24", "dev", "sl0")
        ip("route", "replace", "default", "dev", "sl0", "src", address)

    def disconnect(self):
        ip("link", "set", "sl0", "down")

    def test_one_check_follows_a_new_connection(self):
        self.disconnect()
        self.await_state("offline")
        self.connect("198.51.100.2")
        self.await_one_check("the connection came back")
        self.await_state("ok")

    def test_one_check_follows_another_network(self):
        self.connect("198.51.100.77")
        self.await_one_check("the computer got another address")
        ip("route", "add", "203.0.113.0/24", "dev", "sl0")
        self.assertEqual(self.bus.end(self.service), 0)
        self.assertEqual(self.server.connections, self.seen, "a route that leads elsewhere is no other network")

    def test_a_link_that_flaps_makes_no_storm(self):
        for _flap in range(FLAPS):
            self.disconnect()
            self.await_state("offline")
            self.connect("198.51.100.2")
            self.bus.wait_until(lambda: self.service.property("State") != "offline", "it is online again")
        self.await_state("ok")
        self.assertEqual(self.bus.end(self.service), 0)
        self.assertLessEqual(self.server.connections - self.seen, ROUNDS)


class Connectivity(Disturbances):
    """The desktop knows more than whether there is a route."""

    monitor = "networkmanager"

    def prepare(self):
        self.system.offer_network_manager()

    def test_a_sign_in_page_is_in_the_way(self):
        self.system.set_connectivity(PORTAL)
        self.await_state("offline")
        self.assertEqual(self.service.account("work")["cause"], "network")
        self.assertRegex(self.service.property("Headline"), "sign-in page|signing in|sign in")
        self.system.set_connectivity(FULL)
        self.await_state("ok")
        self.bus.wait_until(lambda: self.server.connections > self.seen, "a check follows")

    def test_mail_may_work_without_the_whole_internet(self):
        self.system.set_connectivity(LIMITED)
        self.await_one_check("the internet became limited")
        self.await_state("ok")


if __name__ == "__main__":
    own_namespace.enter("--net", programs=["dbus-daemon", "dbus-monitor", "ip"])
    ip("link", "set", "lo", "up")
    del sys.argv[1:3]
    unittest.main(verbosity=2)
