#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The background service on a bus of its own: what it promises when everything else is missing.

usage: test-on-bus.py BUILD_ROOT SOURCE_ROOT"""
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

BUILD, SOURCE = sys.argv[1:3]
sys.path[:0] = [str(pathlib.Path(SOURCE, "tests/service")), str(pathlib.Path(SOURCE, "tests/support"))]
from counting_imap import CountingImap
from dovecot import make_certificates
from private_bus import APPLICATION, PRACTICE_NAME, WATCH_NAME, PrivateBus
from status_page import StatusPage

SKIPPED = 77
FAST = ("door_ms=200,signin_ms=300,feed_ms=1000,feed_incident_ms=1000,confirm_ms=100,wake_quiet_ms=0,"
        "backoff_unit_ms=50")
FOREVER = 2**63 - 1
KILLS = 8
DOORS = 6


def plan(*accounts):
    return json.dumps({"version": 1, "accounts": list(accounts)})


def account(identifier, *servers):
    return {"id": identifier, "name": identifier.capitalize(), "servers": list(servers)}


def remote_name(error):
    return Gio.DBusError.get_remote_error(error)


class BusTest(unittest.TestCase):
    def setUp(self):
        self.bus = PrivateBus(BUILD)
        self.enterContext(self.bus)

    def await_property(self, service, name, holds, what):
        self.bus.wait_until(lambda: holds(service.property(name)), what)

    def assert_fails(self, name, call, *arguments):
        with self.assertRaises(GLib.Error) as caught:
            call(*arguments)
        self.assertEqual(remote_name(caught.exception), name)


class Service(BusTest):
    def test_names_what_is_missing(self):
        service = self.bus.start_service()
        self.assertEqual(service.store_secret("work", b"secret"), "memory")
        self.await_property(service, "Problems", lambda problems: {"notifications", "keyring"} <= set(problems),
                            "notices and keyring are named as missing")
        self.assertNotIn("tray", service.property("Problems"))
        for sentence in service.property("Problems").values():
            self.assertRegex(sentence, r"^[A-Z].*\.$")
        properties = service.properties()
        self.assertFalse(properties["Practice"])
        self.assertFalse(properties["TrayVisible"])
        self.assertEqual(properties["PlanPath"], str(self.bus.plan_path))
        self.assertEqual(properties["Accounts"], [])
        self.assertEqual(properties["Drill"], (0.0, 0.0, ""))

    def test_starts_at_login_if_wanted(self):
        service = self.bus.start_service()
        self.assertEqual(service.property("Autostart"), "off")
        service.call("SetAutostart", GLib.Variant("(b)", (True,)))
        self.await_property(service, "Autostart", lambda state: state == "on", "it starts at login")
        entry = pathlib.Path(self.bus.folder, "config", "autostart", WATCH_NAME + ".desktop")
        self.assertIn("/stormlantern-watch\"\n", entry.read_text(encoding="utf-8"))
        entry.unlink()
        self.await_property(service, "Autostart", lambda state: state == "off", "somebody else removed the entry")
        entry.mkdir()
        service.call("SetAutostart", GLib.Variant("(b)", (True,)))
        self.await_property(service, "Problems", lambda problems: "autostart" in problems, "it says why not")
        entry.rmdir()
        service.call("SetAutostart", GLib.Variant("(b)", (True,)))
        self.await_property(service, "Autostart", lambda state: state == "on", "it starts at login after all")
        self.assertNotIn("autostart", service.property("Problems"))

    def start_upgradable(self, **options):
        """A program of its own, so that it can be replaced."""
        folder = pathlib.Path(self.bus.folder, "programs")
        folder.mkdir()
        program = folder / "stormlantern-watch"
        shutil.copy2(self.bus.program, program)
        self.bus.program = str(program)
        self.bus.environment["STORMLANTERN_PROGRAM_DIR"] = str(folder)
        return self.bus.start_service("--intervals", FAST, **options), program

    def replace(self, program):
        fresh = program.with_suffix(".fresh")
        shutil.copy(program, fresh)
        fresh.replace(program)

    def get_owner(self):
        try:
            return self.bus.connection.call_sync(
                "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetNameOwner", GLib.Variant("(s)", (WATCH_NAME,)),
                None, Gio.DBusCallFlags.NONE, -1, None).unpack()[0]
        except GLib.Error:
            return None

    def test_makes_way_for_a_newer_version(self):
        service, program = self.start_upgradable()
        before = self.get_owner()
        self.replace(program)
        self.bus.wait_until(lambda: self.get_owner() not in (before, None), "the new one took the name over")
        self.assertIsNone(service.process.poll(), "it is the same process")
        self.assertEqual(service.property("Accounts"), [])

    def test_lets_an_open_window_be_closed_first(self):
        self.bus.connection.call_sync(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName", GLib.Variant("(su)", (APPLICATION, 0)),
            None, Gio.DBusCallFlags.NONE, -1, None)
        log = pathlib.Path(self.bus.folder, "log")
        with log.open("w", encoding="utf-8") as said:
            service, program = self.start_upgradable(log=said)
        before = self.get_owner()
        self.replace(program)
        self.bus.wait_until(lambda: "A newer version is installed" in log.read_text(encoding="utf-8"), "it noticed")
        # One that is about to make way answers nobody any more.
        self.assertEqual(self.bus.find_service(before).property("Accounts"), [])
        self.bus.connection.call_sync(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "ReleaseName", GLib.Variant("(s)", (APPLICATION,)),
            None, Gio.DBusCallFlags.NONE, -1, None)
        self.bus.wait_until(lambda: self.get_owner() not in (before, None), "the new one took the name over")

    def test_keeps_passwords_rather_than_upgrade(self):
        service, program = self.start_upgradable()
        self.assertEqual(service.store_secret("work", b"secret"), "memory")
        before = self.get_owner()
        self.replace(program)
        self.await_property(service, "Problems", lambda problems: "upgrade" in problems, "it says that it waits")
        self.assertEqual(self.get_owner(), before)

    def test_shows_trouble_in_a_dock(self):
        badges = []
        subscription = self.bus.connection.signal_subscribe(
            None, "com.canonical.Unity.LauncherEntry", "Update", None, None, Gio.DBusSignalFlags.NONE,
            lambda *signal: badges.append(signal[5].unpack()))
        self.addCleanup(self.bus.connection.signal_unsubscribe, subscription)
        service = self.bus.start_service("--intervals", FAST)
        self.bus.write_plan(plan(account("work", "imaps://127.0.0.1:1")))
        self.bus.wait_until(lambda: badges, "the badge is told")
        address, badge = badges[0]
        self.assertEqual(address, f"application://{APPLICATION}.desktop")
        self.assertEqual((badge["count"], badge["count-visible"]), (1, True))
        self.bus.end(service)
        self.bus.wait_until(lambda: len(badges) > 1, "the badge goes with the service")
        self.assertFalse(badges[-1][1]["count-visible"])

    def test_follows_the_plan(self):
        service = self.bus.start_service("--intervals", FAST)
        self.bus.write_plan(plan(account("home", "imaps://127.0.0.1:1"), account("work", "imaps://localhost:1")))
        self.await_property(service, "Accounts", lambda accounts: [one["id"] for one in accounts] == ["home", "work"],
                            "both accounts are watched, in the plan's order")
        self.bus.write_plan("{ broken")
        self.await_property(service, "Problems", lambda problems: "plan" in problems, "the broken plan is named")
        self.assertRegex(service.property("Problems")["plan"], r"^[A-Z].*[^.]\.$")
        self.assertEqual(len(service.property("Accounts")), 2)
        self.assertEqual(self.bus.plan_path.read_text(encoding="utf-8"), "{ broken")
        self.bus.write_plan(plan())
        self.await_property(service, "Accounts", lambda accounts: accounts == [], "the repaired plan is followed")
        self.assertNotIn("plan", service.property("Problems"))

    def write_provider(self, identifier, url):
        folder = self.bus.plan_path.parent / "providers"
        folder.mkdir(parents=True, exist_ok=True)
        feed = {"platform": "statuspage", "url": url, "mail_components": ["mail00000001"]}
        (folder / f"{identifier}.json").write_text(
            json.dumps({"name": identifier.capitalize(), "kinds": ["mail"], "feeds": [feed]}), encoding="utf-8")

    def test_takes_a_provider_that_was_written_down_since(self):
        service = self.bus.start_service("--intervals", FAST)
        page = StatusPage()
        self.addCleanup(page.stop)
        page.set_outage("Sign-in fails")
        self.write_provider("mine", page.url)
        self.bus.write_plan(plan({"id": "mine", "name": "Mine", "provider": "mine", "servers": []}))
        self.await_property(service, "Accounts", lambda accounts: [
            part["name"] for account in accounts for feed in account["feeds"] for part in feed.get("components", [])
            if part["state"] == "major-outage"] == ["Mail sign-in"], "the new provider's page is read, part by part")
        self.write_provider("far", "https://status.example.org/api/v2/summary.json")
        self.bus.write_plan(plan({"id": "far", "name": "Far", "provider": "far", "servers": []}))
        self.await_property(service, "Problems", lambda problems: "plan" in problems, "a page elsewhere is refused")
        self.assertEqual([account["id"] for account in service.property("Accounts")], ["mine"])

    def begin(self, service, method, parameters):
        """Returns a list that gets the answer, or the error, when it comes."""
        answers = []

        def on_answer(connection, result):
            try:
                answers.append(connection.call_finish(result).unpack())
            except GLib.Error as error:
                answers.append(error)

        self.bus.connection.call(service.name, "/io/github/stormlantern/StormLantern/Watch", WATCH_NAME, method,
                                 parameters, None, Gio.DBusCallFlags.NONE, -1, None, on_answer)
        return answers

    def test_finds_a_status_page(self):
        service = self.bus.start_service("--intervals", FAST)
        page = StatusPage()
        self.addCleanup(page.stop)
        page.set_outage("Sign-in fails")
        server = page.url.removesuffix("api/v2/summary.json")
        for typed in (server, page.url, f"  {server}status \n"):
            found, = service.call("FindStatusPage", GLib.Variant("(s)", (typed,)))
            self.assertEqual(found["url"], page.url)
            self.assertEqual(found["page-url"], server if typed == page.url else typed.strip())
            self.assertEqual((found["platform"], found["page"], found["state"]),
                             ("statuspage", "Example Mail", "major-outage"))
            self.assertEqual(found["components"],
                             [{"id": "mail00000001", "name": "Mail sign-in", "state": "major-outage"}])

    def test_counts_what_status_pages_cost(self):
        service = self.bus.start_service("--intervals", FAST)
        page = StatusPage()
        self.addCleanup(page.stop)
        self.assertEqual(service.property("FeedBytes"), (0, 0))
        self.write_provider("mine", page.url)
        self.bus.write_plan(plan({"id": "mine", "name": "Mine", "provider": "mine", "servers": []}))
        length = len(json.dumps(page.summary()))
        self.await_property(service, "FeedBytes", lambda counted: counted[0] > length, "the first reading is counted")
        self.assertEqual(self.bus.end(service), 0)
        counted = sum(self.kept_bytes())
        self.assertGreater(counted, length)
        again = self.bus.start_service("--intervals", FAST)
        self.assertGreaterEqual(sum(again.property("FeedBytes")), counted)

    def kept_bytes(self):
        database = sqlite3.connect(pathlib.Path(self.bus.folder, "state/stormlantern/history.db"))
        self.addCleanup(database.close)
        return [value for value, in database.execute(
            "SELECT value FROM keep WHERE name IN ('feed-bytes-today', 'feed-bytes-yesterday')")]

    def test_says_why_there_is_no_status_page(self):
        service = self.bus.start_service()
        prefix = APPLICATION + ".Error."
        silent = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(silent.close)
        closed = socket.create_server(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
        closed.close()
        for typed, name in (("ftp://status.example.org", "Address"), ("", "Address"), ("file:///etc/passwd", "Address"),
                            ("https://ann@status.example.org", "Address"), (address, "Unreachable")):
            with self.subTest(typed):
                self.assert_fails(prefix + name, service.call, "FindStatusPage", GLib.Variant("(s)", (typed,)))
        address = GLib.Variant("(s)", (f"http://127.0.0.1:{silent.getsockname()[1]}/",))
        first = self.begin(service, "FindStatusPage", address)
        second = self.begin(service, "FindStatusPage", address)
        self.bus.wait_until(lambda: first, "the second search of a caller ends the first")
        self.assertEqual(remote_name(first[0]), prefix + "Cancelled")
        self.assertEqual(second, [])
        service.call("CancelFindStatusPage")
        self.bus.wait_until(lambda: second, "the search is cancelled")
        self.assertEqual(remote_name(second[0]), prefix + "Cancelled")

    def test_reads_the_page_of_a_channels_provider(self):
        service = self.bus.start_service("--intervals", FAST + ",feed_channel_ms=300")
        page = StatusPage()
        self.addCleanup(page.stop)
        self.write_provider("chatter", page.url)
        channels = [{"id": "team", "name": "Team", "kind": "chat", "address": "xmpp:team@example.org",
                     "provider": "chatter"},
                    # Its page is on another computer, and this is a test.
                    {"id": "group", "name": "Group", "kind": "chat", "address": "https://signal.group/#example"}]
        self.bus.write_plan(json.dumps({"version": 1, "accounts": [], "channels": channels}))
        seen = lambda feeds: [(feed["provider"], feed["state"]) for feed in feeds]
        self.await_property(service, "ChannelFeeds", lambda feeds: seen(feeds) == [("chatter", "operational")],
                            "the page is read")
        page.set_outage("Sign-in fails")
        self.await_property(service, "ChannelFeeds", lambda feeds: seen(feeds) == [("chatter", "major-outage")],
                            "the page is read again")
        self.assertEqual(service.property("State"), "unknown")
        self.assertGreater(service.property("FeedBytes")[0], 0)

    def test_follows_a_provider_that_is_edited(self):
        service = self.bus.start_service("--intervals", FAST)
        first, second = StatusPage(), StatusPage()
        self.addCleanup(first.stop)
        self.addCleanup(second.stop)
        second.set_outage("Sign-in fails")
        self.write_provider("mine", first.url)
        self.bus.write_plan(plan({"id": "mine", "name": "Mine", "provider": "mine", "servers": []}))
        states = lambda accounts: [feed["state"] for account in accounts for feed in account["feeds"]]
        self.await_property(service, "Accounts", lambda accounts: states(accounts) == ["operational"],
                            "the first page is read")
        self.write_provider("mine", second.url)
        self.await_property(service, "Accounts", lambda accounts: states(accounts) == ["major-outage"],
                            "the other page is read, though the plan is the same")

    def test_short_intervals_never_reach_a_real_server(self):
        service = self.bus.start_service("--intervals", FAST)
        self.bus.write_plan(plan(account("work", "imaps://ann@imap.example.org")))
        self.await_property(service, "Problems", lambda problems: "plan" in problems, "the plan is refused")
        self.assertEqual(service.property("Accounts"), [])

    def test_calls_fail_by_name(self):
        service = self.bus.start_service()
        prefix = APPLICATION + ".Error."
        invalid = "org.freedesktop.DBus.Error.InvalidArgs"
        failed = "org.freedesktop.DBus.Error.Failed"
        for identifier in ("nobody", "ünïcode", "x" * 10000):
            self.assert_fails(prefix + "UnknownAccount", service.call, "CheckNow", GLib.Variant("(sb)", (identifier, False)))
            self.assert_fails(prefix + "UnknownAccount", service.call, "Mute", GLib.Variant("(su)", (identifier, 60)))
        self.assert_fails(prefix + "UnknownAccount", service.store_secret, "No/Id", b"secret")
        self.assert_fails(prefix + "UnknownAccount", service.call, "ClearSecret", GLib.Variant("(s)", ("../x",)))
        self.assert_fails(invalid, service.call, "StoreSecret", GLib.Variant("(sh)", ("work", 0)))
        self.assert_fails(failed, service.store_secret, "work", b"")
        self.assert_fails(failed, service.store_secret, "work", b"with\0zero")
        for scenario, speed in (("no-such", 1.0), ("/no/such.json", 1.0), ("../scenarios/slow-mail", 1.0),
                                ("", float("nan"))):
            self.assert_fails(prefix + "Scenario", service.call, "StartDrill", GLib.Variant("(sd)", (scenario, speed)))
        self.assert_fails(prefix + "Scenario", service.call, "DescribeScenario", GLib.Variant("(s)", ("no-such",)))
        self.assert_fails(prefix + "Nothing", service.call, "Reached", GLib.Variant("(s)", ("",)))
        self.assert_fails(prefix + "Nothing", service.call, "StopDrill")
        self.assertIsNone(service.process.poll())

    def test_pause_and_resume(self):
        service = self.bus.start_service()
        service.call("Pause", GLib.Variant("(u)", (0,)))
        self.await_property(service, "PausedUntil", lambda until: until == FOREVER, "paused until resumed")
        self.assertEqual(service.property("State"), "paused")
        service.call("Resume")
        self.await_property(service, "PausedUntil", lambda until: until == 0, "it watches again")
        service.call("Pause", GLib.Variant("(u)", (3600,)))
        self.await_property(service, "PausedUntil", lambda until: 0 < until < FOREVER, "paused for an hour")

    def test_a_second_start_ends_politely(self):
        service = self.bus.start_service()
        answer = self.bus.run()
        self.assertEqual(answer.returncode, 0, answer)
        self.assertEqual(len(answer.stdout.splitlines()), 1, answer)
        self.assertIsNone(service.process.poll())

    def test_ends_in_good_order(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            service = self.bus.start_service()
            self.assertEqual(self.bus.end(service, number), 0)
        service = self.bus.start_service()
        service.call("Quit")
        self.assertEqual(service.process.wait(60), 0)

    def test_ends_with_the_session(self):
        service = self.bus.start_service()
        self.bus.processes[0].terminate()
        self.assertEqual(service.process.wait(60), 0)

    def test_without_a_bus(self):
        del self.bus.environment["DBUS_SESSION_BUS_ADDRESS"]
        answer = self.bus.run()
        self.assertEqual((answer.returncode, answer.stdout, len(answer.stderr.splitlines())), (3, "", 1), answer)

    def test_wrong_arguments(self):
        for arguments in (["--nonsense"], ["operand"], ["--speed"], ["--speed", "fast"], ["--intervals", "signin_ms"],
                          ["--intervals", "other_ms=5"], ["--intervals", "signin_ms=-1"], ["--intervals", ""]):
            answer = self.bus.run(*arguments)
            self.assertEqual((answer.returncode, answer.stdout, len(answer.stderr.splitlines())), (2, "", 1), answer)
        for arguments in (["--practice=no-such"], ["--practice", "--speed", "0"], ["--ca-file", "/no/such/file"]):
            answer = self.bus.run(*arguments)
            self.assertEqual((answer.returncode, answer.stdout, len(answer.stderr.splitlines())), (3, "", 1), answer)

    def test_runs_without_its_settings_schema(self):
        self.bus.environment["GSETTINGS_SCHEMA_DIR"] = self.bus.folder
        self.bus.environment["XDG_DATA_DIRS"] = self.bus.folder
        service = self.bus.start_service()
        self.assertEqual(service.property("Accounts"), [])

    def test_links_no_gtk(self):
        libraries = subprocess.run(["ldd", self.bus.program], stdout=subprocess.PIPE, text=True, check=True).stdout
        self.assertNotRegex(libraries, r"libgtk|libgdk-[34]|libadwaita|libX11|libwayland")


class Practice(BusTest):
    def test_acts_out_and_ends(self):
        service = self.bus.start_service("--practice", "--speed", "20", name=PRACTICE_NAME)
        self.assertTrue(service.property("Practice"))
        self.assertNotEqual(service.property("PlanPath"), str(self.bus.plan_path))
        self.bus.wait_until(lambda: service.process.poll() is not None, "the practice ends by itself", 180)
        self.assertEqual(service.process.returncode, 0)
        states = [to for _account, _from, to, _headline, _since in service.transitions]
        self.assertIn("outage", states)
        self.assertEqual(states[-1], "ok")
        self.assertGreater(service.transitions[-1][4], 0)
        self.assertEqual(os.listdir(os.path.join(self.bus.folder, "tmp")), [])
        self.assertEqual(os.listdir(self.bus.state_path), ["drills.json"])
        (result,) = json.loads((self.bus.state_path / "drills.json").read_text(encoding="utf-8"))["drills"]
        self.assertEqual((result["scenario"], "reach_seconds" in result), ("signin-outage", False))
        self.assertEqual(os.listdir(os.path.join(self.bus.folder, "config")), [])

    def test_measures_until_somebody_was_reached(self):
        self.bus.write_plan(json.dumps({"version": 1, "channels": [
            {"id": "bridge", "name": "Bridge", "kind": "phone", "address": "tel:+12025550123"}]}))
        service = self.bus.start_service()
        service.call("StartDrill", GLib.Variant("(sd)", ("my-network-down", 10.0)))
        self.bus.wait_until(lambda: self.bus.has_owner(PRACTICE_NAME), "the practice runs")
        practice = self.bus.find_service(PRACTICE_NAME)
        moment = APPLICATION + ".Error.Moment"
        if practice.property("Stopwatch")[0] == 0:
            self.assert_fails(moment, practice.call, "Reached", GLib.Variant("(s)", ("bridge",)))
        self.await_property(practice, "Stopwatch", lambda stopwatch: stopwatch[0] > 0, "the first notice")
        self.assertEqual(practice.property("Stopwatch")[1], -1)
        practice.call("Reached", GLib.Variant("(s)", ("bridge",)))
        reach_seconds = practice.property("Stopwatch")[1]
        self.assertGreater(reach_seconds, 0)
        practice.call("Reached", GLib.Variant("(s)", ("",)))
        self.assertEqual(practice.property("Stopwatch")[1], reach_seconds, "the first word counts")
        self.await_property(service, "Drills", lambda drills: drills, "the result is kept")
        (drill,) = service.property("Drills")
        self.assertEqual((drill["scenario"], drill["reach-seconds"], drill["channel"], drill["channel-name"]),
                         ("my-network-down", reach_seconds, "bridge", "Bridge"))
        self.bus.wait_until(lambda: not self.bus.has_owner(PRACTICE_NAME), "the practice ends by itself")
        self.assertEqual(len(service.property("Drills")), 1)

    def test_takes_scenarios_of_ones_own(self):
        folder = self.bus.plan_path.parent / "scenarios"
        folder.mkdir(parents=True)
        phase = {"seconds": 1, "mail": {"act": "healthy"}, "page": {"act": "green"}, "words": {"en": "Quiet."}}
        (folder / "mine.json").write_text(json.dumps({"title": {"en": "Mine"}, "phases": [phase]}), encoding="utf-8")
        (folder / "torn.json").write_text("{", encoding="utf-8")
        service = self.bus.start_service()
        (scenarios,) = service.call("ListScenarios")
        described = {scenario["id"]: scenario for scenario in scenarios}
        self.assertEqual(len(described), 8)
        self.assertEqual((described["mine"]["title"], described["mine"]["seconds"]), ("Mine", 1))
        self.assertIn("torn.json", described["torn"]["problem"])
        self.assertTrue(all(one.get("summary") or one["id"] in ("mine", "torn") for one in scenarios), scenarios)
        path = str(folder / "mine.json")
        self.assertEqual(service.call("DescribeScenario", GLib.Variant("(s)", (path,)))[0]["id"], path)
        service.call("StartDrill", GLib.Variant("(sd)", (path, 10.0)))
        self.bus.wait_until(lambda: self.bus.has_owner(PRACTICE_NAME), "the practice runs")
        self.bus.wait_until(lambda: not self.bus.has_owner(PRACTICE_NAME), "the practice ended")
        self.assertEqual(service.property("Drills"), [], "nothing went wrong, so nothing was practised")

    def start_drill(self, service):
        service.call("StartDrill", GLib.Variant("(sd)", ("", 1.0)))
        self.bus.wait_until(lambda: self.bus.has_owner(PRACTICE_NAME), "the practice runs")
        reply = self.bus.connection.call_sync(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetConnectionUnixProcessID",
            GLib.Variant("(s)", (PRACTICE_NAME,)), None, Gio.DBusCallFlags.NONE, -1, None)
        return reply.unpack()[0]

    def folders(self):
        return os.listdir(os.path.join(self.bus.folder, "tmp"))

    def test_a_killed_practice_is_swept(self):
        service = self.bus.start_service()
        os.kill(self.start_drill(service), signal.SIGKILL)
        self.bus.wait_until(lambda: not self.bus.has_owner(PRACTICE_NAME) and not self.folders(), "it is swept")
        self.start_drill(service)
        service.call("StopDrill")
        self.bus.wait_until(lambda: not self.bus.has_owner(PRACTICE_NAME), "another one can begin")

    def test_does_not_outlive_a_killed_service(self):
        service = self.bus.start_service()
        self.start_drill(service)
        service.kill()
        self.bus.wait_until(lambda: not self.bus.has_owner(PRACTICE_NAME) and not self.folders(), "it has ended")
        again = self.bus.start_service()
        self.assertFalse(again.property("Practice"))
        self.assertEqual(again.property("Drills"), [])

    def test_both_killed_leave_nothing(self):
        service = self.bus.start_service()
        practice = self.start_drill(service)
        os.kill(service.process.pid, signal.SIGSTOP)
        os.kill(practice, signal.SIGKILL)
        service.kill()
        self.bus.wait_until(lambda: not self.bus.has_owner(PRACTICE_NAME), "both are gone")
        self.assertEqual(len(self.folders()), 1)
        self.bus.start_service()
        self.assertEqual(self.folders(), [])

    def test_keeps_no_passwords(self):
        service = self.bus.start_service("--practice", name=PRACTICE_NAME)
        self.assert_fails("org.freedesktop.DBus.Error.NotSupported", service.store_secret, "practice", b"secret")

    def test_is_started_and_stopped_by_the_service(self):
        service = self.bus.start_service()
        service.call("StartDrill", GLib.Variant("(sd)", ("", 1.0)))
        self.assert_fails(APPLICATION + ".Error.Busy", service.call, "StartDrill", GLib.Variant("(sd)", ("", 1.0)))
        self.bus.wait_until(lambda: self.bus.has_owner(PRACTICE_NAME), "the practice runs")
        service.call("StopDrill")
        self.bus.wait_until(lambda: not self.bus.has_owner(PRACTICE_NAME), "the practice ended")
        self.assertIsNone(service.process.poll())


class WithServer(BusTest):
    def setUp(self):
        super().setUp()
        folder = pathlib.Path(tempfile.mkdtemp(prefix="stormlantern-certificates-"))
        self.addCleanup(shutil.rmtree, folder)
        make_certificates(folder)
        self.server = CountingImap(folder / "server.pem", folder / "server.key", password=b"right")
        self.addCleanup(self.server.stop)
        self.arguments = ["--intervals", FAST, "--ca-file", str(folder / "ca.pem")]
        self.bus.write_plan(plan(account("work", f"imaps://ann@127.0.0.1:{self.server.port}")))

    def await_door_checks(self, service):
        """Long enough for a sign-in to have happened, had it been allowed."""
        first = self.server.connections
        self.bus.wait_until(lambda: self.server.connections >= first + DOORS, "the door is tried several times")

    def check_now(self, service):
        """Returns the name of the refusal, None if it begins; while another check runs it is asked for again."""
        refusals = []

        def is_decided():
            try:
                service.call("CheckNow", GLib.Variant("(sb)", ("work", False)))
                refusals.append(None)
            except GLib.Error as error:
                refusals.append(remote_name(error))
            return refusals[-1] != APPLICATION + ".Error.Busy"

        self.bus.wait_until(is_decided, "no other check is in the way")
        return refusals[-1]

    def test_signs_in_with_the_secret_it_was_given(self):
        service = self.bus.start_service(*self.arguments)
        self.bus.wait_until(lambda: service.account("work").get("secret-missing"), "it says that no password is stored")
        service.store_secret("work", b"right")
        self.bus.wait_until(lambda: service.account("work").get("last-success"), "the sign-in worked")
        self.assertEqual(service.account("work")["state"], "ok")
        self.assertEqual(set(self.server.credentials), {True})
        self.assertIsNone(self.check_now(service))

    def test_forgets_a_secret_even_without_a_keyring(self):
        service = self.bus.start_service(*self.arguments)
        service.store_secret("work", b"right")
        self.bus.wait_until(lambda: service.account("work").get("last-success"), "the sign-in worked")
        service.call("ClearSecret", GLib.Variant("(s)", ("work",)))
        self.bus.wait_until(lambda: service.account("work").get("secret-missing"), "the password is forgotten")

    def test_a_refused_secret_is_asked_for_before_it_is_tried_again(self):
        service = self.bus.start_service(*self.arguments)
        service.store_secret("work", b"wrong")
        self.bus.wait_until(lambda: service.account("work").get("refused"), "the refusal is known")
        self.assertEqual(self.check_now(service), APPLICATION + ".Error.Refused")
        self.assertEqual(self.server.credentials, [False])

    def is_noted(self):
        """Whether a password was noted down, as it is before it is sent: from then on it counts as tried."""
        return any(account.get("secrets") for path in pathlib.Path(self.bus.folder, "state").rglob("budget.json")
                   for account in json.loads(path.read_text(encoding="utf-8"))["accounts"].values())

    def test_killed_at_any_moment_it_never_repeats_a_refused_secret(self):
        before = self.bus.plan_path.read_bytes()
        moments = random.Random(20)
        for number in range(KILLS):
            # A kill may have come between the note and the sending.
            is_noted = self.is_noted()
            service = self.bus.start_service(*self.arguments)
            service.store_secret("work", b"wrong")
            if number == KILLS // 2 and not is_noted:
                self.bus.wait_until(lambda: self.server.credentials, "the password is on its way")
            for _iteration in range(moments.randrange(20)):
                service.properties()
            service.kill()
            self.bus.wait_until(lambda: not self.bus.has_owner(WATCH_NAME), "the killed service's name is free")
            self.assertLessEqual(len(self.server.credentials), 1)
        self.assertEqual(self.bus.plan_path.read_bytes(), before)

        service = self.bus.start_service(*self.arguments)
        service.store_secret("work", b"wrong")
        self.await_door_checks(service)
        self.assertLessEqual(len(self.server.credentials), 1)
        self.bus.end(service)
        for path in pathlib.Path(self.bus.folder, "state").rglob("*.db"):
            with sqlite3.connect(path) as database:
                self.assertEqual(database.execute("PRAGMA integrity_check").fetchone(), ("ok",))
        self.assertEqual(list(pathlib.Path(self.bus.folder, "state").rglob("*broken*")), [])

    def test_ends_in_good_order_at_any_moment(self):
        moments = random.Random(21)
        for _round in range(KILLS):
            service = self.bus.start_service(*self.arguments)
            service.store_secret("work", b"right")
            for _iteration in range(moments.randrange(30)):
                service.properties()
            self.assertEqual(self.bus.end(service), 0)

    def test_told_to_end_it_awaits_the_answer(self):
        self.server.answering.clear()
        service = self.bus.start_service(*self.arguments)
        service.store_secret("work", b"right")
        self.bus.wait_until(lambda: self.server.credentials, "the password is on its way")
        service.process.terminate()
        self.server.answering.set()
        self.assertEqual(service.process.wait(60), 0)

        service = self.bus.start_service(*self.arguments)
        service.store_secret("work", b"right")
        self.bus.wait_until(lambda: len(self.server.credentials) > 1, "the password need not rest")

    def test_killed_before_the_answer_it_does_not_ask_again(self):
        self.server.answering.clear()
        service = self.bus.start_service(*self.arguments)
        service.store_secret("work", b"wrong")
        self.bus.wait_until(lambda: self.server.credentials, "the password is on its way")
        service.kill()
        self.bus.wait_until(lambda: not self.bus.has_owner(WATCH_NAME), "the killed service's name is free")

        self.server.answering.set()
        service = self.bus.start_service(*self.arguments)
        service.store_secret("work", b"wrong")
        self.await_door_checks(service)
        self.assertEqual(self.server.credentials, [False])
        service.store_secret("work", b"right")
        self.bus.wait_until(lambda: service.account("work").get("last-success"), "a new password is tried at once")
        self.assertEqual(self.server.credentials[:2], [False, True])

    def test_no_secret_is_written_anywhere(self):
        service = self.bus.start_service(*self.arguments)
        service.store_secret("work", b"wrong")
        self.bus.wait_until(lambda: service.account("work").get("refused"), "the refusal is known")
        self.assertNotIn("wrong", json.dumps(service.properties()))
        self.bus.end(service)
        for path in pathlib.Path(self.bus.folder).rglob("*"):
            if path.is_file():
                self.assertNotIn(b"wrong", path.read_bytes(), path)


if __name__ == "__main__":
    if shutil.which("dbus-daemon") is None:
        print("dbus-daemon is not installed")
        sys.exit(SKIPPED)
    del sys.argv[1:3]
    unittest.main(verbosity=2)
