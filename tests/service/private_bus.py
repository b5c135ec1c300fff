# SPDX-License-Identifier: GPL-3.0-or-later
"""The service on a bus of its own, with nothing else on it: no tray, no notices, no keyring.

    with PrivateBus(build) as bus:
        service = bus.start_service("--intervals", "signin_ms=200")
        bus.wait_until(lambda: service.property("State") == "ok", "the lantern is green")

Everything lives in one temporary folder. Waiting means running the main loop until a signal comes,
with a deadline. Only processes that were started here are ended.
"""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

from gi.repository import Gio, GLib

APPLICATION = "io.github.stormlantern.StormLantern"
WATCH_NAME = APPLICATION + ".Watch"
PRACTICE_NAME = APPLICATION + ".Practice"
PATH = "/io/github/stormlantern/StormLantern/Watch"
DEADLINE_SECONDS = 60

BUS_SETTINGS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""


class Service:
    """One running stormlantern-watch, seen through D-Bus."""

    def __init__(self, bus, process, name):
        self.bus = bus
        self.process = process
        self.name = name
        self.transitions = []
        bus.connection.signal_subscribe(name, WATCH_NAME, "Transition", PATH, None, Gio.DBusSignalFlags.NONE,
                                        lambda *signal: self.transitions.append(signal[5].unpack()))

    def call(self, method, parameters=None, fds=None):
        # Not blocking: the servers of a test run in this process.
        answer = []
        self.bus.connection.call_with_unix_fd_list(
            self.name, PATH, WATCH_NAME, method, parameters, None,
            Gio.DBusCallFlags.NO_AUTO_START, DEADLINE_SECONDS * 1000, fds, None,
            lambda _source, result: answer.append(result))
        self.bus.wait_until(lambda: answer, f"the answer to {method}")
        reply, _fds = self.bus.connection.call_with_unix_fd_list_finish(answer[0])
        return reply.unpack()

    def properties(self):
        reply = self.bus.connection.call_sync(
            self.name, PATH, "org.freedesktop.DBus.Properties", "GetAll", GLib.Variant("(s)", (WATCH_NAME,)),
            None, Gio.DBusCallFlags.NO_AUTO_START, DEADLINE_SECONDS * 1000, None)
        return reply.unpack()[0]

    def property(self, name):
        return self.properties()[name]

    def account(self, identifier):
        return next((account for account in self.property("Accounts") if account["id"] == identifier), {})

    def store_secret(self, account, secret):
        reader, writer = os.pipe()
        os.write(writer, secret)
        os.close(writer)
        fds = Gio.UnixFDList.new()
        fds.append(reader)
        os.close(reader)
        return self.call("StoreSecret", GLib.Variant("(sh)", (account, 0)), fds)[0]

    def kill(self):
        self.process.kill()
        self.process.wait(DEADLINE_SECONDS)


class PrivateBus:
    def __init__(self, build):
        self.program = str(pathlib.Path(build) / "app/stormlantern-watch")
        self.folder = tempfile.mkdtemp(prefix="stormlantern-bus-")
        self.processes = []
        self.connection = None
        self.environment = {
            name: value for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "DBUS_STARTER_ADDRESS")}
        for variable, name in (("HOME", "home"), ("XDG_CONFIG_HOME", "config"), ("XDG_STATE_HOME", "state"),
                               ("XDG_CONFIG_DIRS", "system-config"),
                               ("XDG_DATA_HOME", "data"), ("XDG_CACHE_HOME", "cache"),
                               ("XDG_RUNTIME_DIR", "run"), ("TMPDIR", "tmp")):
            os.mkdir(os.path.join(self.folder, name), mode=0o700)
            self.environment[variable] = os.path.join(self.folder, name)
        self.environment["DBUS_SYSTEM_BUS_ADDRESS"] = f"unix:path={self.folder}/no-system-bus"
        # The loopback works whatever the machine's own network does.
        self.environment["GIO_USE_NETWORK_MONITOR"] = "base"

    @property
    def plan_path(self):
        return pathlib.Path(self.folder, "config", "stormlantern", "plan.json")

    @property
    def state_path(self):
        return pathlib.Path(self.folder, "state", "stormlantern")

    def __enter__(self):
        settings = pathlib.Path(self.folder, "bus.conf")
        settings.write_text(BUS_SETTINGS.format(folder=self.folder), encoding="utf-8")
        daemon = subprocess.Popen(["dbus-daemon", f"--config-file={settings}", "--print-address", "--nofork"],
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(daemon)
        address = daemon.stdout.readline().strip()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        self.connection = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.connection.set_exit_on_close(False)
        return self

    def __exit__(self, *_unused):
        bus, *services = self.processes
        bad_ends = [process.args for process in services if self._end_process(process) not in (0, -signal.SIGKILL)]
        self._end_process(bus)
        bus.stdout.close()
        shutil.rmtree(self.folder)
        if bad_ends:
            raise AssertionError(f"did not end in good order: {bad_ends}")

    @staticmethod
    def _end_process(process):
        """Also tells of a sanitizer's complaint at the end."""
        if process.poll() is None:
            process.terminate()
        try:
            return process.wait(DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return None

    def run(self, *arguments):
        """Runs the program to its end and returns what it said."""
        return subprocess.run([self.program, *arguments], env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True, timeout=DEADLINE_SECONDS, check=False)

    def start_service(self, *arguments, name=WATCH_NAME, log=None):
        """What it says goes to the file @log, if one is given."""
        process = subprocess.Popen([self.program, *arguments], env=self.environment, stdout=log, stderr=log)
        self.processes.append(process)
        self.wait_until(lambda: self.has_owner(name) or process.poll() is not None, f"{name} appears")
        if process.poll() is not None:
            raise AssertionError(f"the service ended with {process.returncode}")
        return Service(self, process, name)

    def find_service(self, name):
        """Returns one that somebody else has started."""
        return Service(self, None, name)

    def has_owner(self, name):
        reply = self.connection.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                          GLib.Variant("(s)", (name,)), None, Gio.DBusCallFlags.NONE, -1, None)
        return reply.unpack()[0]

    def end(self, service, with_signal=signal.SIGTERM):
        service.process.send_signal(with_signal)
        return service.process.wait(DEADLINE_SECONDS)

    def write_plan(self, text):
        """Atomically, as an editor does."""
        self.plan_path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.plan_path.with_suffix(".fresh")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(self.plan_path)

    def wait_until(self, condition, what, seconds=DEADLINE_SECONDS):
        """Runs the main loop until @condition holds; every message on the bus lets it look again."""
        context = GLib.MainContext.default()
        expired = []
        deadline = GLib.timeout_add_seconds(seconds, lambda: expired.append(True) or GLib.SOURCE_REMOVE)
        ticker = GLib.timeout_add(50, lambda: GLib.SOURCE_CONTINUE)
        try:
            while not condition():
                if expired:
                    raise AssertionError(f"after {seconds} s still not: {what}")
                context.iteration(True)
        finally:
            GLib.source_remove(ticker)
            if not expired:
                GLib.source_remove(deadline)
