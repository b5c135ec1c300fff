#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""stormlanternctl plan and providers, run as a user runs them, each time with a home of its own.

usage: test-plan.py STORMLANTERNCTL SOURCE_ROOT"""
import functools
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import unittest

PROGRAM, SOURCE_ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
SAMPLES = SOURCE_ROOT / "tests/data/plans"


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_unused):
        pass


class Command(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.TemporaryDirectory()
        self.addCleanup(self.home.cleanup)
        self.plan = pathlib.Path(self.home.name) / "stormlantern/plan.json"
        self.environment = {**os.environ, "XDG_CONFIG_HOME": self.home.name,
                            "XDG_STATE_HOME": self.home.name, "XDG_CONFIG_DIRS": self.home.name + "/none",
                            "STORMLANTERN_DATA_DIR": str(SOURCE_ROOT / "data")}

    def run_command(self, *arguments, exit_code=0):
        done = subprocess.run([PROGRAM, *arguments], capture_output=True, env=self.environment,
                              timeout=60, check=False)
        out, err = done.stdout.decode(), done.stderr.decode()
        self.assertEqual(done.returncode, exit_code, (arguments, out, err))
        if exit_code in (2, 3):
            self.assertEqual(out, "", arguments)
            self.assertEqual(err.count("\n"), 1, (arguments, err))
            self.assertTrue(err.endswith(".\n"), (arguments, err))
        else:
            self.assertEqual(err, "", arguments)
        return out if exit_code in (0, 1) else err

    def put(self, text):
        self.plan.parent.mkdir(exist_ok=True)
        self.plan.write_text(text, encoding="utf-8")


class Plan(Command):
    def test_an_empty_plan_is_fine_and_stays_unwritten(self):
        self.assertEqual(json.loads(self.run_command("plan", "show", "--json")),
                         {"version": 1, "accounts": [], "channels": []})
        self.run_command("plan", "lint")
        self.assertFalse(self.plan.exists())

    def test_lint_knows_who_hosts_a_domain(self):
        self.run_command("plan", "add-account", "ann@contoso.onmicrosoft.com", "imaps://mail.example.net")
        self.run_command("plan", "add-channel", "Club", "mailto:ann@club.example", "--kind", "mail")
        kinds = lambda: [row["kind"] for row in json.loads(
            self.run_command("plan", "lint", "--json", exit_code=1))["findings"]]
        self.assertNotIn("same-mail-host", kinds())
        (self.plan.parent / "mail-exchangers.json").write_text(json.dumps(
            {"domains": {"club.example": {"hosts": ["club-example.mail.protection.outlook.com"], "asked": 1}}}))
        self.assertIn("same-mail-host", kinds())
        self.assertIn("all-share-fate", kinds())

    def test_a_known_provider_needs_only_the_address(self):
        self.assertEqual(self.run_command("plan", "add-account", "ann@web.de"), "ann-web-de\n")
        account = json.loads(self.run_command("plan", "show", "--json"))["accounts"][0]
        self.assertEqual(account["servers"], ["imaps://ann@imap.web.de"])
        self.assertEqual(account["provider"], "web-de")
        self.assertEqual(self.plan.stat().st_mode & 0o777, 0o600)

    def test_an_unknown_provider_needs_a_server(self):
        self.run_command("plan", "add-account", "ann@example.org", exit_code=2)
        self.run_command("plan", "add-account", "ann@example.org", "imap://mail.example.org", "--name", "Work")
        account = json.loads(self.run_command("plan", "export"))["accounts"][0]
        self.assertEqual(account["id"], "work")
        self.assertEqual(account["servers"], ["imap://ann%40example.org@mail.example.org"])

    def test_a_channel_is_added_with_its_kind(self):
        self.run_command("plan", "add-channel", "Bridge", "tel:+49301234567", "--instructions", "PIN 1\nthen 2")
        channel = json.loads(self.run_command("plan", "show", "--json"))["channels"][0]
        self.assertEqual((channel["id"], channel["kind"], channel["works_offline"], channel["instructions"]),
                         ("bridge", "phone", True, "PIN 1\nthen 2"))

    def test_a_number_is_completed_as_in_the_window(self):
        self.run_command("plan", "add-channel", "Bridge", "+49 30 1234")
        self.run_command("plan", "add-channel", "Room", "Room 4", "--kind", "in-person")
        channels = json.loads(self.run_command("plan", "show", "--json"))["channels"]
        self.assertEqual([(one["address"], one["kind"]) for one in channels],
                         [("tel:+49301234", "phone"), ("Room 4", "in-person")])

    def test_an_account_of_the_desktop_signs_in(self):
        self.run_command("plan", "add-account", "ann@gmail.com", "--online-account", "account_1")
        account, = json.loads(self.plan.read_text(encoding="utf-8"))["accounts"]
        self.assertEqual(account["sign_in"], {"kind": "online-account", "id": "account_1"})

    def test_lint_finds_and_says_so(self):
        self.run_command("plan", "add-account", "ann@gmail.com")
        self.assertIn("ann@gmail.com", self.run_command("plan", "lint", exit_code=1))
        findings = json.loads(self.run_command("plan", "lint", "--json", exit_code=1))["findings"]
        self.assertEqual([finding["kind"] for finding in findings], ["no-channel"])

    def test_lint_names_each_kind(self):
        self.put(json.dumps({"accounts": [{"id": "work", "name": "Work", "address": "ann@outlook.com"}],
                             "channels": [{"id": "teams", "name": "Teams", "address": "https://teams.microsoft.com/1"},
                                          {"id": "help", "name": "Help", "address": "mailto:help@hotmail.com"},
                                          {"id": "ben", "name": "Ben", "kind": "phone", "address": "ask the porter"}]}))
        findings = json.loads(self.run_command("plan", "lint", "--json", exit_code=1))["findings"]
        self.assertEqual({(finding["kind"], finding.get("channel", "")) for finding in findings},
                         {("same-mail-host", "help"), ("no-instructions", ""), ("contacts-only-in-mail", "teams"),
                          ("not-practised", "teams"), ("not-practised", "help"), ("not-practised", "ben"),
                          ("address-not-openable", "ben")})

    def test_what_it_does_not_know_survives(self):
        self.put('{"organisation": {"a": [1]}, "accounts": [{"id": "a", "colour": "red"}]}')
        self.run_command("plan", "add-channel", "Room", "Room 4")
        written = json.loads(self.plan.read_text(encoding="utf-8"))
        self.assertEqual(written["organisation"], {"a": [1]})
        self.assertEqual(written["accounts"][0]["colour"], "red")

    def test_a_broken_plan_is_named_and_not_overwritten(self):
        for text in ("", "{", "[]", '{"accounts": 7}', "\x00", "[" * 200000, " " * 10 * 1024 * 1024):
            self.put(text)
            self.assertIn(str(self.plan), self.run_command("plan", "show", exit_code=2))
            self.run_command("plan", "lint", exit_code=2)
            self.run_command("plan", "add-channel", "Room", "Room 4", exit_code=2)
            self.assertEqual(self.plan.read_text(encoding="utf-8"), text)

    def test_a_plan_that_is_a_folder_is_the_systems_failure(self):
        self.plan.mkdir(parents=True)
        self.run_command("plan", "show", exit_code=3)

    def test_the_samples_are_judged_as_the_schema_judges_them(self):
        for path in sorted(SAMPLES.glob("*/*.json")):
            if path.parent.name == "valid":
                self.run_command("plan", "show", str(path))
            else:
                self.assertIn(str(path), self.run_command("plan", "lint", str(path), exit_code=2))

    def export(self, text, *arguments):
        """What a plan looks like that is given away."""
        self.put(text)
        path = pathlib.Path(self.home.name) / "given-away.json"
        path.write_text(self.run_command("plan", "export", *arguments), encoding="utf-8")
        self.plan.unlink()
        return str(path)

    def test_export_and_import_go_round(self):
        text = json.dumps({"zeta": 1, "accounts": [{"id": "work", "name": "Work", "address": "ann@example.org",
                                                    "servers": ["imaps://ann@mail.example.org"], "colour": "red"}],
                           "channels": [{"id": "bridge", "address": "tel:+49301234567", "instructions": "PIN"}]})
        path = self.export(text)
        self.assertIn("+ channel: tel:+49301234567", self.run_command("plan", "import", "--dry-run", path))
        self.assertFalse(self.plan.exists())
        self.assertIn("--yes", self.run_command("plan", "import", path, exit_code=1))
        self.assertFalse(self.plan.exists())
        self.run_command("plan", "import", "--yes", path)
        written = json.loads(self.plan.read_text(encoding="utf-8"))
        self.assertEqual(written["accounts"][0]["colour"], "red")
        self.assertEqual(written["accounts"][0]["servers"], ["imaps://ann@mail.example.org"])
        before = self.plan.read_bytes()
        self.assertIn("already", self.run_command("plan", "import", path))
        self.assertEqual(self.plan.read_bytes(), before)

    def test_import_says_what_it_did(self):
        path = self.export('{"channels": [{"id": "bridge", "address": "tel:1", "instructions": "new"}, {"id": "room"}]}')
        self.put('{"channels": [{"id": "mine"}, {"id": "bridge", "address": "tel:1", "instructions": "old"}]}')
        told = json.loads(self.run_command("plan", "import", "--json", path, exit_code=1))
        self.assertFalse(told["applied"])
        told = json.loads(self.run_command("plan", "import", "--json", "--yes", path))
        self.assertTrue(told["applied"])
        self.assertEqual([(one["change"], one["id"], one["members"]) for one in told["changes"]],
                         [("changed", "bridge", ["instructions"]), ("added", "room", [])])
        self.assertEqual([one["values"] for one in told["changes"]],
                         [[{"member": "instructions", "before": "old", "after": "new"}], []])
        channels = json.loads(self.run_command("plan", "show", "--json"))["channels"]
        self.assertEqual([channel["id"] for channel in channels], ["mine", "bridge", "room"])

    def test_export_can_leave_the_user_out(self):
        path = self.export('{"accounts": [{"id": "zoe-web-de", "name": "zoe@web.de", "address": "zoe@web.de",'
                           ' "provider": "web-de", "servers": ["imaps://zoe@imap.web.de"]}]}', "--without-addresses")
        text = pathlib.Path(path).read_text(encoding="utf-8")
        self.assertNotIn("zoe", text)
        self.assertIn("imaps://imap.web.de", text)

    def test_import_from_an_address(self):
        folder = pathlib.Path(self.home.name) / "served"
        folder.mkdir()
        (folder / "plan.json").write_text('{"channels": [{"id": "bridge"}]}', encoding="utf-8")
        (folder / "page.json").write_text("<html>Sign in</html>", encoding="utf-8")
        handler = functools.partial(QuietHandler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        base = f"http://127.0.0.1:{server.server_port}"
        self.run_command("plan", "import", "--yes", f"{base}/plan.json")
        self.assertIn("bridge", self.plan.read_text(encoding="utf-8"))
        self.assertIn("web page", self.run_command("plan", "import", f"{base}/page.json", exit_code=2))
        self.run_command("plan", "import", f"{base}/missing.json", exit_code=3)
        self.run_command("plan", "import", "http://example.org/plan.json", exit_code=2)

    def serve_status_page(self):
        folder = pathlib.Path(self.home.name) / "status"
        (folder / "api/v2").mkdir(parents=True)
        (folder / "api/v2/summary.json").write_text(json.dumps(
            {"page": {"id": "p", "name": "Club Status"}, "status": {"indicator": "none"}, "incidents": [],
             "components": [{"id": "m", "name": "Mail", "status": "operational"},
                            {"id": "w", "name": "Website", "status": "operational"}]}), encoding="utf-8")
        handler = functools.partial(QuietHandler, directory=str(folder))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}/"

    def test_another_status_page_is_watched(self):
        page = self.serve_status_page()
        self.assertEqual(self.run_command("plan", "add-page", page, "--component", "Mail"), "club-status\n")
        account = json.loads(self.run_command("plan", "show", "--json"))["accounts"][0]
        self.assertEqual((account["name"], account["provider"]), ("Club Status", "club-status"))
        provider = json.loads((self.plan.parent / "providers/club-status.json").read_text(encoding="utf-8"))
        self.assertEqual([(feed["url"], feed["mail_components"]) for feed in provider["feeds"]],
                         [(page + "api/v2/summary.json", ["Mail"])])
        self.assertIn("club-status", self.run_command("providers"))
        self.assertEqual(self.run_command("plan", "add-page", page, "--name", "Club Status"), "club-status-2\n")

    def test_a_page_that_is_none_changes_nothing(self):
        page = self.serve_status_page()
        sentence = self.run_command("plan", "add-page", page, "--component", "Mial", exit_code=2)
        self.assertIn("Mail, Website", sentence)
        self.run_command("plan", "add-page", "ftp://example.org/", exit_code=2)
        self.run_command("plan", "add-page", "http://127.0.0.1:1/", exit_code=3)
        self.run_command("plan", "add-page", exit_code=2)
        self.assertFalse(self.plan.exists())
        self.assertFalse((self.plan.parent / "providers").exists())

    def test_the_organisations_address_is_set_and_forgotten(self):
        key = "A" * 43 + "="
        self.assertEqual(self.run_command("plan", "organisation"), "none\n")
        self.run_command("plan", "organisation", "https://example.org/plan.json", "--key", key)
        self.assertEqual(self.run_command("plan", "organisation"), "https://example.org/plan.json\n")
        self.run_command("plan", "organisation", "https://example.org/plan.json")
        written = json.loads(self.plan.read_text(encoding="utf-8"))
        self.assertEqual((written["organisation_address"], written["organisation_key"]),
                         ("https://example.org/plan.json", key))
        # A key that was given for one address does not speak for another.
        self.run_command("plan", "organisation", "https://example.net/plan.json")
        self.assertNotIn("organisation_key", self.plan.read_text(encoding="utf-8"))
        self.run_command("plan", "organisation", "none")
        self.assertEqual(self.run_command("plan", "organisation"), "none\n")
        self.assertNotIn("organisation_address", self.plan.read_text(encoding="utf-8"))
        for wrong in (["http://example.org/plan.json"], ["https://example.org/", "--key", "short"],
                      ["none", "--key", key], ["--key", key], [""]):
            self.run_command("plan", "organisation", *wrong, exit_code=2)

    def test_broken_imports_change_nothing(self):
        path = pathlib.Path(self.home.name) / "other.json"
        self.put('{"channels": [{"id": "mine"}]}')
        before = self.plan.read_bytes()
        for text, word in (("", "empty"), ("<html>", "no usable plan"), ('{"version": 9}', "newer"),
                           ('{"channels": [{}]}', "channels[0]"), (" " * 2 * 1024 * 1024, "larger")):
            path.write_text(text, encoding="utf-8")
            self.assertIn(word, self.run_command("plan", "import", "--yes", str(path), exit_code=2))
            self.assertEqual(self.plan.read_bytes(), before)
        self.put("{")
        path.write_text("{}", encoding="utf-8")
        self.assertIn(str(self.plan), self.run_command("plan", "import", "--yes", str(path), exit_code=2))
        self.assertEqual(self.plan.read_text(encoding="utf-8"), "{")

    def test_the_organisations_plan_lies_below(self):
        system = pathlib.Path(self.home.name) / "system"
        (system / "stormlantern").mkdir(parents=True)
        (system / "stormlantern/plan.json").write_text(
            '{"organisation": {"name": "Acme"}, "channels": [{"id": "bridge", "address": "tel:1"}]}', encoding="utf-8")
        self.environment["XDG_CONFIG_DIRS"] = str(system)
        self.put('{"channels": [{"id": "mine"}]}')
        channels = json.loads(self.run_command("plan", "show", "--json"))["channels"]
        self.assertEqual([channel.get("managed_by") for channel in channels], [None, "Acme"])
        self.assertIn("Managed by Acme", self.run_command("plan", "show"))
        self.assertNotIn("bridge", self.run_command("plan", "export"))
        self.run_command("plan", "add-channel", "Room", "Room 4")
        self.assertNotIn("tel:1", self.plan.read_text(encoding="utf-8"))

    def test_wrong_arguments_are_one_line(self):
        for arguments in ([], ["frob"], ["show", "a", "b"], ["show", "--name", "x"], ["show", "--frob"],
                          ["lint", "--kind", "phone"], ["export", "--json"], ["export", "x"], ["import"],
                          ["import", "a", "b"], ["import", "--yes", "--dry-run", "-"], ["show", "--yes"],
                          ["import", "--without-addresses", "-"], ["import", "/nonexistent"], ["import", "/"],
                          ["add-account"], ["add-account", "ann"], ["add-account", ""],
                          ["add-account", "ann@gmail.com", "imaps://a:b@example.org"],
                          ["add-account", "ann@gmail.com", "ftp://example.org"],
                          ["add-account", "ann@gmail.com", "--name", ""],
                          ["add-account", "ann@gmail.com", "--name", "two\nlines"],
                          ["add-account", "ann@gmail.com", "--online-account", ""],
                          ["add-account", "ann@gmail.com", "--online-account", "x" * 300],
                          ["add-channel", "A", "tel:1", "--online-account", "x"],
                          ["add-account", "ann@gmail.com", "a", "b"],
                          ["add-channel"], ["add-channel", "A"], ["add-channel", "", "tel:1"],
                          ["add-channel", "A", ""], ["add-channel", "A", "tel:1", "--kind", "pigeon"],
                          ["add-channel", "A", b"tel:\xff"], ["show", "/nonexistent"], ["lint", "/"]):
            self.run_command("plan", *arguments, exit_code=2)
        self.assertFalse(self.plan.exists())

    def test_help_is_shown(self):
        self.assertIn("add-channel", self.run_command("plan", "--help"))


class Providers(Command):
    def test_an_address_names_its_provider(self):
        self.assertIn("imaps://imap.gmail.com", self.run_command("providers", "ann@gmail.com"))
        self.assertEqual(json.loads(self.run_command("providers", "--json", "ann@hotmail.de"))["id"], "outlook")

    def test_an_unknown_address_is_not_fine(self):
        self.run_command("providers", "--offline", "ann@example.org", exit_code=1)
        self.assertEqual(json.loads(self.run_command("providers", "--json", "--offline", "ann@example.org", exit_code=1)), {})

    def test_the_list_holds_every_file(self):
        listed = json.loads(self.run_command("providers", "--json"))["providers"]
        files = {path.stem for path in (SOURCE_ROOT / "data/providers").glob("*.json")}
        self.assertEqual({provider["id"] for provider in listed}, files)
        self.assertEqual(self.run_command("providers").count("\n"), len(files))

    def test_own_files_count(self):
        folder = self.plan.parent / "providers"
        folder.mkdir(parents=True)
        (folder / "mine.json").write_text('{"name": "Mine", "kinds": ["mail"], "domains": ["example.org"]}')
        self.assertIn("Mine", self.run_command("providers", "ann@example.org"))

    def test_wrong_arguments_are_one_line(self):
        for arguments in (["x"], ["a@b@c"], [""], ["ann@gmail.com", "bob@gmail.com"], ["--frob"], [b"\xff@gmail.com"]):
            self.run_command("providers", *arguments, exit_code=2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
