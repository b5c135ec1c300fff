# SPDX-License-Identifier: GPL-3.0-or-later
"""A system bus of its own with what the service listens to there: logind, and a NetworkManager if wished.

    with SystemBus(build) as system:
        system.address                      # for DBUS_SYSTEM_BUS_ADDRESS
        system.is_listened_to               # whether somebody would hear of sleep
        system.sleep_and_wake()
        system.offer_network_manager()
        system.set_connectivity(PORTAL)
"""
import subprocess
import threading

from gi.repository import Gio, GLib
from private_bus import PrivateBus

# NetworkManager's NMConnectivityState.
PORTAL, LIMITED, FULL = 2, 3, 4

LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"
NETWORK = "org.freedesktop.NetworkManager"
NETWORK_PATH = "/org/freedesktop/NetworkManager"
NETWORK_XML = f"""<node><interface name="{NETWORK}">
  <property name="Connectivity" type="u" access="read"/>
  <property name="Metered" type="u" access="read"/>
  <property name="State" type="u" access="read"/>
  <property name="Version" type="s" access="read"/>
</interface></node>"""
CONNECTED_GLOBALLY = 70
METERED_GUESSED_NO = 4


class SystemBus(PrivateBus):
    def __init__(self, build):
        super().__init__(build)
        self.is_listened_to = False
        self._network = {"Connectivity": GLib.Variant("u", FULL), "Metered": GLib.Variant("u", METERED_GUESSED_NO),
                         "State": GLib.Variant("u", CONNECTED_GLOBALLY), "Version": GLib.Variant("s", "1.42.4")}

    def __enter__(self):
        super().__enter__()
        self._own(LOGIN)
        self._watch_listeners()
        return self

    @property
    def address(self):
        return self.environment["DBUS_SESSION_BUS_ADDRESS"]

    def _own(self, name):
        self.connection.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                                  GLib.Variant("(su)", (name, 0)), None, Gio.DBusCallFlags.NONE, -1, None)

    def _watch_listeners(self):
        """A signal that is sent before somebody listens would be lost."""
        monitor = subprocess.Popen(
            ["dbus-monitor", "--address", self.address, "type='method_call',member='AddMatch'"],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        # It has begun when it has lost its own name.
        while "NameLost" not in monitor.stdout.readline():
            pass
        self._monitor = monitor
        self._reader = threading.Thread(target=self._read_monitor, daemon=True)
        self._reader.start()

    def _read_monitor(self):
        for line in self._monitor.stdout:
            self.is_listened_to = self.is_listened_to or "member='PrepareForSleep'" in line

    def __exit__(self, *reason):
        self._monitor.terminate()
        self._monitor.wait()
        self._reader.join()
        self._monitor.stdout.close()
        super().__exit__(*reason)

    def sleep_and_wake(self):
        for going_to_sleep in (True, False):
            self.connection.emit_signal(None, LOGIN_PATH, LOGIN + ".Manager", "PrepareForSleep",
                                        GLib.Variant("(b)", (going_to_sleep,)))
        self.connection.flush_sync(None)

    def offer_network_manager(self):
        interface = Gio.DBusNodeInfo.new_for_xml(NETWORK_XML).interfaces[0]
        self.connection.register_object(NETWORK_PATH, interface, None, lambda *call: self._network[call[4]], None)
        self._own(NETWORK)

    def set_connectivity(self, connectivity):
        self._network["Connectivity"] = GLib.Variant("u", connectivity)
        self.connection.emit_signal(
            None, NETWORK_PATH, "org.freedesktop.DBus.Properties", "PropertiesChanged",
            GLib.Variant("(sa{sv}as)", (NETWORK, {"Connectivity": self._network["Connectivity"]}, [])))
