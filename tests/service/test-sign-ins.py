#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sign-ins that are no password: from the plan over GNOME Online Accounts or a token endpoint to a real Dovecot.

usage: test-sign-ins.py BUILD_ROOT SOURCE_ROOT"""
import base64
import json
import os
import pathlib
import subprocess
import shutil
import sys
import tempfile
import threading
import unittest
import urllib.parse

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib

BUILD, SOURCE = sys.argv[1:3]
sys.path[:0] = [str(pathlib.Path(SOURCE, "tests/service")), str(pathlib.Path(SOURCE, "tests/support"))]
import dovecot
import oauth_server
from gnome_keyring import Keyring
from oauth_server import CLIENT_ID, CLIENT_SECRET, USER, OAuthServer, browse
from online_accounts import OnlineAccounts
from private_bus import APPLICATION, PATH, WATCH_NAME, PrivateBus

FAST = ("door_ms=500,signin_ms=500,feed_ms=60000,feed_incident_ms=60000,confirm_ms=200,wake_quiet_ms=0,"
        "backoff_unit_ms=300")
MECHANISMS = "plain login xoauth2 oauthbearer"
GOA_ID = "account_1700000000_0"
ERROR = APPLICATION + ".Error."


class SignInTest(unittest.TestCase):
    """One Dovecot and one OAuth server for all; a bus, a keyring and a service for each."""

    @classmethod
    def setUpClass(cls):
        if shutil.which("dovecot") is None:
            raise unittest.SkipTest("dovecot is not installed")
        cls.folder = tempfile.TemporaryDirectory(prefix="sl-")
        folder = pathlib.Path(cls.folder.name)
        cls.mail_folder = tempfile.TemporaryDirectory(prefix="sl-")
        dovecot.make_certificates(folder)
        cls.oauth = OAuthServer(folder / "server.pem", folder / "server.key")
        # Dovecot makes certificates of its own; the programs trust both authorities.
        cls.mail = dovecot.Dovecot(cls.mail_folder.name, MECHANISMS, cls.oauth.token_info_url).start()
        cls.ca = folder / "both.pem"
        cls.ca.write_text((folder / "ca.pem").read_text() + cls.mail.ca.read_text())

    @classmethod
    def tearDownClass(cls):
        cls.mail.stop()
        cls.oauth.stop()
        cls.folder.cleanup()
        cls.mail_folder.cleanup()

    def setUp(self):
        self.bus = PrivateBus(BUILD)
        self.enterContext(self.bus)
        self.keyring = Keyring(self.bus).start()
        self.addCleanup(self.keyring.stop)
        self.oauth.__dict__.update(user=USER, lifetime=3600, rotates=True, directory_is_down=False, client_secret=None)
        self.oauth.work_again()
        for list_of_calls in (self.oauth.requests, self.oauth.authorizations, self.oauth.questions):
            list_of_calls.clear()

    def start(self, log=None):
        self.service = self.bus.start_service("--intervals", FAST, "--ca-file", str(self.ca), log=log)
        return self.service

    def start_talkative(self):
        """Everything that it could tell goes to a file, for assert_nowhere_written()."""
        self.bus.environment["G_MESSAGES_DEBUG"] = "all"
        with open(pathlib.Path(self.bus.folder, "said"), "wb") as log:
            return self.start(log)

    def assert_nowhere_written(self, secrets):
        self.assertTrue(secrets)
        process = pathlib.Path("/proc", str(self.service.process.pid))
        self.assertRegex((process / "limits").read_text(), r"Max core file size +0 ")
        files = [pathlib.Path(folder, name) for folder, _folders, names in os.walk(self.bus.folder) for name in names]
        files = [path for path in files if path.is_file() and "keyrings" not in path.parts]
        self.assertIn("GSocketClient", pathlib.Path(self.bus.folder, "said").read_text(), "it told all that it did")
        for path in [process / "cmdline", *files]:
            content = path.read_bytes()
            for secret in secrets:
                self.assertNotIn(secret.encode(), content, path)

    @property
    def server(self):
        return f"127.0.0.1:{self.mail.ports['imaps']}"

    def watch(self, sign_in, server=None, **members):
        uri = f"imaps://{urllib.parse.quote(USER, safe='')}@{server or self.server}"
        account = {"id": "work", "name": "Work", "address": USER, "servers": [uri], "sign_in": sign_in, **members}
        self.bus.write_plan(json.dumps({"version": 1, "accounts": [account]}))

    def signin(self):
        return self.service.account("work").get("signin", {})

    def await_outcome(self, outcome):
        self.bus.wait_until(lambda: self.signin().get("outcome") == outcome,
                            f"the sign-in ends with {outcome}, not with {self.signin()}")
        return self.signin()

    def await_state(self, state):
        self.bus.wait_until(lambda: self.service.account("work").get("state") == state,
                            f"the state becomes {state}: {self.service.account('work')}")
        return self.service.account("work")

    def is_forced(self, force=True):
        """Whether a check that the user wants, or insists on, was begun; it is not while another one runs."""
        try:
            self.service.call("CheckNow", GLib.Variant("(sb)", ("work", force)))
            return True
        except GLib.Error as error:
            if Gio.DBusError.get_remote_error(error) != ERROR + "Busy":
                raise
            return False

    def settle(self):
        """Several turns of the scheduler go by."""
        rounds = []
        subscription = self.bus.connection.signal_subscribe(
            self.service.name, "org.freedesktop.DBus.Properties", "PropertiesChanged", PATH, None,
            Gio.DBusSignalFlags.NONE, lambda *_signal: rounds.append(True))
        self.bus.wait_until(lambda: len(rounds) >= 4, "four more news of the service")
        self.bus.connection.signal_unsubscribe(subscription)


class KeyringTest(SignInTest):
    """A password that lies in a keyring which is not always open."""

    def begin(self):
        self.start_talkative()
        self.watch({"kind": "password"})
        self.bus.wait_until(lambda: self.service.account("work").get("secret-missing"), "no password is stored yet")
        self.assertEqual(self.service.store_secret("work", dovecot.PASSWORD.encode()), "keyring")
        self.await_state("ok")
        self.await_outcome("ok")
        on_the_wire = base64.b64encode(f"\0{USER}\0{dovecot.PASSWORD}".encode()).decode()
        self.assert_nowhere_written([dovecot.PASSWORD, on_the_wire])
        self.bus.end(self.service)

    def read_lantern(self):
        """Returns the tool tip and the menu, as one text."""
        answers = []

        def on_answer(connection, result):
            answers.append(str(connection.call_finish(result).unpack()))

        for path, interface, method, parameters in (
                ("/StatusNotifierItem", "org.freedesktop.DBus.Properties", "Get",
                 GLib.Variant("(ss)", ("org.kde.StatusNotifierItem", "ToolTip"))),
                ("/MenuBar", "com.canonical.dbusmenu", "GetLayout", GLib.Variant("(iias)", (0, -1, [])))):
            self.bus.connection.call(self.service.name, path, interface, method, parameters, None,
                                     Gio.DBusCallFlags.NONE, -1, None, on_answer)
        self.bus.wait_until(lambda: len(answers) == 2, "the lantern's answers")
        return answers

    def test_a_locked_keyring_is_asked_for_once(self):
        self.begin()
        self.keyring.lock()
        self.start()
        self.bus.wait_until(lambda: "keyring" in self.service.property("Problems"), "the locked keyring is named")
        self.assertIn("locked", self.service.property("Problems")["keyring"])
        self.bus.wait_until(lambda: self.service.account("work").get("secret-missing"), "the password is missed")
        self.assertEqual(self.service.account("work")["door"]["outcome"], "ok")
        self.settle()
        self.assertEqual(self.keyring.count_questions(), 1)
        for part in self.read_lantern():
            self.assertIn(self.service.property("Problems")["keyring"], part)
        self.keyring.start()
        self.bus.wait_until(lambda: not self.service.account("work")["secret-missing"], "it signs in again")
        self.assertNotIn("keyring", self.service.property("Problems"))
        self.bus.wait_until(lambda: not any("keyring" in part for part in self.read_lantern()), "the lantern forgets it")

    def test_ends_in_good_order_while_the_keyring_asks(self):
        self.begin()
        self.keyring.lock(dismisses=False)
        self.start()
        self.bus.wait_until(lambda: self.keyring.count_questions() > 0, "the keyring asks for its password")
        self.assertEqual(self.bus.end(self.service), 0)

    def test_a_keyring_that_ends_is_named_and_its_return_noticed(self):
        self.begin()
        self.keyring.stop()
        self.start()
        self.bus.wait_until(lambda: "keyring" in self.service.property("Problems"), "the missing keyring is named")
        self.bus.wait_until(lambda: self.service.account("work").get("door", {}).get("outcome") == "ok",
                            "the door is tried all the same")
        self.bus.wait_until(lambda: self.service.account("work")["secret-missing"], "the password is missed")
        self.keyring.start()
        self.bus.wait_until(lambda: not self.service.account("work")["secret-missing"], "it signs in again")
        self.assertNotIn("keyring", self.service.property("Problems"))


class OnlineAccount(SignInTest):
    SIGN_IN = {"kind": "online-account", "id": GOA_ID}

    def setUp(self):
        super().setUp()
        self.desktop = OnlineAccounts(self.bus.connection)

    def add(self, provider="google", secret="goa-token", host=None, **changes):
        self.desktop.add(GOA_ID, provider, USER, secret, host or self.server, **changes)

    def test_signs_in_with_its_token(self):
        self.oauth.add_access_token("goa-token")
        self.add()
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        found = self.await_outcome("ok")
        self.assertIn(found["mechanism"], ("XOAUTH2", "OAUTHBEARER"))
        self.assertIn("goa-token", self.oauth.questions)
        self.settle()
        self.assertEqual(self.desktop.count("EnsureCredentials"), 0)
        self.assertFalse(self.service.account("work")["secret-missing"])

    def test_signs_in_with_its_password(self):
        self.add("imap_smtp", dovecot.PASSWORD)
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        self.assertNotIn("OAUTH", self.await_outcome("ok")["mechanism"])
        self.assertEqual(self.desktop.count("EnsureCredentials"), 0)

    def test_attention_is_told_and_its_end_is_noticed(self):
        self.oauth.add_access_token("goa-token")
        self.add()
        self.desktop.change(GOA_ID, "AttentionNeeded", True)
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        found = self.await_state("action-needed")
        self.assertIn("Online Accounts", found["headline"])
        self.assertIn("Settings", found["advice"])
        self.assertEqual(self.signin()["outcome"], "auth-needs-online-account")
        self.assertEqual(self.desktop.count("GetAccessToken"), 0)
        self.desktop.change(GOA_ID, "AttentionNeeded", False)
        self.await_state("ok")
        self.desktop.change(GOA_ID, "MailDisabled", True)
        self.await_state("action-needed")
        self.assertIn("switched off", self.signin()["server-text"])

    def test_disappears_and_comes_back(self):
        self.oauth.add_access_token("goa-token")
        self.add()
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        self.await_state("ok")
        self.desktop.remove(GOA_ID)
        self.await_state("action-needed")
        self.add()
        self.await_state("ok")

    def test_its_secret_goes_to_its_own_server_only(self):
        self.add(host="imap.example.org")
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        self.assertIn("another server", self.await_outcome("auth-needs-online-account")["server-text"])
        self.assertEqual(self.desktop.count("GetAccessToken"), 0)
        self.assertEqual(self.oauth.questions, [])

    def test_an_unencrypted_server_is_none(self):
        no, yes = GLib.Variant("b", False), GLib.Variant("b", True)
        self.add("imap_smtp", dovecot.PASSWORD, ImapUseSsl=no, ImapUseTls=no, SmtpSupported=yes)
        self.desktop.appear()
        listed, = self.start().call("ListOnlineAccounts")
        self.assertNotIn("incoming", listed[0])
        self.assertFalse(listed[0]["usable"])

    def test_absence_is_one_sentence_and_does_not_last(self):
        self.oauth.add_access_token("goa-token")
        self.add()
        self.start()
        self.watch(self.SIGN_IN)
        self.bus.wait_until(lambda: "online-accounts" in self.service.property("Problems"), "the absence is named")
        self.assertRegex(self.service.property("Problems")["online-accounts"], r"^[A-Z].*\.$")
        with self.assertRaises(GLib.Error) as caught:
            self.service.call("ListOnlineAccounts")
        self.assertEqual(Gio.DBusError.get_remote_error(caught.exception), ERROR + "Unreachable")
        self.desktop.appear()
        self.await_outcome("ok")
        self.assertNotIn("online-accounts", self.service.property("Problems"))

    def test_a_refused_token_is_not_presented_again(self):
        self.add()
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        found = self.await_state("action-needed")
        self.assertEqual(self.signin()["outcome"], "token-rejected")
        self.assertIn("Open Online Accounts in Settings", found["advice"])
        self.assertNotIn("signin-interval", found)
        self.assertEqual(found["sign-in"], "online-account")
        with self.assertRaises(GLib.Error) as caught:
            while not self.is_forced(force=False):
                self.settle()
        self.assertIn("Online Accounts", caught.exception.message)
        self.assertNotIn("password", caught.exception.message)
        self.settle()
        self.assertEqual(self.oauth.questions.count("goa-token"), 1)
        self.assertEqual(self.desktop.count("EnsureCredentials"), 0)

    def test_a_token_withdrawn_mid_life_is_replaced_by_a_fresh_one(self):
        self.oauth.add_access_token("first")
        self.oauth.add_access_token("second")
        self.add(secret="first")
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        self.await_state("ok")
        self.desktop.secrets[GOA_ID] = ["first", "second"]
        self.oauth.revoke_access_tokens()
        self.oauth.add_access_token("second")
        self.bus.wait_until(lambda: "second" in self.oauth.questions, "the fresh token is presented")
        self.await_outcome("ok")
        self.await_state("ok")
        self.assertEqual(self.desktop.count("EnsureCredentials"), 0)

    def test_not_authorized_is_for_the_user_and_other_failures_are_not(self):
        self.add()
        self.desktop.refuse = "NotAuthorized"
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        self.await_outcome("auth-needs-online-account")
        self.desktop.refuse = "Failed"
        self.desktop.change(GOA_ID, "AttentionNeeded", True)
        self.settle()
        self.desktop.change(GOA_ID, "AttentionNeeded", False)
        self.await_outcome("token-unavailable")

    def test_a_missing_password_is_not_the_providers_fault(self):
        self.add("imap_smtp", dovecot.PASSWORD)
        self.desktop.error_prefix, self.desktop.refuse = "org.freedesktop.Goa.Error.", "Failed"
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        self.assertIn("password is missing", self.await_outcome("auth-needs-online-account")["server-text"])

    def test_graph_is_asked_with_a_token_that_opens_nothing_else(self):
        self.add("ms_graph")
        self.desktop.appear()
        self.start()
        listed, = self.service.call("ListOnlineAccounts")
        self.assertEqual((listed[0]["incoming"], listed[0]["usable"]), ("https://good%40example.org@graph.microsoft.com", True))
        self.watch(self.SIGN_IN)
        self.assertIn("another server", self.await_outcome("auth-needs-online-account")["server-text"])
        self.assertEqual(self.desktop.count("GetAccessToken"), 0)

    def check_once(self, *arguments):
        """Runs stormlanternctl check; Online Accounts answer from this process meanwhile."""
        process = subprocess.Popen([f"{BUILD}/app/stormlanternctl", "check", "--ca-file", str(self.ca), *arguments],
                                   env=self.bus.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True)
        self.bus.wait_until(lambda: process.poll() is not None, "the check ends")
        said, complaint = process.communicate()
        return process.returncode, json.loads(said) if said.startswith("{") else said, complaint

    def test_one_check_on_the_command_line(self):
        self.oauth.add_access_token("goa-token")
        self.add()
        self.desktop.appear()
        for wanted in (GOA_ID, USER):
            code, found, _complaint = self.check_once("--json", "--online-account", wanted)
            self.assertEqual((code, found["outcome"]), (0, "ok"))
            self.assertIn(found["mechanism"], ("XOAUTH2", "OAUTHBEARER"))
        self.assertEqual(self.desktop.count("GetAccessToken"), 2)
        self.assertEqual(self.check_once("--json", "--no-auth", "--online-account", USER)[1]["outcome"], "ok")
        self.assertEqual(self.desktop.count("GetAccessToken"), 2, "a door needs no token")
        self.desktop.change(GOA_ID, "AttentionNeeded", True)
        code, found, _complaint = self.check_once("--json", "--online-account", USER)
        self.assertEqual((code, found["outcome"]), (1, "auth-needs-online-account"))
        self.assertEqual(self.desktop.count("EnsureCredentials"), 0)

    def test_one_check_with_its_password(self):
        self.add("imap_smtp", dovecot.PASSWORD)
        self.desktop.appear()
        code, found, complaint = self.check_once("--json", "--online-account", USER)
        self.assertEqual((code, found["outcome"], complaint), (0, "ok", ""))
        self.assertNotIn("OAUTH", found["mechanism"])

    def test_mistakes_of_one_check_are_one_line(self):
        self.assertEqual(self.check_once("--online-account", USER)[0], 3, "nobody answers")
        self.add()
        self.desktop.add("account_2", "google", USER, "goa-token", self.server)
        self.desktop.appear()
        for arguments, word in ((["--online-account", USER], "account_2"), (["--online-account", "nobody"], "nobody"),
                                (["--online-account", GOA_ID, "imaps://ann@localhost"], "leave the address out"),
                                (["--online-account", GOA_ID, "--token-file", "-"], "--online-account")):
            code, said, complaint = self.check_once(*arguments)
            self.assertEqual((code, said, len(complaint.splitlines())), (2, "", 1), arguments)
            self.assertIn(word, complaint)
        self.assertEqual(self.desktop.count("GetAccessToken"), 0)

    def test_nonsense_is_no_secret(self):
        self.add(secret="line\r\nend")
        self.desktop.appear()
        self.start()
        self.watch(self.SIGN_IN)
        self.bus.wait_until(lambda: "online-accounts" in self.service.property("Problems"), "the nonsense is named")
        self.assertEqual(self.oauth.questions, [])

    def test_is_left_alone_while_nobody_needs_it(self):
        self.add()
        self.desktop.appear()
        self.start()
        self.watch({"kind": "password"})
        self.bus.wait_until(lambda: self.service.account("work").get("door", {}).get("outcome") == "ok", "the door is ok")
        self.assertEqual(self.desktop.calls, [])

    def test_a_list_without_end_is_cut(self):
        self.start()
        self.add()
        for number in range(300):
            self.desktop.accounts[self.desktop.path(f"x{number}")] = {
                **self.desktop.accounts[self.desktop.path(GOA_ID)],
                "org.gnome.OnlineAccounts.Account": {"Id": GLib.Variant("s", f"x{number}"),
                                                     "ProviderName": GLib.Variant("s", "Bad\nName")}}
        self.desktop.accounts[self.desktop.path("wrong")] = {
            "org.gnome.OnlineAccounts.Account": {"Id": GLib.Variant("u", 7)}, "org.gnome.OnlineAccounts.Mail": {}}
        self.desktop.appear()
        listed, = self.service.call("ListOnlineAccounts")
        self.assertEqual(len(listed), 64)
        self.assertEqual(listed[0]["incoming"], f"imaps://good%40example.org@{self.server}")
        self.assertNotIn("\n", json.dumps(listed, ensure_ascii=False))


class OAuth2(SignInTest):
    SIGN_IN = {"kind": "oauth2", "client_id": CLIENT_ID}

    def setUp(self):
        super().setUp()
        folder = self.bus.plan_path.parent / "providers"
        folder.mkdir(parents=True)
        oauth2 = {"authorize_url": self.oauth.authorize_url, "token_url": self.oauth.token_url, "scopes": ["mail", "stay"],
                  "parameters": {"prompt": "consent"}}
        (folder / "mine.json").write_text(json.dumps(
            {"name": "Mine", "kinds": ["mail"], "servers": [f"imaps://{self.server}"], "signin": ["oauth2"],
             "oauth2": oauth2}))
        self.news = []

    def start(self, log=None):
        service = super().start(log)
        self.bus.connection.signal_subscribe(
            service.name, WATCH_NAME, "AuthorizationChanged", PATH, None, Gio.DBusSignalFlags.NONE,
            lambda *signal: self.news.append(signal[5].unpack()))
        return service

    def begin(self, **options):
        values = {"provider": "mine", "address": USER, "client-id": CLIENT_ID} | options
        return self.service.call("BeginAuthorization", GLib.Variant(
            "(a{sv})", ({name: GLib.Variant("s", value) for name, value in values.items()},)))

    def browse(self, url):
        """The browser is another program, so that the service's answers can be waited for meanwhile."""
        shown = []
        threading.Thread(target=lambda: shown.append(browse(url, self.ca)), daemon=True).start()
        self.bus.wait_until(lambda: shown, "the browser shows something")
        return shown[0]

    def await_news(self, state):
        self.bus.wait_until(lambda: self.news and self.news[-1][1] == state, f"the sign-in is {state}: {self.news}")
        return self.news[-1]

    def allow(self, account="work", **options):
        session, url = self.begin(**options)
        status, page = self.browse(url)
        self.assertEqual(status, 200, page)
        self.await_news("granted")
        return self.service.call("KeepAuthorization", GLib.Variant("(ss)", (session, account)))[0]

    def refreshes(self):
        return [form for form in self.oauth.requests if form["grant_type"] == "refresh_token"]

    def watch_mine(self):
        self.watch(self.SIGN_IN, provider="mine")

    def test_from_the_browser_to_the_mailbox(self):
        self.start_talkative()
        self.watch_mine()
        self.bus.wait_until(lambda: self.service.account("work").get("secret-missing"), "nobody has signed in yet")
        session, url = self.begin()
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        self.assertEqual((query["response_type"], query["scope"], query["code_challenge_method"], query["login_hint"],
                          query["prompt"]), ("code", "mail stay", "S256", USER, "consent"))
        self.assertRegex(query["redirect_uri"], r"^http://127\.0\.0\.1:\d+$")
        status, page = self.browse(url)
        self.assertEqual(status, 200)
        self.assertIn("close this page", page)
        self.await_news("granted")
        self.assertEqual([state for _session, state, _text in self.news], ["exchanging", "granted"])
        self.assertEqual(self.service.call("KeepAuthorization", GLib.Variant("(ss)", (session, "work")))[0], "keyring")
        self.assertIn(self.await_outcome("ok")["mechanism"], ("XOAUTH2", "OAUTHBEARER"))
        self.assertEqual(len(self.refreshes()), 1)
        self.settle()
        self.assertEqual(len(self.refreshes()), 1, "a good token is used as long as it is good")
        self.await_state("ok")
        self.assert_nowhere_written(self.oauth.all_tokens())

    def test_an_expired_token_is_refreshed_and_rotation_outlives_the_service(self):
        self.oauth.lifetime = 1
        self.start()
        self.watch_mine()
        self.allow()
        self.await_outcome("ok")
        self.bus.wait_until(lambda: len(self.refreshes()) >= 3, "expired tokens are refreshed")
        used = [form["refresh_token"] for form in self.refreshes()]
        self.assertEqual(len(set(used)), len(used), "a rotated refresh token is used once")
        self.bus.end(self.service)
        before = len(self.refreshes())
        self.start()
        self.await_outcome("ok")
        self.bus.wait_until(lambda: len(self.refreshes()) > before, "the kept token is refreshed after a restart")
        self.assertNotIn(self.refreshes()[before]["refresh_token"], used)

    def test_a_refused_grant_is_presented_once(self):
        self.start()
        self.watch_mine()
        self.oauth.lifetime = 1
        self.allow()
        self.await_outcome("ok")
        self.oauth.revoke_grants()
        self.oauth.fail_next(400, {"error": "invalid_grant", "error_codes": [50173]}, times=0)
        before = len(self.refreshes())
        found = self.await_state("action-needed")
        self.assertEqual(self.signin()["outcome"], "token-rejected")
        self.assertIn("Sign in again", found["advice"])
        self.assertIn("AADSTS50173", self.signin()["response-code"])
        self.bus.end(self.service)
        self.start()
        self.await_state("action-needed")
        self.bus.wait_until(self.is_forced, "the user's own check is taken")
        self.settle()
        refused = self.refreshes()[before:]
        self.assertEqual(len({form["refresh_token"] for form in refused}), 1)
        self.assertEqual(len(refused), 1, "one attempt, over a restart and the user's own wish")
        self.oauth.work_again()
        self.allow()
        self.await_state("ok")

    def test_an_outage_of_the_token_endpoint_is_theirs(self):
        self.start()
        self.watch_mine()
        self.allow()
        self.await_outcome("ok")
        self.oauth.fail_next(503, {"error": "temporarily_unavailable"}, times=0)
        self.bus.end(self.service)
        self.start()
        found = self.await_state("outage")
        self.assertEqual(self.signin()["outcome"], "token-unavailable")
        self.assertNotEqual(found["cause"], "credential")
        self.oauth.work_again()
        self.await_state("ok")

    def test_throttling_waits_as_long_as_asked(self):
        self.start()
        self.watch_mine()
        self.allow()
        self.await_outcome("ok")
        self.oauth.fail_next(429, {"error": "invalid_grant"}, {"Retry-After": "3000"}, times=0)
        self.bus.end(self.service)
        before = len(self.refreshes())
        self.start()
        self.await_outcome("throttled")
        self.await_state("degraded")
        self.assertEqual(len(self.refreshes()) - before, 1)

    def test_a_withdrawn_token_gets_one_fresh_one(self):
        self.start()
        self.watch_mine()
        self.allow()
        self.await_outcome("ok")
        self.oauth.user = "other@example.org"
        self.oauth.revoke_access_tokens()
        self.await_outcome("token-rejected")
        self.settle()
        self.assertLessEqual(len(self.refreshes()), 2)
        self.assertEqual(len(self.oauth.questions), len(set(self.oauth.questions)) + self.oauth.questions.count(
            self.oauth.questions[0]) - 1, "no refused token is presented twice")

    def test_the_mail_servers_own_directory_down_is_no_refusal(self):
        self.start()
        self.watch_mine()
        self.oauth.directory_is_down = True
        self.allow()
        self.await_outcome("auth-unavailable")
        self.oauth.directory_is_down = False
        self.await_outcome("ok")

    def test_a_token_goes_to_its_providers_servers_only(self):
        self.start()
        self.watch_mine()
        self.allow()
        self.await_outcome("ok")
        asked = len(self.oauth.questions)
        self.watch(self.SIGN_IN, server=self.server.replace("127.0.0.1", "localhost"))
        self.await_outcome("auth-method-disabled")
        self.assertEqual(len(self.oauth.questions), asked)

    def test_only_the_true_answer_counts(self):
        self.start()
        session, url = self.begin()
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        page = query["redirect_uri"]
        for address, expected in ((f"{page}/?code=x&state=wrong", 400), (f"{page}/?state={query['state']}", 400),
                                  (f"{page}/favicon.ico", 404), (f"{page}/", 400),
                                  (f"{page}/?code=x&error=y&state={query['state']}", 400)):
            self.assertEqual(self.browse(address)[0], expected, address)
        self.assertEqual(self.news, [])
        self.assertEqual(self.browse(f"{page}/?error=access_denied&state={query['state']}")[0], 200)
        self.assertIn("allowed", self.await_news("failed")[2])
        self.assertEqual(self.oauth.requests, [])
        with self.assertRaises(GLib.Error):
            self.service.call("KeepAuthorization", GLib.Variant("(ss)", (session, "work")))

    def test_failures_of_the_exchange_are_sentences(self):
        self.start()
        for status, body in ((400, {"error": "invalid_client"}), (500, "<html>"), (200, "{\"access_token\": \"x"),
                             (200, {"access_token": "x"})):
            self.oauth.fail_next(status, body)
            self.news.clear()
            _session, url = self.begin()
            self.browse(url)
            self.assertRegex(self.await_news("failed")[2], r"^[A-Z].*[.)]$")

    def test_is_cancelled_by_hand_and_by_its_callers_end(self):
        self.start()
        session, url = self.begin()
        self.service.call("CancelAuthorization", GLib.Variant("(s)", (session,)))
        page = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))["redirect_uri"]
        with self.assertRaises(OSError):
            oauth_server.browse(page, self.ca)
        for _number in range(8):
            self.begin()
        with self.assertRaises(GLib.Error) as caught:
            self.begin()
        self.assertEqual(Gio.DBusError.get_remote_error(caught.exception), ERROR + "Busy")

    def test_mistakes_are_named(self):
        self.start()
        for options in ({"provider": "posteo"}, {"provider": "nobody"}, {"client-id": "a b"}, {"tenant": "../x"},
                        {"client-id": ""}):
            with self.assertRaises(GLib.Error) as caught:
                self.begin(**options)
            self.assertEqual(Gio.DBusError.get_remote_error(caught.exception), ERROR + "SignIn")
        self.assertEqual(self.oauth.authorizations, [])

    def test_a_clients_secret_is_kept_for_the_next_time(self):
        self.oauth.client_secret = CLIENT_SECRET
        self.start()
        self.watch_mine()
        reader, writer = os.pipe()
        os.write(writer, CLIENT_SECRET.encode())
        os.close(writer)
        fds = Gio.UnixFDList.new()
        fds.append(reader)
        os.close(reader)
        options = {"provider": GLib.Variant("s", "mine"), "client-id": GLib.Variant("s", CLIENT_ID),
                   "client-secret": GLib.Variant("h", 0)}
        session, url = self.service.call("BeginAuthorization", GLib.Variant("(a{sv})", (options,)), fds)
        self.browse(url)
        self.await_news("granted")
        self.service.call("KeepAuthorization", GLib.Variant("(ss)", (session, "work")))
        self.await_outcome("ok")
        self.news.clear()
        session, url = self.service.call("BeginAuthorization", GLib.Variant("(a{sv})", ({
            "provider": GLib.Variant("s", "mine"), "client-id": GLib.Variant("s", CLIENT_ID),
            "account": GLib.Variant("s", "work")},)))
        self.browse(url)
        self.await_news("granted")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]], verbosity=2)
