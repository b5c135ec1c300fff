#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop file is valid; a validator older than a key of the specification may not know that key.

usage: check-desktop-file.py DESKTOP_FILE"""
import shutil
import subprocess
import sys

# Desktop Entry Specification 1.5; Debian 12 has a validator for 1.4.
NEW_KEYS = ["SingleMainWindow"]
SKIPPED = 77


def main(desktop_file):
    if shutil.which("desktop-file-validate") is None:
        print("desktop-file-validate is not installed; install the package desktop-file-utils")
        return SKIPPED
    report = subprocess.run(["desktop-file-validate", desktop_file], capture_output=True, text=True, check=False)
    problems = [line for line in report.stdout.splitlines() if not any(f'"{key}"' in line for key in NEW_KEYS)]
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
