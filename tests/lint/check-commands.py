#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stormlanternctl can do, its help, its man page and its bash completion say the same: every
command of the table answers --help, and each command and each of its options is in both files.

usage: check-commands.py SOURCE_ROOT BUILD_ROOT"""
import os
import pathlib
import re
import subprocess
import sys

COMMAND = re.compile(r"^  ([a-z-]+)  +\S", re.MULTILINE)
OPTION = re.compile(r"--[a-z][a-z-]*")
OPTION_LINE = re.compile(r"^ +(?:-[a-z], )?(--[a-z][a-z-]*)", re.MULTILINE)


def run(program, *arguments):
    return subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False, timeout=60)


def completed_options(completion, command):
    found = re.search(rf"^    {re.escape(command)}\) (?:echo \"([^\"]*)\" )?;;$", completion, re.MULTILINE)
    return None if found is None else set(OPTION.findall(found.group(1) or "")) | {"--help"}


def faults(program, manual, completion):
    page = manual.read_text(encoding="utf-8").replace("\\-", "-")
    words = completion.read_text(encoding="utf-8")
    commands = COMMAND.findall(run(program, "--help").stdout.split("Options:")[0])
    if len(commands) < 5:
        yield f"{program.name} --help lists no commands: this check is broken"
    for command in commands:
        answer = run(program, command, "--help")
        if answer.returncode != 0 or answer.stderr or command not in answer.stdout:
            yield f"{program.name} {command} --help: exit {answer.returncode}, {answer.stderr.strip()}"
        if not re.search(rf"^\.BR? \"?{re.escape(command)}\b", page, re.MULTILINE):
            yield f"data/man/{manual.name}: the command {command} is missing"
        known = completed_options(words, command)
        if known is None or not re.search(rf'commands="[^"]*\b{re.escape(command)}\b', words):
            yield f"data/completions/{completion.name}: the command {command} is missing"
            continue
        for option in OPTION_LINE.findall(answer.stdout):
            if option not in page:
                yield f"data/man/{manual.name}: {command} {option} is missing"
            if option not in known:
                yield f"data/completions/{completion.name}: {command} {option} is missing"


def main(source, build):
    source = pathlib.Path(source)
    problems = list(faults(pathlib.Path(build) / "app/stormlanternctl",
                           source / "data/man/stormlanternctl.1",
                           source / "data/completions/stormlanternctl"))
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
