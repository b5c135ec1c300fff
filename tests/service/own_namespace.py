# SPDX-License-Identifier: GPL-3.0-or-later
"""A network or a file system of its own for a test, which may change it as only root may elsewhere.

    own_namespace.enter("--net")        # runs this test again inside, or skips it where that is forbidden
"""
import os
import shutil
import subprocess
import sys

SKIPPED = 77
INSIDE = "STORMLANTERN_TEST_OWN_NAMESPACE"


def enter(*kinds, programs=()):
    """Returns inside; kinds are options of unshare(1), programs what the test needs."""
    if INSIDE in os.environ:
        return
    command = ["unshare", "--map-root-user", *kinds]
    missing = [program for program in ("unshare", *programs) if shutil.which(program) is None]
    if missing or subprocess.run([*command, "true"], check=False).returncode != 0:
        print(f"Nothing of its own can be had: {' '.join(missing) or 'the system forbids it'}")
        sys.exit(SKIPPED)
    os.execvpe(command[0], [*command, sys.executable, *sys.argv], {**os.environ, INSIDE: "1"})
