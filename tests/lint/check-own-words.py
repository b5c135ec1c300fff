#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The project speaks of itself only: no path of one machine, nothing left undone in code, no test
that sleeps, no jump statement, no assertion on what came from outside.

usage: check-own-words.py SOURCE_ROOT BUILD_ROOT"""
import pathlib
import re
import sys

RULES = [
    (re.compile(r"/home/[a-z]|/root/|/Users/[A-Za-z]"), ("app", "data", "po", "icons", "tests", "flatpak"),
     "a path of one machine; use a relative or a run-time path"),
    (re.compile(r"\b(TODO|FIXME|XXX|HACK)\b"), ("app", "data", "icons", "flatpak"),
     "left undone; do it or write an issue"),
    (re.compile(r"\b(g_usleep|usleep|sleep|nanosleep) ?\("), ("tests",),
     "a test that sleeps; wait for the event with a deadline"),
    (re.compile(r"\bgoto\b"), ("app",), "a jump; split the function or use g_autoptr"),
    (re.compile(r"\bg_(assert|error) \("), ("app",),
     "ends the program; return an error, or g_return_if_fail for a caller's mistake"),
    (re.compile(r"\b(printf|g_print|fprintf) \([^;]*(secret|password)", re.IGNORECASE), ("app",),
     "prints something that may be secret"),
]
ENDINGS = {".c", ".h", ".py", ".ui", ".json", ".build", ".yml", ".xml"}


def findings(source):
    for path in sorted(source.rglob("*")):
        relative = path.relative_to(source)
        if path.suffix not in ENDINGS or relative.parts[0].startswith((".", "build")):
            continue
        if relative.parts[:2] == ("tests", "lint"):
            continue
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, 1):
            for pattern, folders, advice in RULES:
                if relative.parts[0] in folders and path.suffix in (ENDINGS - {".py"} if "sleep" in advice else ENDINGS) \
                        and pattern.search(line):
                    yield f"{relative}:{number}: {advice}: {line.strip()[:80]}"


def main(source, _build):
    problems = list(findings(pathlib.Path(source)))
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
