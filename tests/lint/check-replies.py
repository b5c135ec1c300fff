#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every known reply of a mail server is in a transcript: tests/data/known-replies.txt lists the replies, one a line,
"protocol | outcome | words", and for each there is a transcript in tests/data/transcripts/PROTOCOL/ in which a server
says these words and which names that outcome. That the program reads it so is test-quirks' business.

When the folder ../shared/reference is there, each reply that mail-login.md quotes in its section 1 must be listed, too.

usage: check-replies.py SOURCE_ROOT BUILD_ROOT"""
import pathlib
import re
import sys

# Tokens have transcripts of another kind.
PROTOCOLS = ("imap", "pop3", "smtp", "jmap", "https")
SAID = ("S: ", "s: ", "REPLY ", "HEADER ")
# A quoted reply begins like one: a tagged or untagged word of IMAP, POP3's -ERR, a code of SMTP.
REPLY = re.compile(r"`((?:\* )?(?:NO|BAD|BYE) [^`]+|-ERR [^`]+|[45]\d\d[ -][^`]+)`")
# What the reference quotes, but no server says to a sign-in that is told here.
ELSEWHERE = (
    "550 5.7.60",  # about the sender of a message
    "* BYE Connection closed. 14",  # a goodbye behind another reply, which says why
)


def plain(text):
    """Only letters, digits and blanks, in lower case: quotations are cut and punctuated in many ways."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def read_known(path):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            protocol, outcome, words = (part.strip() for part in line.split("|", 2))
            yield protocol, outcome, words


def read_transcripts(folder):
    """Yields protocol, outcome and all that the server says."""
    for path in sorted(path for protocol in PROTOCOLS for path in (folder / protocol).glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        outcome = next(line.removeprefix("# outcome: ") for line in lines if line.startswith("# outcome: "))
        said = "".join(line.partition(" ")[2] + ("" if line.startswith("s: ") else "\n")
                       for line in lines if line.startswith(SAID))
        yield path.parent.name, outcome, said


def untold(known, transcripts):
    for protocol, outcome, words in known:
        if not any(protocol == p and outcome == o and plain(words) in plain(said) for p, o, said in transcripts):
            yield f"{protocol}: no transcript in which a server says “{words}”, with the outcome {outcome}"


def unlisted(known, transcripts, reference):
    """Yields what the reference quotes and the list has not; each part of a quotation with "..." must be there."""
    section = reference.partition("\n## 1. ")[2].partition("\n## 2. ")[0].partition("\n### 1g. ")[0]
    # A reply of several lines is listed by its first.
    listed = [plain(words) for _, _, words in known] + [plain(said) for _, _, said in transcripts]
    for quotation in REPLY.findall(section):
        parts = [plain(part) for part in re.split(r"\.\.\.|…|<[^>]*>|\[host:date\]|sc=", quotation)]
        parts = [part for part in parts if part]
        if not any(all(part in words for part in parts) for words in listed) \
           and not quotation.startswith(ELSEWHERE):
            yield f"the reference quotes “{quotation}”, which tests/data/known-replies.txt does not list"


def main(source, _build):
    source = pathlib.Path(source).resolve()
    known = list(read_known(source / "tests/data/known-replies.txt"))
    transcripts = list(read_transcripts(source / "tests/data/transcripts"))
    problems = list(untold(known, transcripts))
    reference = source.parent / "shared/reference/mail-login.md"
    if reference.exists():
        problems += unlisted(known, transcripts, reference.read_text(encoding="utf-8"))
    else:
        print("the reference is not here; only the list is checked")
    for problem in problems:
        print(problem)
    for protocol, outcome, words in known:
        print(f"{protocol:6} {outcome:24} {words}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
