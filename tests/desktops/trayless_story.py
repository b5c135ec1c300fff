# SPDX-License-Identifier: GPL-3.0-or-later
"""Storm Lantern on a desktop where nobody shows lanterns: the window has all there is, and speaks of no panel."""

from gi.repository import Gio

import screen_reader
import story
from desktop_session import TRAY_WATCHER_NAME
from lantern import WINDOW

LAUNCHER = "com.canonical.Unity.LauncherEntry"
NO_NOTICES = "notifications=false"
# What nobody shall read who sees no lantern.
TRAY_WORDS = ("panel", "tray", "top bar")
TRAY_ROW = "Lantern in the panel"
MENU = ("Reach People Another Way", "Check Now", "Pause", "Practise an Outage", "Preferences", "Quit and Stop Watching")


class TraylessStory:
    """One telling."""

    def __init__(self, host, program, sheet):
        self.host, self.lantern, self.sheet = host, program, sheet
        self.desktop = host.desktop
        self.screen = screen_reader.ScreenReader(self.desktop)
        self.badges = []
        self.desktop.connection.signal_subscribe(None, LAUNCHER, "Update", None, None, Gio.DBusSignalFlags.NONE,
                                                 lambda *arguments: self.badges.append(arguments[5].unpack()))

    # Helpers

    def recover(self):
        """After a failure: no window, the servers run, and all is well."""
        if self.host.windows():
            self.lantern.close_window()
        if self.lantern.server.process is None:
            self.lantern.server.start()
        self.lantern.page.set_green()
        self.lantern.wait_for_states("ok")

    def look(self, words, picture):
        """Waits for words in the window, and fails if any speaks of a panel."""
        self.screen.wait_for(words)
        self.sheet.add(picture)
        wrong = [text for text in self.screen.texts() if any(word in text.lower() for word in TRAY_WORDS)]
        assert not wrong, wrong

    def wait_for_badge(self, count):
        """Waits until docks are told of this number of accounts in trouble."""
        def look():
            return self.badges and self.badges[-1][1]["count"] == count
        self.desktop.wait_until(look, f"the badge {count}")
        address, badge = self.badges[-1]
        assert address == f"application://{WINDOW}.desktop" and badge["count-visible"] == (count > 0), self.badges[-1]

    # The steps

    def watches_without_a_tray(self):
        self.lantern.start(NO_NOTICES)
        self.lantern.sign_in()
        assert TRAY_WATCHER_NAME not in self.desktop.names()
        assert not self.lantern.service.get("TrayVisible")

    def speaks_of_none_in_its_overview(self):
        self.lantern.show_overview()
        self.look("Work", "overview")

    def has_in_its_window_what_the_menu_has(self):
        self.screen.press("Main menu")
        for label in MENU:
            self.screen.wait_for(label)
        self.look("Quit and Stop Watching", "main menu")
        self.host.keys("Escape")

    def speaks_of_none_in_its_preferences(self):
        self.lantern.act("preferences")
        self.look("Quiet hours", "preferences")

    def speaks_of_one_that_has_come(self):
        tray = self.host.start_tray()
        self.screen.wait_for(TRAY_ROW)
        tray.terminate()
        tray.wait()
        self.desktop.wait_until(lambda: TRAY_ROW not in self.screen.texts(), "the preference to go with the tray")
        self.lantern.close_window()

    def shows_an_outage_in_its_window(self):
        self.lantern.show_overview()
        self.lantern.server.stop()
        self.lantern.page.set_outage("Mail sign-in is failing")
        self.lantern.wait_for_states("outage")
        self.wait_for_badge(2)
        self.look("Show what to do", "outage")
        self.lantern.server.start()
        self.lantern.page.set_green()
        self.lantern.wait_for_states("ok")
        self.wait_for_badge(0)

    def goes_on_without_its_window(self):
        self.lantern.close_window()
        self.lantern.wait_for_states("ok")
        self.lantern.launch()
        self.desktop.wait_until(self.host.windows, "the window")
        self.lantern.launch()
        self.screen.wait_for("Work")
        assert len(self.host.windows()) == 1, self.host.windows()

    def ends_from_its_window(self):
        self.screen.press("Main menu")
        self.screen.press("Quit and Stop Watching")
        assert self.desktop.wait_for_exit(self.lantern.process) == 0
        self.desktop.wait_until(lambda: not self.host.windows(), "the window to go")

    def speaks_of_none_in_its_welcome(self):
        self.lantern.write_plan(())
        self.lantern.start(NO_NOTICES)
        self.lantern.show_overview()
        self.look("Is it you, or is it them?", "welcome")
        self.lantern.close_window()


STEPS = [TraylessStory.watches_without_a_tray,
         TraylessStory.speaks_of_none_in_its_overview,
         TraylessStory.has_in_its_window_what_the_menu_has,
         TraylessStory.speaks_of_none_in_its_preferences,
         TraylessStory.speaks_of_one_that_has_come,
         TraylessStory.shows_an_outage_in_its_window,
         TraylessStory.goes_on_without_its_window,
         TraylessStory.ends_from_its_window,
         TraylessStory.speaks_of_none_in_its_welcome]


def tell(host, program, sheet):
    """Tells the story on a desktop that has started; returns the number of failures. program: a Lantern."""
    return story.tell(TraylessStory(host, program, sheet), STEPS)
