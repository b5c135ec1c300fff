# SPDX-License-Identifier: GPL-3.0-or-later
"""How a story is told: step after step, each one truth that a user would see, reported as TAP does."""

import time
import traceback

LONGEST_REASON = 1000  # characters; the programs' own words follow


def tell(story, steps):
    """Takes the steps, functions of the story; one that fails leaves a picture and does not hold up the
    others, unless it is the first. A step returns why it has to be skipped, or None."""
    print(f"1..{len(steps)}", flush=True)
    failures = 0
    for number, step in enumerate(steps, 1):
        began = time.monotonic()
        words = f"{number} - {story.host.title}: {step.__name__.replace('_', ' ')}"
        try:
            reason = step(story)
            print(f"ok {words}" + (f" # SKIP {reason}" if reason else f" ({time.monotonic() - began:.1f} s)"), flush=True)
        except Exception as error:
            failures += 1
            story.sheet.add(f"FAILED {step.__name__.replace('_', ' ')}")
            print(f"not ok {words}: {type(error).__name__}: {str(error).partition(' Logs: ')[0][:LONGEST_REASON]}", flush=True)
            print("# " + "".join(traceback.format_exception(error, chain=False))[-1500:].replace("\n", "\n# "), flush=True)
            if number == 1:
                print("Bail out! Nothing can be told without it.", flush=True)
                break
            story.recover()
    return failures
