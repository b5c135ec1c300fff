# SPDX-License-Identifier: GPL-3.0-or-later
"""Lays the layers of the tray's lantern over each other, for panels that only know icon names.

usage: compose-icon.py OUTPUT LAYER..."""
import sys
import xml.etree.ElementTree as xml

SVG = "http://www.w3.org/2000/svg"
SIZE = 48


def main():
    output, *layers = sys.argv[1:]
    xml.register_namespace("", SVG)
    picture = xml.Element(f"{{{SVG}}}svg", {"width": str(SIZE), "height": str(SIZE), "viewBox": f"0 0 {SIZE} {SIZE}"})
    for layer in layers:
        picture.extend(xml.parse(layer).getroot())
    xml.ElementTree(picture).write(output, encoding="utf-8", xml_declaration=True)


main()
