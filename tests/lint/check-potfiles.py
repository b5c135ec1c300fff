#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every file with words for people is listed in po/POTFILES.in, sorted, and every listed file exists.

usage: check-potfiles.py SOURCE_ROOT BUILD_ROOT"""
import pathlib
import re
import sys

MARKED = re.compile(r"\b(?:N?_|C_|NC_|ngettext) ?\(\s*\"|translatable=\"yes\"")


def files_with_words(source):
    for path in [*source.glob("app/**/*.c"), *source.glob("app/**/*.h"), *source.glob("app/**/*.ui")]:
        if MARKED.search(path.read_text(encoding="utf-8")):
            yield str(path.relative_to(source))
    for pattern in ("*.desktop.in", "*.metainfo.xml.in"):
        for path in source.glob(f"data/{pattern}"):
            yield str(path.relative_to(source))


def main(source, _build):
    source = pathlib.Path(source)
    listed = [line for line in (source / "po/POTFILES.in").read_text(encoding="utf-8").splitlines()
              if line and not line.startswith("#")]
    found = set(files_with_words(source))
    problems = [f"po/POTFILES.in: add {name}" for name in sorted(found - set(listed))]
    problems += [f"po/POTFILES.in: remove {name}, it has no words for people" for name in listed if name not in found]
    if listed != sorted(listed):
        problems.append("po/POTFILES.in: sort it with LC_ALL=C sort")
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
