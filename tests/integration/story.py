# SPDX-License-Identifier: GPL-3.0-or-later
"""A story that is told on a whole desktop of its own, step by step, as TAP. The program that imports this is called as
PROGRAM SOURCE_ROOT BUILD_ROOT."""
import pathlib
import sys

SOURCE, BUILD = (pathlib.Path(argument).resolve() for argument in sys.argv[1:3])
sys.path.append(str(SOURCE / "tests" / "support"))

import desktop_session  # noqa: E402
import screen_reader  # noqa: E402

WINDOW = "io.github.stormlantern.StormLantern"
SCREENSHOTS = BUILD / "screenshots"


class Story:
    """What every story has: a desktop, eyes and a camera. Its steps are methods without arguments; each is one truth
    that a user would see or hear, and its name is the sentence that is printed."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.screen = screen_reader.ScreenReader(desktop)

    def begin(self):
        """Prepares what the steps need."""

    def end(self):
        """Ends what begin() started, also after a failure."""

    def picture(self, name):
        """Saves the screen as screenshots/STORY-NAME.png."""
        self.desktop.screenshot(str(SCREENSHOTS / f"{type(self).__name__.lower()}-{name}.png"))


def tell(story_class, steps, prepare=None, **options):
    """Tells a story and returns the exit status. prepare(desktop) is called before the desktop starts, to change its
    environment; the options are those of DesktopSession."""
    missing = desktop_session.missing_programs()
    if missing:
        print(f"1..0 # SKIP these programs are missing: {' '.join(missing)}")
        return 0
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    print(f"1..{len(steps)}", flush=True)
    desktop = desktop_session.DesktopSession(size="1100x760", **options)
    if prepare is not None:
        prepare(desktop)
    screen_reader.allow(desktop)
    with desktop:
        story = story_class(desktop)
        try:
            story.begin()
            for number, step in enumerate(steps, 1):
                step(story)
                print(f"ok {number} - {step.__name__.replace('_', ' ')}", flush=True)
        except Exception:
            story.picture("failed")
            print(f"# on the screen: {story.screen.texts()}")
            print(f"# {desktop.read_logs()}".replace("\n", "\n# "))
            raise
        finally:
            story.end()
    return 0
