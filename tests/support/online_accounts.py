# SPDX-License-Identifier: GPL-3.0-or-later
"""GNOME Online Accounts as seen on a bus, for the tests; it runs in the main loop of who made it.

    desktop = OnlineAccounts(connection)
    desktop.add("account_1", "google", "ann@example.org", host="127.0.0.1:993", secret="token")
    desktop.calls                                  # ["GetManagedObjects", "GetAccessToken account_1", …]

Shape: data/dbus-interfaces.xml of GNOME Online Accounts. EnsureCredentials is only counted: nobody should call it."""
from gi.repository import Gio, GLib

NAME = "org.gnome.OnlineAccounts"
ROOT = "/org/gnome/OnlineAccounts"
ACCOUNT, MAIL = NAME + ".Account", NAME + ".Mail"
OAUTH2, PASSWORD = NAME + ".OAuth2Based", NAME + ".PasswordBased"

MANAGER_XML = """<node><interface name="org.freedesktop.DBus.ObjectManager">
  <method name="GetManagedObjects"><arg type="a{oa{sa{sv}}}" direction="out"/></method>
</interface></node>"""
ACCOUNT_XML = f"""<node>
  <interface name="{ACCOUNT}"><method name="EnsureCredentials"><arg type="i" direction="out"/></method></interface>
  <interface name="{OAUTH2}"><method name="GetAccessToken"><arg type="s" direction="out"/><arg type="i" direction="out"/>
  </method></interface>
  <interface name="{PASSWORD}"><method name="GetPassword"><arg type="s" direction="in"/><arg type="s" direction="out"/>
  </method></interface>
</node>"""


class OnlineAccounts:
    """The service; hooks: silent (nothing is answered), refuse (name of the error that secrets end with),
    secrets[id] (a list: one after the other, the last for ever)."""

    def __init__(self, connection):
        self.connection = connection
        self.accounts, self.secrets, self.calls = {}, {}, []
        self.silent, self.refuse, self._registrations = False, None, {}
        # Version 3.46 says org.freedesktop.Goa.Error. in its place.
        self.error_prefix = f"{NAME}.Error."
        self._owner = None
        manager = Gio.DBusNodeInfo.new_for_xml(MANAGER_XML).interfaces[0]
        connection.register_object(ROOT, manager, self._on_call, None, None)
        self._interfaces = Gio.DBusNodeInfo.new_for_xml(ACCOUNT_XML).interfaces

    def appear(self):
        self._owner = Gio.bus_own_name_on_connection(self.connection, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
        return self

    def vanish(self):
        Gio.bus_unown_name(self._owner)

    @staticmethod
    def path(identifier):
        return f"{ROOT}/Accounts/{identifier}"

    def add(self, identifier, provider, address, secret, host, **changes):
        text, flag = (lambda value: GLib.Variant("s", value)), (lambda value: GLib.Variant("b", value))
        token = provider in ("google", "ms_graph")
        mail = {"EmailAddress": text(address), "Name": text(address)}
        if provider != "ms_graph":
            mail |= {"ImapSupported": flag(True), "ImapHost": text(host), "ImapUserName": text(address),
                     "ImapUseSsl": flag(True), "ImapUseTls": flag(False), "ImapAcceptSslErrors": flag(False),
                     "SmtpSupported": flag(False)}
        mail |= changes
        self.accounts[self.path(identifier)] = {
            ACCOUNT: {"Id": text(identifier), "ProviderType": text(provider), "ProviderName": text(provider.title()),
                      "Identity": text(address), "PresentationIdentity": text(address),
                      "AttentionNeeded": flag(False), "MailDisabled": flag(False)},
            MAIL: mail, OAUTH2 if token else PASSWORD: {}}
        self.secrets[identifier] = secret
        self._registrations[identifier] = [
            self.connection.register_object(self.path(identifier), interface, self._on_call, None, None)
            for interface in self._interfaces]
        self._tell("InterfacesAdded", "(oa{sa{sv}})", (self.path(identifier), self.accounts[self.path(identifier)]))

    def remove(self, identifier):
        del self.accounts[self.path(identifier)]
        for registration in self._registrations.pop(identifier):
            self.connection.unregister_object(registration)
        self._tell("InterfacesRemoved", "(oas)", (self.path(identifier), [ACCOUNT, MAIL]))

    def change(self, identifier, name, value):
        self.accounts[self.path(identifier)][ACCOUNT][name] = GLib.Variant("b", value)
        self.connection.emit_signal(None, self.path(identifier), "org.freedesktop.DBus.Properties", "PropertiesChanged",
                                    GLib.Variant("(sa{sv}as)", (ACCOUNT, {name: GLib.Variant("b", value)}, [])))

    def count(self, call):
        return sum(made.startswith(call) for made in self.calls)

    def _tell(self, signal, signature, values):
        self.connection.emit_signal(None, ROOT, "org.freedesktop.DBus.ObjectManager", signal,
                                    GLib.Variant(signature, values))

    def _on_call(self, _connection, _sender, path, _interface, method, _parameters, invocation):
        identifier = path.rpartition("/")[2]
        self.calls.append(method if path == ROOT else f"{method} {identifier}")
        if self.silent:
            return
        if method == "GetManagedObjects":
            invocation.return_value(GLib.Variant("(a{oa{sa{sv}}})", (self.accounts,)))
        elif method == "EnsureCredentials":
            invocation.return_value(GLib.Variant("(i)", (3600,)))
        elif self.refuse is not None:
            invocation.return_dbus_error(f"{self.error_prefix}{self.refuse}", "no")
        elif method == "GetAccessToken":
            invocation.return_value(GLib.Variant("(si)", (self._take_secret(identifier), 3600)))
        else:
            invocation.return_value(GLib.Variant("(s)", (self._take_secret(identifier),)))

    def _take_secret(self, identifier):
        secret = self.secrets[identifier]
        if isinstance(secret, str):
            return secret
        return secret.pop(0) if len(secret) > 1 else secret[0]
