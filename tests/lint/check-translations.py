#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole chain of words: each translation is sound and complete, and a program really speaks it.

usage: check-translations.py SOURCE_ROOT BUILD_ROOT"""
import os
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77
GERMAN_USAGE = "Aufruf: stormlanternctl"


def faults_of(catalogue):
    report = subprocess.run(["msgfmt", "--check", "--statistics", "--output-file=/dev/null", str(catalogue)],
                            capture_output=True, text=True, check=False, env=dict(os.environ, LC_ALL="C"))
    if report.returncode != 0 or "untranslated" in report.stderr or "fuzzy" in report.stderr:
        yield f"{catalogue.name}: {report.stderr.strip()}; translate what is missing, then build again"


def words_of_program(build):
    environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="de", STORMLANTERN_LOCALE_DIR=str(build / "po"))
    return subprocess.run([build / "app/stormlanternctl", "--help"], capture_output=True, text=True,
                          check=False, env=environment).stdout


def main(source, build):
    if shutil.which("msgfmt") is None:
        print("msgfmt is not installed; install the package gettext")
        return SKIPPED
    source, build = pathlib.Path(source), pathlib.Path(build)
    languages = [line for line in (source / "po/LINGUAS").read_text(encoding="utf-8").split("\n")
                 if line and not line.startswith("#")]
    problems = [fault for language in languages for fault in faults_of(source / "po" / f"{language}.po")]
    if GERMAN_USAGE not in words_of_program(build):
        problems.append(f"stormlanternctl --help does not say “{GERMAN_USAGE}” with LANGUAGE=de")
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
