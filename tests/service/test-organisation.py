#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The organisation's plan through the whole service: fetched over TLS, merged, told over D-Bus, announced once.

usage: test-organisation.py BUILD_ROOT SOURCE_ROOT"""
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

BUILD, SOURCE = sys.argv[1:3]
sys.path[:0] = [str(pathlib.Path(SOURCE, "tests/service")), str(pathlib.Path(SOURCE, "tests/support"))]
from organisation_page import OrganisationPage
from private_bus import WATCH_NAME, PrivateBus

# Nothing is due by itself in a test's lifetime; being a test's, only this computer is asked.
SLOW = ("door_ms=3600000,signin_ms=3600000,feed_ms=3600000,feed_incident_ms=3600000,confirm_ms=3600000,"
        "wake_quiet_ms=0,backoff_unit_ms=3600000")
DISMISSED = 2
NOTIFICATIONS = """<node><interface name="org.freedesktop.Notifications">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/>
 <arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
 <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
 <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
</interface></node>"""


def moment(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).strftime(
        "%Y-%m-%dT%H:%M:%SZ")


class Notifications:
    """Notes what it is asked to show and to take away. hangs: whether it does not answer; kept: what it has not answered."""

    def __init__(self, address):
        self.shown, self.closed, self.kept = [], [], []
        self.actions = None  # of the newest
        self.hangs = False
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        interface = Gio.DBusNodeInfo.new_for_xml(NOTIFICATIONS).interfaces[0]
        self.connection.register_object("/org/freedesktop/Notifications", interface, self._on_call, None, None)
        self.connection.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                                  GLib.Variant("(su)", ("org.freedesktop.Notifications", 0)), None,
                                  Gio.DBusCallFlags.NONE, -1, None)

    def _on_call(self, _connection, _sender, _path, _interface, method, parameters, invocation):
        arguments = parameters.unpack()
        if self.hangs:
            self.kept.append(invocation)
        elif method == "Notify":
            self.shown.append((arguments[3], arguments[4]))
            self.actions = arguments[5]
            invocation.return_value(GLib.Variant("(u)", (len(self.shown),)))
        elif method == "CloseNotification":
            self.closed.append(arguments[0])
            invocation.return_value(None)
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["body", "actions"],)))
        else:
            invocation.return_value(GLib.Variant("(ssss)", ("test", "test", "1", "1.2")))


    def dismiss(self, number):
        """The user closes a notice."""
        self.connection.emit_signal(None, "/org/freedesktop/Notifications", "org.freedesktop.Notifications",
                                    "NotificationClosed", GLib.Variant("(uu)", (number, DISMISSED)))
        self.connection.flush_sync(None)


class Organisation(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.page = OrganisationPage(folder.name)
        self.addCleanup(self.page.stop)
        self.bus = PrivateBus(BUILD)
        self.enterContext(self.bus)
        self.notifications = Notifications(self.bus.environment["DBUS_SESSION_BUS_ADDRESS"])

    def start(self):
        self.service = self.bus.start_service("--intervals", SLOW, "--ca-file", self.page.ca_file)

    def follow(self, **members):
        self.bus.write_plan(json.dumps({"organisation_address": self.page.url, **members}))

    def organisation(self):
        return self.service.property("Organisation")

    def await_organisation(self, holds, what):
        self.bus.wait_until(lambda: not self.organisation().get("fetching") and holds(self.organisation()), what)

    def refresh(self):
        self.service.call("RefreshOrganisation")
        self.await_organisation(lambda _one: True, "the answer")

    def run_ctl(self, *arguments):
        program = pathlib.Path(BUILD, "app/stormlanternctl")
        done = subprocess.run([program, *arguments], env=self.bus.environment, capture_output=True, text=True,
                              timeout=60, check=False)
        return done.stdout

    def test_is_fetched_merged_and_told(self):
        self.page.publish({"organisation": {"name": "Acme"}, "channels": [{"id": "bridge", "address": "tel:+4930"}],
                           "accounts": [{"id": "mail", "name": "Mail", "servers": ["imaps://localhost:1"]}]})
        self.start()
        self.assertEqual(self.organisation().get("address"), None)
        self.follow()
        self.await_organisation(lambda one: one.get("name") == "Acme", "the plan is fetched")
        self.bus.wait_until(lambda: self.service.account("mail").get("managed-by") == "Acme",
                            "its account is watched and says whose it is")
        self.assertFalse(self.organisation()["signed"])
        self.assertNotIn("notice", self.organisation())
        self.assertIn("Acme", self.run_ctl("status"))
        self.follow(channels=[])
        self.bus.write_plan("{}")
        self.await_organisation(lambda one: "address" not in one and "name" not in one, "it is gone with its address")
        self.bus.wait_until(lambda: self.service.property("Accounts") == [], "its account is watched no longer")

    def test_a_bad_answer_keeps_the_last_good_one_and_says_so(self):
        self.page.publish({"organisation": {"name": "Acme"}})
        self.start()
        self.follow()
        self.await_organisation(lambda one: one.get("name") == "Acme", "the plan is fetched")
        self.page.answer("<html>Please sign in</html>", "text/html")
        self.refresh()
        self.assertEqual(self.organisation()["name"], "Acme")
        self.assertIn("web page", self.organisation()["problem"])
        self.bus.wait_until(lambda: "organisation" in self.service.property("Problems"), "it is named as a problem")
        self.assertIn("web page", self.run_ctl("status"))
        self.page.publish({"organisation": {"name": "Acme again"}})
        self.refresh()
        self.await_organisation(lambda one: one.get("name") == "Acme again", "the better answer is taken")
        self.assertNotIn("organisation", self.service.property("Problems"))

    def test_the_key_of_first_use_holds_until_it_is_forgotten(self):
        key = self.page.make_key()
        self.page.publish({"organisation": {"name": "Acme", "key": key}})
        self.page.sign()
        self.start()
        self.follow()
        self.await_organisation(lambda one: one.get("signed"), "the signature is verified")
        self.assertEqual(self.organisation()["key"], key)
        other = self.page.make_key()
        self.page.publish({"organisation": {"name": "Changed", "key": other}})
        self.page.sign()
        self.refresh()
        self.assertIn("another key", self.organisation()["problem"])
        self.assertEqual(self.organisation()["name"], "Acme")
        self.service.call("ForgetOrganisationKey")
        self.await_organisation(lambda one: one.get("name") == "Changed", "the new key is taken")
        self.assertEqual(self.organisation()["key"], other)

    def publish_notice(self, text, begin, end):
        self.page.publish({"organisation": {"name": "Acme", "notice": {
            "text": text, "valid_from": moment(begin), "valid_until": moment(end), "url": "https://example.org/now"}}})

    def test_a_notice_is_announced_once(self):
        self.publish_notice("We know.\nUse the bridge.", -60, 3600)
        self.start()
        self.follow()
        self.await_organisation(lambda one: "notice" in one, "the notice is told")
        self.assertEqual(self.organisation()["notice"], "We know.\nUse the bridge.")
        self.assertEqual(self.organisation()["notice-url"], "https://example.org/now")
        self.bus.wait_until(lambda: self.notifications.shown, "it is announced")
        self.assertEqual(self.notifications.shown[0][0], "Message from Acme")
        self.assertIn("Use the bridge.", self.notifications.shown[0][1])
        self.assertEqual(self.notifications.actions, ["default", "Show details"])
        self.assertIn("Use the bridge.", self.run_ctl("status"))
        # A longer validity alone is nothing new, nor is a restart after the user has closed it.
        self.notifications.dismiss(1)
        self.publish_notice("We know.\nUse the bridge.", -60, 7200)
        self.refresh()
        self.bus.end(self.service)
        self.start()
        self.await_organisation(lambda one: "notice" in one, "it is still told")
        self.publish_notice("Mail works again.", -60, 3600)
        self.refresh()
        self.bus.wait_until(lambda: len(self.notifications.shown) == 2, "another one is announced")
        self.assertIn("Mail works again.", self.notifications.shown[1][1])
        self.page.publish({"organisation": {"name": "Acme"}})
        self.refresh()
        self.bus.wait_until(lambda: 2 in self.notifications.closed, "what is over is taken away")

    def test_a_notice_that_nobody_has_read_is_announced_again(self):
        self.publish_notice("We know.", -60, 3600)
        self.start()
        self.follow()
        self.bus.wait_until(lambda: self.notifications.shown, "it is announced")
        self.bus.end(self.service)
        self.bus.wait_until(lambda: 1 in self.notifications.closed, "it is taken away with the service")
        self.start()
        self.bus.wait_until(lambda: len(self.notifications.shown) == 2, "the next service announces it")
        self.assertIn("We know.", self.notifications.shown[1][1])

    def test_a_daemon_that_hangs_holds_up_nothing(self):
        self.notifications.hangs = True
        self.publish_notice("We know.", -60, 3600)
        self.start()
        self.follow()
        self.bus.wait_until(lambda: self.notifications.kept, "the daemon is asked")
        self.refresh()
        self.assertEqual(self.organisation()["notice"], "We know.")
        self.assertEqual(self.bus.end(self.service), 0)
        self.assertEqual(self.notifications.shown, [])
        self.notifications.hangs = False
        self.start()
        self.bus.wait_until(lambda: self.notifications.shown, "the next service announces it")
        self.assertIn("We know.", self.notifications.shown[0][1])

    def test_a_daemon_that_comes_late_is_told(self):
        self.notifications.connection.close_sync(None)
        self.publish_notice("We know.", -60, 3600)
        self.start()
        self.follow()
        self.bus.wait_until(lambda: "notifications" in self.service.property("Problems"), "nobody shows notices")
        self.await_organisation(lambda one: "notice" in one, "the notice is known")
        self.notifications = Notifications(self.bus.environment["DBUS_SESSION_BUS_ADDRESS"])
        self.bus.wait_until(lambda: self.notifications.shown, "it is announced")
        self.bus.wait_until(lambda: "notifications" not in self.service.property("Problems"), "the problem is over")
        self.assertEqual(len(self.notifications.shown), 1)

    def menu_labels(self):
        """The tray's menu from the top, as a panel reads it."""
        reply = self.bus.connection.call_sync(
            WATCH_NAME, "/MenuBar", "com.canonical.dbusmenu", "GetLayout",
            GLib.Variant("(iias)", (0, -1, [])), None, Gio.DBusCallFlags.NO_AUTO_START, -1, None)
        _revision, (_number, _properties, children) = reply.unpack()
        return [child[1]["label"] for child in children if "label" in child[1]]

    def test_a_notice_is_the_menus_first_line(self):
        self.publish_notice("We know.\nUse the bridge_2. " + "And so on. " * 20, -60, 3600)
        self.start()
        self.assertNotIn("Acme", self.menu_labels()[0])
        self.follow()
        self.bus.wait_until(lambda: self.menu_labels()[0].startswith("Acme: We know. Use the bridge__2. "),
                            "the notice comes first")
        self.assertLessEqual(len(self.menu_labels()[0]), 82)
        self.page.publish({"organisation": {"name": "Acme"}})
        self.refresh()
        self.bus.wait_until(lambda: "Acme" not in self.menu_labels()[0], "it is gone")

    def test_a_notice_has_its_time(self):
        self.publish_notice("Tomorrow.", 86400, 2 * 86400)
        self.start()
        self.follow()
        self.await_organisation(lambda one: one.get("name") == "Acme", "the plan is fetched")
        self.assertNotIn("notice", self.organisation())
        self.publish_notice("Yesterday.", -2 * 86400, -86400)
        self.refresh()
        self.assertNotIn("notice", self.organisation())
        # It begins by itself, without anybody asking.
        self.publish_notice("Now.", 2, 5)
        self.refresh()
        self.await_organisation(lambda one: one.get("notice") == "Now.", "the notice begins")
        self.await_organisation(lambda one: "notice" not in one, "the notice ends")
        self.assertEqual([text for _title, text in self.notifications.shown], ["Now."])

    def test_the_plan_that_came_with_the_computer(self):
        path = pathlib.Path(self.bus.environment["XDG_CONFIG_DIRS"], "stormlantern/plan.json")
        path.parent.mkdir()
        self.page.publish({"channels": [{"id": "room", "address": "Room 4"}]})
        path.write_text(json.dumps({"organisation": {"name": "Acme"}, "organisation_address": self.page.url,
                                    "accounts": [{"id": "mail", "servers": ["imaps://localhost:1"]}]}))
        self.start()
        self.await_organisation(lambda one: one.get("fetched"), "its address is asked")
        self.assertEqual(self.organisation()["path"], str(path))
        self.bus.wait_until(lambda: self.service.account("mail"), "its account is watched")
        path.write_text("{")
        self.bus.wait_until(lambda: str(path) in self.service.property("Problems").get("organisation-file", ""),
                            "the broken file is named")
        self.assertTrue(self.service.account("mail"))

    def test_a_plan_is_fetched_to_be_looked_at(self):
        self.page.publish({"channels": [{"id": "bridge", "address": "tel:+4930"}]})
        self.start()
        fetch = lambda address: self.service.call("FetchPlan", GLib.Variant("(s)", (address,)))[0]
        self.assertEqual(json.loads(fetch(self.page.url))["channels"][0]["id"], "bridge")
        self.assertEqual(self.service.property("Organisation").get("address"), None)
        self.page.answer("<html>Please sign in</html>", "text/html")
        for address, name in ((self.page.url, "NoPlan"), ("https://localhost:1/plan.json", "Unreachable"),
                              ("http://example.org/plan.json", "Unreachable"), ("nothing", "Unreachable")):
            with self.subTest(address), self.assertRaises(GLib.Error) as caught:
                fetch(address)
            self.assertTrue(Gio.DBusError.get_remote_error(caught.exception).endswith(".Error." + name))

    def test_without_an_address_there_is_nothing_to_fetch(self):
        self.start()
        for method in ("RefreshOrganisation", "ForgetOrganisationKey"):
            with self.assertRaises(GLib.Error) as caught:
                self.service.call(method)
            self.assertTrue(Gio.DBusError.get_remote_error(caught.exception).endswith(".Nothing"))
        # A test's service asks nobody else.
        self.bus.write_plan('{"organisation_address": "https://example.org/plan.json"}')
        self.page.publish({})
        self.follow(channels=[{"id": "mark"}])
        self.await_organisation(lambda one: one.get("address") == self.page.url, "the later plan is followed")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
