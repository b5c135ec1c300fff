#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole chain of words: each translation is sound, has every sentence of today's sources, and a program
really speaks it.

usage: check-translations.py SOURCE_ROOT BUILD_ROOT"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

# The marks of Meson's preset "glib", https://mesonbuild.com/i18n-module.html, as far as the sources use them.
MARKS = ["--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
         "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3"]
SHOWN_FAULTS = 12
SKIPPED = 77
GERMAN_USAGE = "Aufruf: stormlanternctl"


def faults_of(catalogue):
    report = subprocess.run(["msgfmt", "--check", "--statistics", "--output-file=/dev/null", str(catalogue)],
                            capture_output=True, text=True, check=False, env=dict(os.environ, LC_ALL="C"))
    if report.returncode != 0 or "untranslated" in report.stderr or "fuzzy" in report.stderr:
        yield f"{catalogue.name}: {report.stderr.strip()}; translate what is missing, then build again"


def extract(source, template):
    subprocess.run(["xgettext", *MARKS, f"--directory={source}", f"--files-from={source / 'po/POTFILES.in'}",
                    f"--output={template}"], check=True, stderr=subprocess.PIPE, text=True)


def missing_from(catalogue, template):
    """Says which sentences of the sources the catalogue does not know at all."""
    merged = subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "--output-file=-", str(catalogue), str(template)],
                            check=True, stdout=subprocess.PIPE).stdout
    untranslated = subprocess.run(["msgattrib", "--untranslated", "--no-obsolete", "--no-wrap"], input=merged,
                                  check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    entries = [entry for entry in untranslated.split("\n\n") if "Project-Id-Version" not in entry]
    missing = [entry[entry.index("msgid ") + len("msgid "):entry.index("msgstr")].removeprefix('""\n').strip()
               for entry in entries if "msgid " in entry]
    for sentence in missing[:SHOWN_FAULTS]:
        yield f"{catalogue.name} lacks {sentence}"
    if missing:
        yield f"{catalogue.name} lacks {len(missing)} sentences; run: ninja -C build stormlantern-update-po"


def words_of_program(build):
    environment = dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="de", STORMLANTERN_LOCALE_DIR=str(build / "po"))
    return subprocess.run([build / "app/stormlanternctl", "--help"], capture_output=True, text=True,
                          check=False, env=environment).stdout


def main(source, build):
    if shutil.which("msgmerge") is None:
        print("msgfmt is not installed; install the package gettext")
        return SKIPPED
    source, build = pathlib.Path(source), pathlib.Path(build)
    languages = [line for line in (source / "po/LINGUAS").read_text(encoding="utf-8").split("\n")
                 if line and not line.startswith("#")]
    problems = [fault for language in languages for fault in faults_of(source / "po" / f"{language}.po")]
    with tempfile.TemporaryDirectory() as folder:
        template = pathlib.Path(folder) / "today.pot"
        extract(source, template)
        problems += [fault for language in languages
                     for fault in missing_from(source / "po" / f"{language}.po", template)]
    if GERMAN_USAGE not in words_of_program(build):
        problems.append(f"stormlanternctl --help does not say “{GERMAN_USAGE}” with LANGUAGE=de")
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
