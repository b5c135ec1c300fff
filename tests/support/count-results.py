#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the test logs named on the command line (testlog.json as Meson writes it: one object a program)
and prints one closing line: N passed, N failed, N skipped. Each subtest of a TAP program counts; a program
that breaks off or runs out of time is a failure even if all its subtests so far had passed, and so is a
log that is missing."""
import json
import re
import sys

SUBTEST = re.compile(r"^(not ok|ok)\b[^#\n]*(#\s*SKIP)?", re.MULTILINE | re.IGNORECASE)
GOOD = {"OK", "EXPECTEDFAIL", "SKIP"}


def count_program(entry, count):
    subtests = SUBTEST.findall(entry.get("stdout") or "")
    failed = sum(1 for word, _ in subtests if word.lower() == "not ok")
    skipped = sum(1 for _, skip in subtests if skip)
    if not subtests:
        count["skipped" if entry["result"] == "SKIP" else "passed"] += entry["result"] in GOOD
    else:
        count["passed"] += len(subtests) - failed - skipped
        count["skipped"] += skipped
    count["failed"] += max(failed, 0 if entry["result"] in GOOD else 1)


def main(paths):
    count = {"passed": 0, "failed": 0, "skipped": 0}
    for path in paths:
        try:
            with open(path, encoding="utf-8") as log:
                for line in log:
                    count_program(json.loads(line), count)
        except (OSError, ValueError, KeyError) as error:
            print(f"{path}: no readable log: {error}", file=sys.stderr)
            count["failed"] += 1
    print(f"{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    return 1 if count["failed"] or not count["passed"] else 0


sys.exit(main(sys.argv[1:]))
