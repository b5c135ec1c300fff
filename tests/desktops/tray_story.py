# SPDX-License-Identifier: GPL-3.0-or-later
"""The lantern on one panel: how it looks, what each click does, its menu, and what happens when it, or the panel,
ends and begins again."""

import pathlib

from gi.repository import GLib

import lantern
import menu_steps
import screen_reader
import story
from contact_sheet import widen

SECONDS_PER_HOUR = 3600
QUICK_SECONDS = 20
# They would lie over what is looked at here; the bus starts a daemon for them if it finds one.
NO_NOTICES = "notifications=false"
# A picture that no lantern of ours looks like, so that it can only come from the theme.
THEME_ICON = """<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">
<rect width="16" height="16" fill="#ff00ff"/></svg>"""
THEME_PIXELS = 4


class TrayStory:
    """One telling. The panel is there first; the icon is what has changed on it since."""

    def __init__(self, host, program, sheet):
        self.host, self.lantern, self.sheet = host, program, sheet
        self.desktop = host.desktop
        self.screen = screen_reader.ScreenReader(self.desktop)
        self.panel = self.menu_area = None
        self.empty = self.bare = self.icon = self.healthy = None

    # Helpers

    def recover(self):
        """After a failure: no menu and no window, the servers run, and all is well."""
        self.host.close_menu()
        if self.host.windows():
            self.lantern.close_window()
        self.host.rest_pointer()
        if self.lantern.server.process is None:
            self.lantern.server.start()
        self.lantern.page.set_green()
        self.restart()

    def tray_pixels(self):
        return self.host.pixels(self.host.tray_area())

    def centre(self):
        x, y, width, height = self.icon
        return x + width // 2, y + height // 2

    def click(self, button, times=1):
        self.host.move(*self.centre())
        self.host.press(button, times)

    def wait_for_window(self):
        self.desktop.wait_until(self.host.windows, "the window", QUICK_SECONDS)
        assert len(self.host.windows()) == 1, self.host.windows()

    def hover(self, words):
        """Points at the lantern and takes a picture of its tool tip. Some count from a movement over the icon."""
        before = self.host.wait_for_rest(self.host.open_area())
        shot = self.host.snapshot("before")
        x, y = self.centre()
        self.host.move(x - 2, y)
        self.host.move(x, y)
        self.host.wait_for_change(before, self.host.open_area(), "the tool tip")
        self.sheet.add(words, widen(self.host.changed_area(shot, self.host.snapshot("tool-tip"))))

    def open_menu(self):
        """Opens the menu and returns its place."""
        self.menu_area = self.host.open_menu(*self.centre())
        return self.menu_area

    def choose(self, *path):
        """Goes to a line of the open menu by its labels; confirm() then does what it says."""
        self.host.choose(self.lantern.menu(), path, self.menu_area)

    def menu_change(self):
        """Returns the place of the menu with its submenu, which are open."""
        return self.host.changed_area(self.empty, self.host.snapshot("submenu"))

    def close_menu(self):
        self.host.close_menu()
        self.host.rest_pointer()

    def restart(self, *settings, **options):
        """Ends the service and starts it again, as Lantern.start() does; waits until all is well."""
        self.lantern.stop()
        self.lantern.start(NO_NOTICES, *settings, **options)
        self.lantern.wait_for_states("ok")

    def find_icon(self, area):
        """Returns the lantern's place in an area. Some panels move their other icons for it, but change no other
        with it."""
        healthy = self.host.wait_for_rest(area)
        shot = self.host.snapshot("lantern")
        self.lantern.call("Pause", GLib.Variant("(u)", (SECONDS_PER_HOUR,)))
        self.host.wait_for_change(healthy, area, "the paused lantern")
        paused = self.host.snapshot("paused")
        self.lantern.call("Resume")
        self.lantern.wait_for_states("ok")
        self.host.wait_for_look(healthy, area, "the lantern as before")
        return self.host.changed_area(shot, paused, area)

    # The steps

    def shows_the_lantern(self):
        self.panel = self.host.show_panel()
        self.host.rest_pointer()
        self.host.wait_for_rest(self.host.tray_area())
        self.empty = self.host.snapshot("empty")
        self.bare = self.tray_pixels()
        self.lantern.start(NO_NOTICES)
        self.lantern.sign_in()
        self.host.wait_for_change(self.bare, self.host.tray_area(), "the lantern on the panel")
        self.healthy = self.host.wait_for_rest(self.host.tray_area())
        self.icon = self.find_icon(self.host.tray_area())
        self.sheet.add("all is well", widen(self.icon, 60))

    def has_a_tool_tip(self):
        if not self.host.has_tool_tip:
            return "this host shows none"
        self.hover("tool tip")
        self.host.rest_pointer()
        return None

    def opens_the_window_with_its_left_click(self):
        if self.host.opening_clicks == 0:
            return "its left click shows the menu"
        other = self.host.open_other_window()
        before = self.host.wait_for_rest(self.host.open_area())
        self.click(1, self.host.opening_clicks)
        self.wait_for_window()
        self.desktop.wait_until(lambda: self.host.active_window() in self.host.windows(), "the window to be in front",
                                QUICK_SECONDS)
        # A window is there before it is drawn, and its question about logins slides in.
        self.host.wait_for_change(before, self.host.open_area(), "the window on the screen")
        self.host.wait_for_rest(self.host.open_area())
        self.sheet.add("left click")
        self.desktop.end(other)
        self.lantern.close_window()
        return None

    def opens_one_window_with_a_double_click(self):
        if self.host.opening_clicks == 0:
            return "its left click shows the menu"
        self.click(1, 2)
        self.wait_for_window()
        self.lantern.close_window()
        return None

    def opens_the_window_with_a_middle_click(self):
        if not self.host.has_middle_click:
            return "this host does not tell of it"
        self.click(2)
        self.wait_for_window()
        self.lantern.close_window()
        return None

    def takes_no_harm_from_the_wheel(self):
        self.click(4, 3)
        self.host.press(5, 3)
        self.lantern.wait_for_states("ok")
        assert not self.host.windows()
        self.host.rest_pointer()

    def shows_what_to_do_in_an_outage(self):
        self.lantern.server.stop()
        self.lantern.page.set_outage("Mail sign-in is failing")
        self.lantern.wait_for_states("outage")
        self.host.rest_pointer()
        self.host.wait_for_change(self.healthy, self.host.tray_area(), "another lantern on the panel")
        if self.host.has_tool_tip:
            self.hover("tool tip in an outage")
        if not self.host.has_menu:
            self.click(3)
        else:
            self.sheet.add("menu in an outage", widen(self.open_menu()))
            self.choose("Show what to do", "Work")
            self.sheet.add("what to do", widen(self.menu_change()))
            self.host.confirm()
            self.screen.wait_for("Telephone bridge")
        self.wait_for_window()
        self.sheet.add("after the menu")
        self.lantern.close_window()

    def recovers(self):
        self.lantern.server.start()
        self.lantern.page.set_green()
        self.lantern.wait_for_states("ok")
        self.host.rest_pointer()
        self.host.wait_for_look(self.healthy, self.host.tray_area(), "the lantern as before")

    def is_one_after_the_service_has_begun_again(self):
        self.lantern.stop()
        self.host.wait_for_look(self.bare, self.host.tray_area(), "the lantern to go")
        self.lantern.start(NO_NOTICES)
        self.lantern.wait_for_states("ok")
        self.host.wait_for_look(self.healthy, self.host.tray_area(), "one lantern on the panel")

    def comes_back_with_the_host(self):
        self.desktop.end(self.panel)
        self.desktop.wait_until(lambda: self.tray_pixels() != self.healthy, "the panel to go")
        self.panel = self.host.show_panel()
        self.host.wait_for_look(self.healthy, self.host.tray_area(), "the lantern on the new panel")

    def comes_with_a_host_that_starts_later(self):
        self.desktop.end(self.panel)
        self.restart()
        self.panel = self.host.show_panel()
        self.host.wait_for_look(self.healthy, self.host.tray_area(), "the lantern on the new panel")

    def is_on_two_hosts_at_once(self):
        area = self.host.start_second_tray()
        if area is None:
            return "there is no second one"
        self.host.rest_pointer()
        x, y, width, height = self.find_icon(area)
        self.sheet.add("two hosts")
        self.host.move(x + width // 2, y + height // 2)
        self.host.press(1)
        self.wait_for_window()
        self.lantern.close_window()
        self.desktop.end(self.host.second_tray)
        self.host.wait_for_look(self.healthy, self.host.tray_area(), "the lantern on the first host")
        return None

    def is_drawn_from_the_icon_theme_if_wanted(self):
        if not self.host.reads_icon_names:
            return "this host takes no names"
        self.desktop.end(self.panel)
        self.lantern.stop()
        data = pathlib.Path(self.desktop.environment["XDG_DATA_HOME"])
        path = data / "icons/hicolor/scalable/apps" / f"{lantern.WINDOW}-ok.svg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(THEME_ICON)
        self.panel = self.host.show_panel()
        self.lantern.start(NO_NOTICES, lantern.ICON_NAMES)
        self.lantern.wait_for_states("ok")
        self.host.rest_pointer()
        colour = bytes((self.host.icon_opacity, 0, self.host.icon_opacity)) * THEME_PIXELS
        self.desktop.wait_until(lambda: colour in self.tray_pixels(), "the icon of the theme", QUICK_SECONDS)
        self.sheet.add("drawn from the icon theme", widen(self.icon, 60))
        return None


STEPS = [TrayStory.shows_the_lantern,
         TrayStory.has_a_tool_tip,
         TrayStory.opens_the_window_with_its_left_click,
         TrayStory.opens_one_window_with_a_double_click,
         TrayStory.opens_the_window_with_a_middle_click,
         TrayStory.takes_no_harm_from_the_wheel,
         menu_steps.has_a_menu,
         menu_steps.tells_of_an_account_in_its_menu,
         menu_steps.is_paused_with_the_keys,
         menu_steps.is_paused_for_as_long_as_its_menu_says,
         menu_steps.mutes_an_account,
         menu_steps.opens_the_preferences,
         menu_steps.opens_the_practice,
         menu_steps.checks_when_it_is_told_to,
         TrayStory.shows_what_to_do_in_an_outage,
         TrayStory.recovers,
         TrayStory.is_one_after_the_service_has_begun_again,
         TrayStory.comes_back_with_the_host,
         TrayStory.comes_with_a_host_that_starts_later,
         TrayStory.is_on_two_hosts_at_once,
         TrayStory.is_drawn_from_the_icon_theme_if_wanted,
         menu_steps.ends_from_its_menu]


def tell(host, program, sheet):
    """Tells the story on a desktop that has started; returns the number of failures. program: a Lantern."""
    return story.tell(TrayStory(host, program, sheet), STEPS)
