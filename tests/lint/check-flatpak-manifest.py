#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest asks for little and says why: each permission has a reason in a comment above it and a line in
the README, none is of those that Flathub refuses, each module comes over https with a checksum, and flatpak-builder
understands all of it. A rule of Flathub's is named in brackets.

usage: check-flatpak-manifest.py SOURCE_ROOT BUILD_ROOT
Sources: https://docs.flathub.org/docs/for-app-authors/linter,
https://docs.flathub.org/docs/for-app-authors/requirements"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

APPLICATION = "io.github.stormlantern.StormLantern"
MANIFEST = f"flatpak/{APPLICATION}.yml"
# Whatever is not named here has to be thought about first.
ALLOWED = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri",
           "--talk-name=org.kde.StatusNotifierWatcher", "--talk-name=org.gnome.OnlineAccounts"}
# permission: what Flathub wants beside it, and its name for the fault
COMPANIONS = {"--socket=fallback-x11": {"--share=ipc": "finish-args-x11-without-ipc",
                                        "--socket=wayland": "finish-args-fallback-x11-without-wayland"},
              "--socket=wayland": {"--socket=fallback-x11": "finish-args-only-wayland"}}
# Flathub refuses these, whoever agrees on them here.
REFUSED = [
    (re.compile(r"--(?:system-)?own-name="), "finish-args-own-name"),
    (re.compile(r"--(?:system-)?no-talk-name="), "finish-args-uses-no-talk-name"),
    (re.compile(r"--(?:system-)?talk-name=org\.(?:freedesktop|gnome|kde)\.\*$"), "finish-args-wildcard-talk-name"),
    (re.compile(r"--talk-name=org\.freedesktop\.(?:impl\.)?portal\."), "finish-args-portal-talk-name"),
    (re.compile(r"--(?:system-)?talk-name=org\.freedesktop\.(?:DBus|Flatpak|systemd1|login1)\b"),
     "finish-args-freedesktop-talk-name"),
    (re.compile(rf"--talk-name={re.escape(APPLICATION)}(?:\.|$)"), "finish-args-unnecessary-appid-talk-name"),
    (re.compile(r"--talk-name=(?:ca\.desrt\.dconf|org\.gtk\.vfs$|org\.kde\.(?:KWin|plasmashell)\b)"),
     "finish-args-desktop-talk-name"),
    (re.compile(r"--socket=(?:x11|session-bus|system-bus|gpg-agent|ssh-auth)$"), "finish-args-socket"),
    (re.compile(r"--(?:nosocket|nodevice|unshare)="), "finish-args-has-nosocket"),
    (re.compile(r"--device=(?:all|input|usb)$"), "finish-args-has-dev"),
    (re.compile(r"--filesystem="), "finish-args-filesystem-access"),
    (re.compile(r"--(?:persist|env|metadata|extra-data)="), "finish-args-metadata"),
]
IDENTIFIER_PART = re.compile(r"[A-Za-z_][\w-]*")
CODE_HOSTS = {"github": "io", "gitlab": "io", "codeberg": "page"}


def unexplained(lines):
    """Yields the permissions that have no comment in the line above."""
    for before, line in zip(lines, lines[1:]):
        if re.match(r"\s*- --", line) and not before.strip().startswith("#"):
            yield f"{line.strip()[2:]}: say in a comment above it what it is for"


def faults_of_identifier(manifest, path):
    """The rules of appid."""
    identifier = manifest["id"]
    parts = identifier.split(".")
    if identifier != path.stem:
        yield f"the id is {identifier} [appid-filename-mismatch]"
    if not 3 <= len(parts) <= 5 or not all(IDENTIFIER_PART.fullmatch(part) for part in parts):
        yield f"{identifier} is not three to five words [appid-component-wrong-syntax]"
    elif parts[1] in CODE_HOSTS and (parts[0] != CODE_HOSTS[parts[1]] or len(parts) < 4):
        yield f"{identifier} does not name a project of {parts[1]} [appid-code-hosting-too-few-components]"
    if parts[-1] in ("desktop", "app", "linux"):
        yield f"{identifier} ends like a file name [appid-ends-with-lowercase-desktop]"


def faults_of_permissions(permissions, readme):
    """The rules of finish-args."""
    for permission in permissions:
        if permission not in ALLOWED:
            yield f"{permission}: a permission that was never agreed on"
        if f"`{permission.removeprefix('--')}`" not in readme:
            yield f"{permission}: README.md does not say what it is for"
        for pattern, rule in REFUSED:
            if pattern.match(permission):
                yield f"{permission}: Flathub refuses it [{rule}]"
        for companion, rule in COMPANIONS.get(permission, {}).items():
            if companion not in permissions:
                yield f"{permission} needs {companion} too [{rule}]"


def faults_of_top(manifest):
    """The rules of toplevel."""
    if not manifest.get("command") or manifest["command"].startswith("/"):
        yield "command must be the name of a program [toplevel-command-is-path]"
    if manifest.get("branch") or manifest.get("default-branch"):
        yield "the branch is chosen where the Flatpak is built [toplevel-unnecessary-branch]"
    if "--share=network" in manifest.get("build-options", {}).get("build-args", []):
        yield "it is built without a network [manifest-toplevel-build-network-access]"
    for name in manifest.get("add-extensions", {}):
        if not name.startswith(manifest["id"] + "."):
            yield f"{name} does not begin with the id [appid-unprefixed-bundled-extension]"


def faults_of_modules(manifest):
    """The rules of modules."""
    for module in manifest["modules"]:
        name = module["name"]
        if "--share=network" in module.get("build-options", {}).get("build-args", []):
            yield f"module {name} is built without a network [module-{name}-build-network-access]"
        for option in module.get("config-opts", []):
            if option.startswith(("--prefix=", "-Dprefix=", "--enable-debug")):
                yield f"module {name}: {option} is flatpak-builder's to say [module-{name}-autotools-redundant-prefix]"
        for pattern in module.get("cleanup", []) + manifest.get("cleanup", []):
            if pattern.startswith("/lib/debug"):
                yield f"{pattern}: Flatpak needs what is there [toplevel-cleanup-debug]"
        for source in module["sources"]:
            own = name == "stormlantern" and source["type"] == "dir"
            if not own and not {"sha256", "sha512", "commit"} & set(source):
                yield f"module {name}: a source without a checksum"
            if {"sha1", "md5"} & set(source):
                yield f"module {name}: a checksum that can be forged [module-{name}-source-sha1-deprecated]"
            if not own and not source.get("url", "").startswith("https://"):
                yield f"module {name}: a source that does not come over https"


def faults_of_properties(path):
    """What flatpak-builder does not understand it says, and goes on; where it is not installed, nobody says it."""
    if shutil.which("flatpak-builder") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        report = subprocess.run(["flatpak-builder", "--show-manifest", str(path.resolve())], cwd=folder,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    for line in report.stderr.splitlines():
        yield f"flatpak-builder: {line} [manifest-unknown-properties]"


def main(source, _build):
    source = pathlib.Path(source)
    path = source / MANIFEST
    text = path.read_text(encoding="utf-8")
    manifest = yaml.safe_load(text)
    readme = (source / "README.md").read_text(encoding="utf-8")
    problems = [*unexplained(text.splitlines()), *faults_of_properties(path), *faults_of_identifier(manifest, path),
                *faults_of_top(manifest), *faults_of_permissions(manifest["finish-args"], readme),
                *faults_of_modules(manifest)]
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
