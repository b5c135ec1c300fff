#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest asks for little and says why: each permission has a reason in a comment above it, none is
of those that Flathub refuses, each module comes with a checksum, and flatpak-builder understands all of it.

usage: check-flatpak-manifest.py SOURCE_ROOT BUILD_ROOT
Source: https://docs.flathub.org/docs/for-app-authors/linter"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

APPLICATION = "io.github.stormlantern.StormLantern"
MANIFEST = f"flatpak/{APPLICATION}.yml"
# Whatever is not named here has to be thought about first.
ALLOWED = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri",
           "--talk-name=org.kde.StatusNotifierWatcher", "--talk-name=org.gnome.OnlineAccounts"}
NEEDS = {"--socket=fallback-x11": "--share=ipc", "--socket=wayland": "--socket=fallback-x11"}


def unexplained(lines):
    """Yields the permissions that have no comment in the line above."""
    for before, line in zip(lines, lines[1:]):
        if re.match(r"\s*- --", line) and not before.strip().startswith("#"):
            yield f"{line.strip()[2:]}: say in a comment above it what it is for"


def faults_of_permissions(permissions):
    for permission in permissions:
        if permission not in ALLOWED:
            yield f"{permission}: a permission that was never agreed on"
        if permission in NEEDS and NEEDS[permission] not in permissions:
            yield f"{permission} needs {NEEDS[permission]} too"


def faults_of_sources(modules):
    for module in modules:
        for source in module["sources"]:
            own = module["name"] == "stormlantern" and source["type"] == "dir"
            if not own and not {"sha256", "sha512", "commit"} & set(source):
                yield f"module {module['name']}: a source without a checksum"


def show(manifest):
    """Returns what flatpak-builder makes of the manifest; without it nothing can be said of the values."""
    if shutil.which("flatpak-builder") is None:
        print("flatpak-builder is not installed; only the comments are checked")
        return None
    with tempfile.TemporaryDirectory() as folder:
        report = subprocess.run(["flatpak-builder", "--show-manifest", str(manifest.resolve())], cwd=folder,
                                capture_output=True, text=True, check=True)
    if report.stderr:
        print(report.stderr)
    return json.loads(report.stdout)


def main(source, _build):
    manifest = pathlib.Path(source) / MANIFEST
    problems = list(unexplained(manifest.read_text(encoding="utf-8").splitlines()))
    shown = show(manifest)
    if shown is not None:
        if shown["id"] != APPLICATION:
            problems.append(f"the id is {shown['id']}")
        problems += faults_of_permissions(shown["finish-args"])
        problems += faults_of_sources(shown["modules"])
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
