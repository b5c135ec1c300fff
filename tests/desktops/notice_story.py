# SPDX-License-Identifier: GPL-3.0-or-later
"""What one notification daemon shows of an outage, a trouble, a refused password, a recovery, an organisation's
message and a practice; and where a click on it leads."""

import datetime
import json
import pathlib

from gi.repository import GLib

import screen_reader
import story
from dovecot import PASSWORD
from notice_monitor import NoticeMonitor

MESSAGE = "We know. Do not call the help desk; use the bridge."
QUICK_SECONDS = 20
PRACTICE_SPEED = 8.0
MARGIN = 6
# A window that is not drawn yet has one or two; letters with smooth edges have many.
FEWEST_COLOURS = 8
# How often the screen is looked at to say that nothing comes up, some tenths of a second in all.
QUIET_LOOKS = 8
LOW, NORMAL, CRITICAL = range(3)
# What a user, an organisation or a provider may call something, as far as a plan takes it.
HOSTILE_NAMES = {"work": "<b>Work</b> &amp; \u202edrawkcab\u202c", "private": "Private" + " and so on" * 100,
                 "bridge": "<img src='/etc/motd'/> & <a href='x'>Bridge</a>", "example-mail": "<i>Example</i> & Mail"}


def moment(seconds):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)).strftime(
        "%Y-%m-%dT%H:%M:%SZ")


class NoticeStory:
    """One telling; two accounts at one provider are watched."""

    def __init__(self, host, lantern, sheet):
        self.host, self.lantern, self.sheet = host, lantern, sheet
        self.desktop = host.desktop
        self.screen = screen_reader.ScreenReader(self.desktop)
        self.notices = self.daemon = None
        self.empty = self.bare = self.bare_shot = self.other = None
        lantern.wear_icon()

    # Helpers

    def recover(self):
        """After a failure: no window, and all is well."""
        self.start_server()
        if self.host.has_do_not_disturb and self.daemon is not None:
            self.host.set_do_not_disturb(False)
        if self.host.windows():
            self.lantern.close_window()
        self.close_other_window()
        self.host.rest_pointer()

    def start_server(self):
        """Also where a step that has failed has left it running."""
        if self.lantern.server.process is None:
            self.lantern.server.start()

    def open_other_window(self):
        self.other = self.host.open_other_window()

    def close_other_window(self):
        if self.other is not None:
            self.desktop.end(self.other)
        self.host.rest_pointer()

    def wait_for_notice(self, words, text=""):
        """Waits until there is one notice, with these words in its title and this text in its body; returns it."""
        def look():
            titles = self.notices.titles()
            return titles[0] if len(titles) == 1 and words in titles[0] and text in self.notices.body(titles[0]) else None
        try:
            title = self.desktop.wait_until(look, f"one notice “{words}”", QUICK_SECONDS)
        except TimeoutError as error:
            raise AssertionError(f"no single notice “{words}” with “{text}”, but {self.notices.shown}; told: {self.notices.told[-3:]}") from error
        assert "<" not in title + self.notices.body(title) and "&" not in title + self.notices.body(title)
        return title, self.notices.body(title)

    def wait_for_title(self, words):
        """Waits until there is a notice with these words in its title, whatever else there is; returns its title."""
        return self.desktop.wait_until(lambda: next((title for title in self.notices.titles() if words in title), None),
                                       f"a notice “{words}”", QUICK_SECONDS)

    def clear_screen(self):
        """Closes all notices, as the user may have done by now."""
        self.host.close_notices(self.notices)
        self.desktop.wait_until(lambda: not self.notices.shown, "the notices to go")
        self.host.rest_pointer()
        # notification-daemon leaves them on the screen for their usual time.
        area = self.host.open_area()
        self.desktop.wait_until(lambda: self.host.wait_for_rest(area, QUIET_LOOKS) == self.empty, "an empty screen")
        self.bare = self.host.wait_for_rest(self.host.notice_area())
        self.bare_shot = self.host.snapshot("bare")

    def find_drawn_notice(self):
        """Returns the place of what is on the screen now, None as long as nothing is written in it."""
        area = self.host.changed_area(self.bare_shot, self.host.snapshot("notice"), self.host.notice_area())
        pixels = self.host.pixels(area)
        colours = {pixels[index:index + 3] for index in range(0, len(pixels), 3)}
        return area if len(colours) >= FEWEST_COLOURS else None

    def see(self, words, title):
        """Takes a picture of the notice with this in its title; returns its place."""
        self.host.wait_for_notice(self.bare, title)
        area = self.desktop.wait_until(self.find_drawn_notice, "words in the notice")
        self.sheet.add(words, (area[0] - MARGIN, area[1] - MARGIN, area[2] + 2 * MARGIN, area[3] + 2 * MARGIN))
        return area

    def click(self, area):
        self.host.move(*self.host.action_point(area))
        self.host.press(self.host.opening_button)

    def wait_for_front(self):
        self.desktop.wait_until(lambda: self.host.windows() and self.host.active_window() in self.host.windows(),
                                "the window in front", QUICK_SECONDS)

    # The steps

    def tells_an_outage_of_two_accounts_once(self):
        self.daemon = self.host.start_notices()
        self.host.rest_pointer()
        self.bare = self.host.wait_for_rest(self.host.notice_area(), 4)
        self.bare_shot = self.host.snapshot("bare")
        self.empty = self.host.wait_for_rest(self.host.open_area())
        self.notices = NoticeMonitor(self.desktop)
        self.lantern.start()
        self.lantern.sign_in()
        self.lantern.server.stop()
        self.lantern.wait_for_states("outage")
        _title, body = self.wait_for_notice("It looks like their side", "Accounts: ")
        assert "Work" in body and "Private" in body and "Use: Telephone bridge." in body, body
        self.see("outage", "It looks like their side")

    def says_in_place_that_the_provider_admits_it(self):
        self.lantern.page.set_outage("Mail sign-in is failing")
        self.wait_for_notice("It is not you", "Mail sign-in is failing")
        self.see("outage admitted", "It is not you")

    def tells_a_restarted_daemon_what_is_down(self):
        if self.host.restart_obstacle:
            return self.host.restart_obstacle
        self.desktop.end(self.daemon)
        self.notices.shown.clear()
        self.daemon = self.host.start_notices()
        self.wait_for_notice("It is not you", "Mail sign-in is failing")
        self.see("outage after a restart", "It is not you")
        return None

    def tells_the_recovery_in_its_place(self):
        self.start_server()
        self.lantern.page.set_green()
        self.lantern.wait_for_states("ok")
        self.wait_for_notice("works again", "less than a minute")
        self.see("recovery", "works again")

    def opens_the_fallback_page_of_a_window_that_did_not_run(self):
        self.lantern.server.stop()
        self.lantern.wait_for_states("outage")
        self.wait_for_notice("It looks like their side", "Accounts: ")
        area = self.see("second outage", "It looks like their side")
        self.open_other_window()
        self.click(area)
        self.screen.wait_for("Telephone bridge")
        self.wait_for_front()
        self.sheet.add("after the click")
        self.close_other_window()

    def raises_the_window_that_runs(self):
        self.start_server()
        self.lantern.wait_for_states("ok")
        self.wait_for_notice("works again")
        self.lantern.close_window()
        self.lantern.page.set_outage("Delivery is slow")
        self.lantern.wait_for_states("degraded")
        self.wait_for_notice("reports trouble")
        area = self.see("degraded", "reports trouble")
        self.lantern.show_overview()
        self.wait_for_front()
        self.open_other_window()
        self.desktop.wait_until(lambda: self.host.active_window() not in self.host.windows(), "the other window in front")
        self.click(area)
        self.wait_for_front()
        self.screen.wait_for("Telephone bridge")
        self.close_other_window()
        self.lantern.close_window()
        self.lantern.page.set_green()
        self.lantern.wait_for_states("ok")
        self.wait_for_notice("works again")

    def raises_the_window_that_is_started_again(self):
        self.lantern.show_overview()
        self.wait_for_front()
        self.open_other_window()
        self.desktop.wait_until(lambda: self.host.active_window() not in self.host.windows(), "the other window in front")
        self.desktop.spawn([str(self.lantern.build / "app/stormlantern")])
        self.wait_for_front()
        self.close_other_window()
        self.lantern.close_window()

    def tells_of_a_refused_password(self):
        self.clear_screen()
        self.lantern.service.store_password("work", "a wrong one")
        self.lantern.wait_for_states("action-needed", "ok")
        self.wait_for_title("refused")
        self.see("action needed", "refused")
        self.lantern.service.store_password("work", PASSWORD)
        self.lantern.wait_for_states("ok")

    def is_silent_about_a_paused_lantern(self):
        self.lantern.server.stop()
        self.lantern.wait_for_states("outage")
        self.wait_for_title("their side")
        self.lantern.call("Pause", GLib.Variant("(u)", (3600,)))
        self.desktop.wait_until(lambda: not any("their side" in title for title in self.notices.titles()),
                                "the notice to go", QUICK_SECONDS)
        self.start_server()
        self.lantern.call("Resume")
        self.lantern.wait_for_states("ok")

    def shows_an_organisation_s_message(self):
        plan = {"version": 1, "organisation": {"name": "Example Organisation", "notice": {
            "text": MESSAGE, "valid_from": moment(-60), "valid_until": moment(3600)}}}
        path = pathlib.Path(self.desktop.environment["XDG_CONFIG_DIRS"].split(":")[0]) / "stormlantern/plan.json"
        self.clear_screen()
        # A service that runs might read it at once, tell of it, and not tell of it again after its next start.
        self.lantern.stop()
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(plan))
        self.lantern.start()
        self.desktop.wait_until(lambda: "Message from Example Organisation" in self.notices.titles(), "the message",
                                QUICK_SECONDS)
        assert self.notices.body("Message from Example Organisation") == MESSAGE
        self.see("organisation", "Message from Example Organisation")

    def keeps_the_outage_of_an_important_account(self):
        self.lantern.follow_plan(important=["work"], other_names={"work": "Work, important"})
        self.clear_screen()
        self.lantern.server.stop()
        self.lantern.wait_for_states("outage")
        title, _body = self.wait_for_notice("It looks like their side", "Accounts: Work, important, Private")
        assert self.notices.urgency(title) == CRITICAL, self.notices.shown
        self.see("important", title)
        self.host.wait_until_ordinary_notices_are_gone(self.notices, title)
        assert title in self.notices.titles(), self.notices.shown
        self.see("important later", title)
        self.start_server()
        self.lantern.wait_for_states("ok")
        self.wait_for_notice("works again")
        self.lantern.follow_plan(other_names={"work": "Work"})

    def is_silent_when_the_user_is_not_to_be_disturbed(self):
        if not self.host.has_do_not_disturb:
            return "it has no such setting"
        self.clear_screen()
        self.host.set_do_not_disturb(True)
        area = self.host.open_area()
        quiet = self.host.wait_for_rest(area, QUIET_LOOKS)
        self.lantern.server.stop()
        self.lantern.wait_for_states("outage")
        # A daemon may give another number each time to what it does not show.
        title = self.wait_for_title("their side")
        assert self.notices.urgency(title) == NORMAL, self.notices.shown
        assert self.host.wait_for_rest(area, QUIET_LOOKS) == quiet, "something came up"
        assert self.host.keeps(title), "it is lost"
        self.sheet.add("not disturbed")
        self.host.set_do_not_disturb(False)
        if self.host.shows_missed_notices:
            self.see("afterwards", title)
        self.start_server()
        self.lantern.wait_for_states("ok")
        title = self.wait_for_title("works again")
        self.see("recovery afterwards", title)
        return None

    def shows_hostile_names_as_they_are_written(self):
        self.lantern.follow_plan(other_names=HOSTILE_NAMES)
        self.clear_screen()
        self.lantern.server.stop()
        self.lantern.wait_for_states("outage")
        title, _body = self.wait_for_notice("It looks like their side", "‹b›Work‹/b› and amp; drawkcab")
        self.see("hostile names", title)
        self.start_server()
        self.lantern.wait_for_states("ok")
        self.lantern.follow_plan(other_names={"work": "Work", "private": "Private"})

    def shows_a_practice(self):
        self.lantern.wait_for_states("ok")
        self.clear_screen()
        self.lantern.call("StartDrill", GLib.Variant("(sd)", ("signin-outage", PRACTICE_SPEED)))
        self.wait_for_title("Practice: ")
        self.see("practice", "Practice: ")
        self.desktop.wait_for_name("io.github.stormlantern.StormLantern.Practice", present=False)


STEPS = [NoticeStory.tells_an_outage_of_two_accounts_once,
         NoticeStory.says_in_place_that_the_provider_admits_it,
         NoticeStory.tells_a_restarted_daemon_what_is_down,
         NoticeStory.tells_the_recovery_in_its_place,
         NoticeStory.opens_the_fallback_page_of_a_window_that_did_not_run,
         NoticeStory.raises_the_window_that_runs,
         NoticeStory.raises_the_window_that_is_started_again,
         NoticeStory.tells_of_a_refused_password,
         NoticeStory.is_silent_about_a_paused_lantern,
         NoticeStory.keeps_the_outage_of_an_important_account,
         NoticeStory.is_silent_when_the_user_is_not_to_be_disturbed,
         NoticeStory.shows_hostile_names_as_they_are_written,
         NoticeStory.shows_an_organisation_s_message,
         NoticeStory.shows_a_practice]


def tell(host, lantern, sheet):
    """Tells the story on a desktop that has started; returns the number of failures."""
    return story.tell(NoticeStory(host, lantern, sheet), STEPS)
