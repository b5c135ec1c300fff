# SPDX-License-Identifier: GPL-3.0-or-later
"""Xfce's panel along the lower edge, as a second host beside another desktop's."""
import desktop_session

UPPER_EDGE, LOWER_EDGE = "p=6;x=0;y=0", "p=10;x=0;y=0"


def start(host):
    """Starts it beside a host on X11; returns (x, y, width, height) of its icons when it is drawn."""
    channel = desktop_session.PANEL_CHANNEL % "false"
    host.write("xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml", channel.replace(UPPER_EDGE, LOWER_EDGE))
    area = (0, host.size[1] - host.panel_height, host.size[0], host.panel_height)
    before = host.pixels(area)
    host.second_tray = host.desktop.spawn(["xfce4-panel", "--disable-wm-check"])
    host.wait_for_change(before, area, "the second panel")
    return area
