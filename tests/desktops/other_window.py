#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else's window, in which the user works while the lantern has something to tell."""

import gi

gi.require_version("Gtk", "4.0")
from gi.repository import Gtk  # noqa: E402


def show(application):
    window = Gtk.ApplicationWindow(application=application, title="Other work", default_width=640, default_height=480)
    window.set_child(Gtk.Label(label="Other work"))
    window.present()


application = Gtk.Application(application_id="org.example.OtherWork")
application.connect("activate", show)
application.run()
