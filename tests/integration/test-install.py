#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Storm Lantern is installed into a prefix of its own and used from there: the files lie where desktops look
for them, a bus starts window and service from there, and after "ninja uninstall" nothing of it is left.

usage: test-install.py SOURCE_ROOT BUILD_ROOT
The build folder BUILD_ROOT/install-test is kept, so that a second run compiles only what has changed."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
sys.path[:0] = [str(SOURCE / "tests" / "integration")]

import desktop_session  # noqa: E402
from gi.repository import Gio, GLib  # noqa: E402

APPLICATION = "io.github.stormlantern.StormLantern"
WATCH = APPLICATION + ".Watch"
FOLDER = BUILD / "install-test"
PREFIX = FOLDER / "prefix"
STAGE = FOLDER / "stage"

# Each is looked for below the prefix; Debian keeps programs' own programs in libexec.
FILES = [
    "bin/stormlantern",
    "bin/stormlanternctl",
    "libexec/stormlantern-watch",
    f"share/applications/{APPLICATION}.desktop",
    "share/bash-completion/completions/stormlanternctl",
    f"share/dbus-1/services/{APPLICATION}.service",
    f"share/dbus-1/services/{WATCH}.service",
    f"share/glib-2.0/schemas/{APPLICATION}.gschema.xml",
    f"share/icons/hicolor/scalable/apps/{APPLICATION}.svg",
    f"share/icons/hicolor/scalable/apps/{APPLICATION}-outage.svg",
    f"share/icons/hicolor/scalable/apps/{APPLICATION}-ok-practice.svg",
    f"share/icons/hicolor/symbolic/apps/{APPLICATION}-symbolic.svg",
    "share/locale/de/LC_MESSAGES/stormlantern.mo",
    "share/man/man1/stormlantern-watch.1",
    "share/man/man1/stormlantern.1",
    "share/man/man1/stormlanternctl.1",
    f"share/metainfo/{APPLICATION}.metainfo.xml",
    "share/stormlantern/plan.schema.json",
    "share/stormlantern/provider.schema.json",
    "share/stormlantern/scenarios/password-changed.json",
    "share/stormlantern/scenarios/signin-outage.json",
]
# Made anew by each program that is installed into the same prefix; they belong to nobody alone.
CACHES = {"share/applications/mimeinfo.cache", "share/glib-2.0/schemas/gschemas.compiled",
          "share/icons/hicolor/icon-theme.cache"}


def run(*command, environment=None):
    """Runs a command; a failed one says what it wrote."""
    report = subprocess.run([str(word) for word in command], env=environment, text=True, check=False,
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert report.returncode == 0, f"{command}: {report.returncode}\n{report.stdout[-4000:]}"
    return report.stdout


def files_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


def installation_environment():
    """Nothing of the build folder, only the prefix, as after a login."""
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith(("STORMLANTERN_", "GSETTINGS_"))}
    environment["XDG_DATA_DIRS"] = f"{PREFIX}/share:/usr/share"
    environment["XDG_CONFIG_DIRS"] = f"{PREFIX}/etc/xdg:/etc/xdg"
    return environment


def installs_into_a_stage_for_packagers():
    for folder in (PREFIX, STAGE):
        shutil.rmtree(folder, ignore_errors=True)
    if not (FOLDER / "build.ninja").exists():
        run("meson", "setup", FOLDER, SOURCE, f"--prefix={PREFIX}", "--libexecdir=libexec", "-Dtests=false",
            "--buildtype=plain")  # compiles a quarter faster
    run("ninja", "-C", FOLDER)
    run("meson", "install", "-C", FOLDER, "--no-rebuild", environment={**os.environ, "DESTDIR": str(STAGE)})
    staged = files_below(STAGE / PREFIX.relative_to("/"))
    assert not set(FILES) - staged, f"missing in the stage: {set(FILES) - staged}"
    assert not PREFIX.exists(), "a staged installation also wrote into the prefix"


def installs_every_file_where_desktops_look_for_it():
    run("meson", "install", "-C", FOLDER, "--no-rebuild")
    installed = files_below(PREFIX)
    assert not set(FILES) - installed, f"missing: {set(FILES) - installed}"
    assert "share/glib-2.0/schemas/gschemas.compiled" in installed, "the schemas were not compiled"
    providers = {path.name for path in (SOURCE / "data" / "providers").glob("*.json")}
    assert providers == {path.name for path in (PREFIX / "share/stormlantern/providers").glob("*.json")}
    unknown = {name for name in installed if name.startswith("share/icons/") and APPLICATION not in name} - CACHES
    assert not unknown, f"these icons may hide those of the user's theme: {unknown}"
    for name in installed - CACHES:
        content = (PREFIX / name).read_bytes()
        assert str(SOURCE / "data").encode() not in content, f"{name} points back into the source folder"


def names_programs_that_exist():
    for name in (APPLICATION, WATCH):
        text = (PREFIX / f"share/dbus-1/services/{name}.service").read_text()
        assert f"\nName={name}\n" in text, text
        program = pathlib.Path(re.search(r"^Exec=(\S+)", text, re.MULTILINE).group(1))
        assert program.is_relative_to(PREFIX) and os.access(program, os.X_OK), program
    entry = (PREFIX / f"share/applications/{APPLICATION}.desktop").read_text()
    assert (PREFIX / "bin" / re.search(r"^Exec=(\S+)", entry, re.MULTILINE).group(1)).exists()
    assert f"\nIcon={APPLICATION}\n" in entry and "\nName[de]=" in entry, entry


def speaks_from_the_prefix():
    control = PREFIX / "bin/stormlanternctl"
    environment = {**installation_environment(), "LC_ALL": "C.UTF-8"}
    assert "Posteo" in run(control, "providers", environment=environment)
    english, german = (run(control, "--help", environment={**environment, "LANGUAGE": language})
                       for language in ("en", "de"))
    assert english != german, "the translations of the prefix are not found"
    assert APPLICATION in run("gsettings", "list-schemas", environment=environment)


def command_line_of_owner(desktop, name):
    reply = desktop.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                         "GetConnectionUnixProcessID", GLib.Variant("(s)", (name,)), None,
                                         Gio.DBusCallFlags.NONE, -1, None)
    return pathlib.Path(f"/proc/{reply.unpack()[0]}/cmdline").read_text().split("\0")


def is_started_by_the_bus():
    desktop = desktop_session.DesktopSession(notices=False, keyring=False)
    for name in [name for name in desktop.environment if name.startswith(("STORMLANTERN_", "GSETTINGS_"))]:
        del desktop.environment[name]
    desktop.environment["XDG_DATA_DIRS"] = f"{PREFIX}/share:/usr/share"
    desktop.environment["GSETTINGS_BACKEND"] = "memory"
    with desktop:
        answers = []
        desktop.connection.call(APPLICATION, "/" + APPLICATION.replace(".", "/"), "org.freedesktop.Application",
                                "Activate", GLib.Variant("(a{sv})", ({},)), None, Gio.DBusCallFlags.NONE, -1,
                                None, lambda source, result: answers.append(source.call_finish(result)))
        desktop.wait_until(lambda: answers, "the answer of the window program")
        desktop.wait_until(lambda: desktop.windows("Storm Lantern"), "the window")
        desktop.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                     "StartServiceByName", GLib.Variant("(su)", (WATCH, 0)), None,
                                     Gio.DBusCallFlags.NONE, -1, None)
        desktop.wait_for_name(WATCH)
        assert command_line_of_owner(desktop, APPLICATION)[0] == str(PREFIX / "bin/stormlantern")
        assert command_line_of_owner(desktop, WATCH)[0] == str(PREFIX / "libexec/stormlantern-watch")
        desktop.screenshot(str(BUILD / "screenshots" / "installed.png"))


def runs_where_the_session_does_not_search():
    """As /opt is, until somebody adds it to XDG_DATA_DIRS."""
    environment = {**installation_environment(), "XDG_DATA_DIRS": "/usr/share"}
    for name in ("DBUS_SESSION_BUS_ADDRESS", "GSETTINGS_SCHEMA_DIR"):
        environment.pop(name, None)
    with desktop_session.DesktopSession(panel=False, notices=False, keyring=False) as desktop:
        inside = {**environment, **{name: value for name, value in desktop.environment.items()
                                    if name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "HOME", "XDG_CONFIG_HOME",
                                                "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_DATA_HOME")}}
        desktop.spawn([str(PREFIX / "libexec/stormlantern-watch")], env=inside)
        desktop.wait_for_name(WATCH)
        desktop.spawn([str(PREFIX / "bin/stormlantern")], env=inside)
        desktop.wait_until(lambda: desktop.windows("Storm Lantern"), "the window")


def says_that_its_settings_are_missing():
    schemas = PREFIX / "share/glib-2.0/schemas/gschemas.compiled"
    hidden = schemas.with_suffix(".hidden")
    schemas.rename(hidden)
    environment = {**installation_environment(), "LC_ALL": "C.UTF-8"}
    report = subprocess.run([str(PREFIX / "bin/stormlantern")], env=environment, text=True, check=False,
                            stdin=subprocess.DEVNULL, capture_output=True)
    hidden.rename(schemas)
    assert (report.returncode, report.stdout, len(report.stderr.splitlines())) == (3, "", 1), report


def leaves_nothing_when_uninstalled():
    run("ninja", "-C", FOLDER, "uninstall")
    left = files_below(PREFIX) - CACHES
    assert not left, f"left behind: {left}"
    run("glib-compile-schemas", PREFIX / "share/glib-2.0/schemas")
    assert not files_below(PREFIX) - CACHES
    shutil.rmtree(STAGE)


STEPS = [installs_into_a_stage_for_packagers, installs_every_file_where_desktops_look_for_it,
         names_programs_that_exist, speaks_from_the_prefix, is_started_by_the_bus,
         runs_where_the_session_does_not_search, says_that_its_settings_are_missing, leaves_nothing_when_uninstalled]


def main():
    missing = desktop_session.missing_programs()
    if missing:
        print(f"1..0 # SKIP these programs are missing: {' '.join(missing)}")
        return
    print(f"1..{len(STEPS)}", flush=True)
    for number, step in enumerate(STEPS, 1):
        step()
        print(f"ok {number} - {step.__name__.replace('_', ' ')}", flush=True)


main()
