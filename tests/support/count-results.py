#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds up the test reports named on the command line (JUnit XML as Meson writes it) and prints
one closing line: N passed, N failed, N skipped. A report that is missing counts as a failure."""
import sys
import xml.etree.ElementTree as ElementTree


def outcome_of(case):
    """A case without a child passed; Meson marks the others with an element."""
    for child in case:
        if child.tag in ("failure", "error"):
            return "failed"
        if child.tag == "skipped":
            return "skipped"
    return "passed"


def main(paths):
    count = {"passed": 0, "failed": 0, "skipped": 0}
    for path in paths:
        try:
            root = ElementTree.parse(path).getroot()
        except (OSError, ElementTree.ParseError) as error:
            print(f"{path}: no readable report: {error}", file=sys.stderr)
            count["failed"] += 1
            continue
        for case in root.iter("testcase"):
            count[outcome_of(case)] += 1
    print(f"{count['passed']} passed, {count['failed']} failed, {count['skipped']} skipped")
    return 1 if count["failed"] or not count["passed"] else 0


sys.exit(main(sys.argv[1:]))
