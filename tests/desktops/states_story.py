# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state of the lantern on one panel at one scale, with and without the flag of a practice."""

import story
from contact_sheet import widen
from demo_program import Demo

STATES = ("ok", "degraded", "outage", "action-needed", "offline", "unknown", "paused")
# From the sign on the lantern, which alone changes, to its edges and a little further, in pixels.
AROUND_SIGN = 11
# How often in a row the panel must look the same.
QUIET_LOOKS = 4


class StatesStory:
    """One telling, with a program that shows what it is told."""

    def __init__(self, host, sheet, scale):
        self.host, self.sheet, self.scale = host, sheet, scale

    def recover(self):
        """Nothing is left open."""

    def find_icon(self, demo, area, last):
        """Returns the lantern's place and what the panel looks like then. Some panels move their other icons for it, but
        change no other with it."""
        shots = []
        for state in ("paused", "outage"):
            demo.tell(f"state {state}")
            self.host.wait_for_change(last, area, "the lantern on the panel")
            # A panel may draw the place first and the lantern a moment later.
            last = self.host.wait_for_rest(area, QUIET_LOOKS)
            shots.append(self.host.snapshot(state))
        return widen(self.host.changed_area(*shots, area), AROUND_SIGN * self.scale), last

    def shows_every_state(self, program):
        """Shows them and fails if two look alike."""
        area = self.host.tray_area(self.scale)
        self.host.show_panel(self.scale)
        self.host.rest_pointer()
        empty = self.host.wait_for_rest(area)
        demo = Demo(self.host.desktop, str(program))
        demo.tell(f"icons {'pixmaps' if self.host.draws_pixmaps else 'names'}")
        icon, last = self.find_icon(demo, area, empty)
        pictures, seen = [], [empty]
        for kind in ("state", "practice"):
            for state in STATES:
                demo.tell(f"{kind} {state}")
                last = self.host.wait_for_change(last, area, f"the lantern in the state {state}")
                assert last not in seen, f"{kind} {state} looks like another"
                seen.append(last)
                pictures.append(self.sheet.folder / f"{len(pictures):02}-{state}{' practice' * (kind == 'practice')}.png")
                self.host.picture(str(pictures[-1]), (max(0, icon[0]), max(0, icon[1]), icon[2], icon[3]))
        demo.end()
        self.sheet.add_gallery(f"states at {self.scale}x", pictures, 4 // self.scale)


def tell(host, sheet, scale, program):
    """Tells the story on a desktop that has started; returns the number of failures. program: desktop-demo."""
    def shows_every_state_with_a_picture_of_its_own(gallery):
        gallery.shows_every_state(program)

    return story.tell(StatesStory(host, sheet, scale), [shows_every_state_with_a_picture_of_its_own])
