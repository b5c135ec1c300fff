#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pieces: no file of app/ over 600 lines, no function over 60 lines or a complexity of 15.

usage: check-sizes.py SOURCE_ROOT BUILD_ROOT"""
import pathlib
import shutil
import subprocess
import sys

FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 60
COMPLEXITY_MAX = 15
SKIPPED = 77


def long_files(sources, source):
    for path in sources:
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > FILE_LINES_MAX:
            yield f"{path.relative_to(source)}: {count} lines; split it by its reasons to change"


def big_functions(sources, source):
    report = subprocess.run(["pmccabe", *map(str, sources)], capture_output=True, text=True, check=False)
    for line in report.stdout.splitlines():
        fields = line.split("\t")
        if len(fields) < 6:
            continue
        complexity, lines, where = int(fields[1]), int(fields[4]), fields[5]
        if lines > FUNCTION_LINES_MAX or complexity > COMPLEXITY_MAX:
            place = where.replace(str(source) + "/", "")
            yield f"{place}: {lines} lines, complexity {complexity}; split it"


def main(source, _build):
    if shutil.which("pmccabe") is None:
        print("pmccabe is not installed; install the package pmccabe")
        return SKIPPED
    source = pathlib.Path(source)
    sources = sorted(source.glob("app/*/**/*.c"))
    problems = list(long_files(sources, source)) + list(big_functions(sources, source))
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
