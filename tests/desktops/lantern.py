# SPDX-License-Identifier: GPL-3.0-or-later
"""Storm Lantern in one of the stories: the real service and window, with two accounts at one provider on a real
Dovecot, and a status page; and what the service puts into its menu."""

import json
import pathlib
import shutil

from gi.repository import Gio, GLib

from dovecot import PASSWORD
from service_client import WATCH, WATCH_PATH, ServiceClient

ICON_NAMES = "tray-icon-names=true"
TOP = pathlib.Path(__file__).resolve().parent.parent.parent
WINDOW = "io.github.stormlantern.StormLantern"
MENU = "com.canonical.dbusmenu"
INTERVALS = {"door_ms": 400, "signin_ms": 800, "feed_ms": 500, "feed_incident_ms": 500,
             "confirm_ms": 300, "wake_quiet_ms": 0, "backoff_unit_ms": 300}
PROVIDER = {"name": "Example Mail", "kinds": ["mail"], "domains": ["example.org"], "signin": ["password"],
            "sources": ["the test"]}
CHANNELS = [{"id": "bridge", "name": "Telephone bridge", "kind": "phone", "address": "tel:+12025550100",
             "works_offline": True, "people": ["the whole team"], "instructions": "Dial in and say your name."},
            {"id": "signal", "name": "Signal group Team", "kind": "chat", "address": "https://signal.group/#example"}]
CALL_TIMEOUT_MS = 10000


class Lantern:
    """The service on a host's desktop, the window that its bus can start, and the servers that they look at."""

    def __init__(self, host, build, server, page):
        self.host, self.build, self.server, self.page = host, pathlib.Path(build), server, page
        self.desktop = host.desktop
        self.service = None
        self.process = None

    def write_plan(self, accounts=("Work", "Private"), important=(), other_names=None):
        """Writes a plan with these accounts, whose ids are their names in small letters, and their provider.
        important: the ids of those that are; other_names: what an account, a channel or the provider is called instead."""
        names = other_names or {}
        config = pathlib.Path(self.desktop.environment["XDG_CONFIG_HOME"]) / "stormlantern"
        (config / "providers").mkdir(parents=True, exist_ok=True)
        feed = {"platform": "statuspage", "url": self.page.url, "mail_components": ["mail00000001"]}
        provider = {**PROVIDER, "name": names.get("example-mail", PROVIDER["name"]), "feeds": [feed]}
        (config / "providers/example-mail.json").write_text(json.dumps(provider))
        port = self.server.ports["imaps"]
        plan = {"version": 1,
                "channels": [{**channel, "name": names.get(channel["id"], channel["name"])} for channel in CHANNELS],
                "accounts": [{"id": name.lower(), "name": names.get(name.lower(), name),
                              "address": f"{name.lower()}@example.org", "important": name.lower() in important,
                              "provider": "example-mail", "channels": ["bridge", "signal"],
                              "servers": [f"imaps://good%40example.org@mail.localhost:{port}"],
                              "instructions": "Join the bridge first."} for name in accounts]}
        (config / "plan.json").write_text(json.dumps(plan))

    def wear_icon(self):
        """Puts the application's icon where desktops look for it, as an installation does."""
        icons = pathlib.Path(self.desktop.environment["XDG_DATA_HOME"]) / "icons/hicolor/scalable/apps"
        icons.mkdir(parents=True)
        shutil.copy(TOP / f"icons/hicolor/scalable/apps/{WINDOW}.svg", icons)

    def follow_plan(self, **members):
        """Writes another plan, as write_plan() does, and waits until the service follows it."""
        self.write_plan(**members)
        names = members["other_names"]
        self.desktop.wait_until(lambda: all(account["name"] == names.get(account["id"], account["name"])
                                            for account in self.service.accounts()), "the other plan")

    def start(self, *settings, intervals=None):
        """Starts the service and waits until it is on the bus. settings: preferences, each such as "tray=false";
        intervals: other than INTERVALS."""
        environment = self.desktop.environment
        if not self.host.draws_pixmaps:
            settings += (ICON_NAMES,)
        if settings:
            for line in settings:
                self.host.add_settings(f"[{WINDOW.replace('.', '/')}]\n{line}\n")
            environment = {**environment, "GSETTINGS_BACKEND": "keyfile"}
        self.desktop.add_bus_service(WINDOW, f"{self.build}/app/stormlantern --gapplication-service")
        rhythm = ",".join(f"{name}={value}" for name, value in (intervals or INTERVALS).items())
        self.process = self.desktop.spawn([*self.host.service_prefix, str(self.build / "app/stormlantern-watch"), "--intervals", rhythm,
                                           "--ca-file", str(self.server.ca)], env=environment)
        self.service = ServiceClient(self.desktop)

    def stop(self):
        """Ends the service, as the end of a session does."""
        self.desktop.end(self.process)
        self.desktop.wait_for_name(WATCH, present=False)

    def sign_in(self):
        """Hands over the passwords and waits until all is well."""
        for account in self.service.accounts():
            self.service.store_password(account["id"], PASSWORD)
        self.wait_for_states("ok")
        self.desktop.wait_until(lambda: all(account.get("signin", {}).get("outcome") == "ok"
                                            for account in self.service.accounts()), "good sign-ins")

    def wait_for_states(self, *states):
        """Waits until the accounts have these states, in their order; one state is meant for all."""
        def look():
            now = [account.get("state") for account in self.service.accounts()]
            return now and now == (list(states) if len(states) > 1 else [states[0]] * len(now))
        try:
            self.desktop.wait_until(look, f"the states {states}")
        except TimeoutError as error:
            found = [(account.get("state"), account.get("headline"), account.get("signin"), account.get("door"))
                     for account in self.service.accounts()]
            raise AssertionError(f"the states are not {states}, but {found}") from error

    def call(self, method, arguments=None):
        """Calls a method of the service."""
        self.desktop.connection.call_sync(WATCH, WATCH_PATH, WATCH, method, arguments, None, Gio.DBusCallFlags.NONE,
                                          CALL_TIMEOUT_MS, None)

    def launch(self):
        """Starts the window as the desktop's launchers do."""
        self.desktop.connection.call_sync(WINDOW, "/" + WINDOW.replace(".", "/"), "org.freedesktop.Application",
                                          "Activate", GLib.Variant("(a{sv})", ({},)), None, Gio.DBusCallFlags.NONE,
                                          CALL_TIMEOUT_MS, None)

    def act(self, action):
        """Does one of the window program's actions, which starts it."""
        self.desktop.connection.call_sync(WINDOW, "/" + WINDOW.replace(".", "/"), "org.gtk.Actions", "Activate",
                                          GLib.Variant("(sava{sv})", (action, [], {})), None,
                                          Gio.DBusCallFlags.NONE, CALL_TIMEOUT_MS, None)

    def show_overview(self):
        """Opens the window on its first page."""
        self.act("show-overview")
        self.desktop.wait_until(self.host.windows, "the window")

    def close_window(self):
        """Ends the window program."""
        self.act("close-all")
        self.desktop.wait_until(lambda: not self.host.windows(), "the window to go")
        self.desktop.wait_for_name(WINDOW, present=False)

    # The menu, as hosts read it

    def menu(self):
        """Returns the menu's lines, each [label, lines of its submenu], and None for a separator."""
        reply = self.desktop.connection.call_sync(WATCH, "/MenuBar", MENU, "GetLayout",
                                                  GLib.Variant("(iias)", (0, -1, [])), None, Gio.DBusCallFlags.NONE,
                                                  CALL_TIMEOUT_MS, None)
        return self._lines(reply.unpack()[1])

    def _lines(self, node):
        lines = []
        for _identifier, properties, children in node[2]:
            if not properties.get("visible", True):
                continue
            if properties.get("type") == "separator":
                lines.append(None)
            else:
                lines.append([properties["label"].replace("__", "_"), self._lines((0, {}, children))])
        return lines
