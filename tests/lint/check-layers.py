#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom: the table of CONTRIBUTING.md, held against every #include of app/, and
proved once with the compiler: an include across the wall must not compile.

usage: check-layers.py SOURCE_ROOT BUILD_ROOT"""
import json
import pathlib
import re
import shlex
import subprocess
import sys

ALLOWED = {
    "core": {"core"},
    "signin": {"signin", "core"},
    "feeds": {"feeds", "core"},
    "watch": {"watch", "signin", "feeds", "core"},
    "desktop": {"desktop", "watch", "signin", "feeds", "core"},
    "practice": {"practice", "watch", "signin", "feeds", "core"},
    "service": {"service", "desktop", "practice", "watch", "signin", "feeds", "core"},
    "cli": {"cli", "desktop", "practice", "watch", "signin", "feeds", "core"},
    "window": {"window", "core"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
# file that compiles in a layer, header across the wall
WALLS = [("signin", "watcher.h"), ("core", "check.h"), ("feeds", "check.h"), ("window", "watcher.h"),
         ("window", "check.h"), ("watch", "tray.h"), ("desktop", "practice.h")]


def headers_by_layer(app):
    owner = {}
    clashes = []
    for header in sorted(app.glob("*/**/*.h")):
        if header.name in owner:
            clashes.append(f"app/*/{header.name}: two layers have a header of this name; rename one")
        owner[header.name] = header.relative_to(app).parts[0]
    return owner, clashes


def wrong_includes(app, owner):
    for path in sorted([*app.glob("*/**/*.c"), *app.glob("*/**/*.h")]):
        layer = path.relative_to(app).parts[0]
        for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            target = owner.get(pathlib.Path(name).name)
            if target and target not in ALLOWED[layer]:
                yield (f"app/{path.relative_to(app)} includes {name} of {target}/, which {layer} may not see; "
                       "pass the value in, or use a signal or an interface declared below")


def compiles(command, directory, header):
    words = shlex.split(command)
    skip = {"-o", "-MF", "-MQ"}
    arguments, index = [], 0
    while index < len(words):
        if words[index] in skip:
            index += 2
            continue
        if words[index] not in ("-c", "-MD") and not words[index].endswith(".c"):
            arguments.append(words[index])
        index += 1
    arguments += ["-fsyntax-only", "-x", "c", "-"]
    source = f'#include "{header}"\n'.encode()
    return subprocess.run(arguments, input=source, cwd=directory, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, check=False).returncode == 0


def broken_walls(app, build, owner):
    commands = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    for layer, header in WALLS:
        folder = (app / layer).resolve()
        own = [entry for entry in commands
               if folder in (pathlib.Path(entry["directory"]) / entry["file"]).resolve().parents]
        if not own:
            yield f"app/{layer}: no file of it is compiled, so its wall cannot be proved"
            continue
        entry = own[0]
        if not compiles(entry["command"], entry["directory"], "enums.h"):
            yield f"app/{layer}: even core/enums.h does not compile there: the probe itself is broken"
        elif compiles(entry["command"], entry["directory"], header):
            yield (f"app/{layer}: #include \"{header}\" of {owner.get(header)}/ compiles; remove that layer "
                   f"from the dependencies in app/{layer}/meson.build")


def main(source, build):
    app = pathlib.Path(source) / "app"
    owner, problems = headers_by_layer(app)
    problems += wrong_includes(app, owner)
    problems += broken_walls(app, pathlib.Path(build), owner)
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
