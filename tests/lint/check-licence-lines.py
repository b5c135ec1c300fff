#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source file says its licence in its first lines, as https://reuse.software/ asks.

usage: check-licence-lines.py SOURCE_ROOT BUILD_ROOT"""
import pathlib
import shutil
import subprocess
import sys

ENDINGS = {".c", ".h", ".py", ".ui", ".css", ".build", ".svg", ".xml", ".yml", ".in"}
LINE = "SPDX-License-Identifier: GPL-3.0-or-later"
METADATA_LINE = "SPDX-License-Identifier: CC0-1.0"


def tracked_files(source):
    if shutil.which("git") is not None:
        listing = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=source,
                                 capture_output=True, text=True, check=False)
        if listing.returncode == 0:
            return [source / name for name in listing.stdout.splitlines()]
    return [path for path in source.rglob("*") if path.is_file() and "build" not in path.parts]


def main(source, _build):
    source = pathlib.Path(source)
    problems = []
    for path in tracked_files(source):
        relative = path.relative_to(source)
        is_script = path.suffix == "" and path.is_file() and path.read_bytes()[:2] == b"#!"
        is_sample = relative.parts[:2] == ("tests", "data") or relative.parts[:3] == ("tests", "fuzz", "corpus")
        if not path.is_file() or is_sample:
            continue
        if path.suffix not in ENDINGS and not is_script:
            continue
        if path.name.endswith((".desktop.in", ".service.in", "POTFILES.in")):
            continue
        head = path.read_text(encoding="utf-8", errors="replace")[:600]
        if LINE not in head and METADATA_LINE not in head:
            problems.append(f"{relative}: add a line with {LINE} at the top")
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
