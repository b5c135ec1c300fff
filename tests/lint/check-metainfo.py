#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a software centre shows of the program is valid, complete and fit to be seen: the metainfo with its texts,
addresses, colours and pictures, the icons and the desktop file it points at.

usage: check-metainfo.py SOURCE_ROOT METAINFO_FILE DESKTOP_FILE VERSION
Sources: https://docs.flathub.org/docs/for-app-authors/metainfo-guidelines and its quality-guidelines,
https://www.freedesktop.org/software/appstream/docs/chap-Metadata.html"""
import configparser
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree

APPLICATION = "io.github.stormlantern.StormLantern"
# AppStream 1.0; Debian 12 has a validator for 0.16, which does not know the element.
NEW_ELEMENTS = ["developer"]
NAME_MAX, SUMMARY_MIN, SUMMARY_MAX, CAPTION_MAX = 20, 10, 35, 100
DESCRIPTION_MIN, LIST_MAX = 200, 10
PICTURE_MAX = (1000, 700)
PICTURE_BYTES_MAX = 300000
ADDRESSES = ["homepage", "bugtracker", "vcs-browser"]
# Not by themselves: they say how it is made, not what it is for.
POOR_CATEGORIES = {"GTK", "Qt", "KDE", "GNOME", "XFCE", "DDE", "Java", "Motif", "Application"}
# WCAG 2.1, 1.4.3, for large text: the name stands on the colour, dark on light and light on dark.
CONTRAST_MIN = 3.0
INK = {"light": (0, 0, 0), "dark": (255, 255, 255)}
SKIPPED = 77


def faults_of_validation(metainfo):
    report = subprocess.run(["appstreamcli", "validate", "--no-net", "--no-color", str(metainfo)], capture_output=True,
                            text=True, check=False)
    for line in report.stdout.splitlines():
        found = re.match(r"[EWI]: \S+ (\S+)(?: (.*))?$", line)
        if found and not (found.group(1) == "unknown-tag" and found.group(2) in NEW_ELEMENTS):
            yield f"appstreamcli: {line}"


def faults_of_texts(root):
    name, summary = root.findtext("name", ""), root.findtext("summary", "")
    if not 0 < len(name) <= NAME_MAX:
        yield f"the name has {len(name)} characters; {NAME_MAX} at most"
    if not SUMMARY_MIN <= len(summary) <= SUMMARY_MAX:
        yield f"the summary has {len(summary)} characters; {SUMMARY_MIN} to {SUMMARY_MAX}"
    if summary.endswith(".") or name.lower() in summary.lower() or re.match(r"(an?|the) ", summary, re.IGNORECASE):
        yield "the summary repeats the name, begins with an article or ends with a full stop"
    description = root.find("description")
    if description is None or len("".join(description.itertext())) < DESCRIPTION_MIN:
        yield f"the description is shorter than {DESCRIPTION_MIN} characters"
    elif len(description.findall(".//li")) > LIST_MAX:
        yield f"the description lists more than {LIST_MAX} things"


def faults_of_facts(root, version):
    if root.get("type") != "desktop-application" or root.findtext("id") != APPLICATION:
        yield "it is not the desktop-application " + APPLICATION
    if root.findtext("launchable[@type='desktop-id']") != APPLICATION + ".desktop":
        yield "launchable does not name the desktop file"
    for element in ("metadata_license", "project_license"):
        if not root.findtext(element):
            yield f"{element} is missing"
    developer = root.find("developer")
    if developer is None or not developer.get("id") or not developer.findtext("name"):
        yield "developer with an id and a name is missing"
    if root.find("content_rating[@type='oars-1.1']") is None:
        yield "content_rating oars-1.1 is missing"
    addresses = {url.get("type"): url.text for url in root.findall("url")}
    for kind in ADDRESSES:
        if not addresses.get(kind, "").startswith("https://"):
            yield f"the url of type {kind} is missing, or is not https"
    newest = root.find("releases/release")
    if newest is None or newest.get("version") != version:
        yield f"the newest release is not {version}"
    for release in root.findall("releases/release"):
        if not release.get("date") or release.find("description") is None:
            yield f"release {release.get('version')}: the date or the description is missing"


def luminance(channels):
    """WCAG 2.1, relative luminance."""
    linear = [value / 255 / 12.92 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def faults_of_colours(root):
    for scheme, ink in INK.items():
        colour = root.findtext(f"branding/color[@type='primary'][@scheme_preference='{scheme}']", "")
        if not re.fullmatch(r"#[0-9a-f]{6}", colour):
            yield f"the branding colour for the {scheme} scheme is missing"
            continue
        darker, lighter = sorted([luminance(bytes.fromhex(colour[1:])), luminance(ink)])
        if (lighter + 0.05) / (darker + 0.05) < CONTRAST_MIN:
            yield f"{colour} has too little contrast to the text of the {scheme} scheme"


def size_of_png(path):
    """Returns (width, height): PNG specification, 11.2.2 (IHDR)."""
    content = path.read_bytes()
    return struct.unpack(">II", content[16:24]) if content[:8] == b"\x89PNG\r\n\x1a\n" else None


def faults_of_pictures(root, source, version):
    screenshots = root.findall("screenshots/screenshot")
    if [screenshot.get("type") for screenshot in screenshots].count("default") != 1:
        yield "one screenshot must be the default"
    for screenshot in screenshots:
        caption, image = screenshot.findtext("caption", ""), screenshot.find("image")
        if not 0 < len(caption) <= CAPTION_MAX or caption.endswith(".") or caption[0].isdigit():
            yield f"the caption “{caption}” is missing, too long, or no heading"
        found = re.fullmatch(rf"https://\S+/v{re.escape(version)}/(data/screenshots/[\w-]+\.png)", image.text)
        if not found or not (source / found.group(1)).exists():
            yield f"{image.text} does not name a PNG in data/screenshots as it was at v{version}"
            continue
        size = size_of_png(source / found.group(1))
        if size != (int(image.get("width")), int(image.get("height"))):
            yield f"{found.group(1)} is {size}, which the image's width and height do not say"
        elif size[0] > PICTURE_MAX[0] or size[1] > PICTURE_MAX[1]:
            yield f"{found.group(1)} is larger than {PICTURE_MAX}"
        if (source / found.group(1)).stat().st_size > PICTURE_BYTES_MAX:
            yield f"{found.group(1)} has more than {PICTURE_BYTES_MAX} bytes"


def faults_of_icons(source):
    for name in (f"scalable/apps/{APPLICATION}.svg", f"symbolic/apps/{APPLICATION}-symbolic.svg"):
        path = source / "icons/hicolor" / name
        if not path.exists():
            yield f"{name} is missing"
            continue
        drawing = xml.etree.ElementTree.parse(path).getroot()
        if drawing.get("width") != drawing.get("height"):
            yield f"{name} is not square"


def faults_of_desktop_entry(path):
    parser = configparser.ConfigParser(interpolation=None, delimiters=["="])
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    entry = parser["Desktop Entry"]
    if entry.get("Icon") != APPLICATION:
        yield "Icon is not the application's [desktop-file-icon-key-wrong-value]"
    if not entry.get("Exec") or "flatpak" in entry["Exec"]:
        yield "Exec does not name the program [desktop-file-exec-has-flatpak-run]"
    if entry.get("Hidden") == "true" or entry.get("NoDisplay") == "true":
        yield "the entry is not shown [desktop-file-is-hidden]"
    if not set(entry.get("Categories", "").strip(";").split(";")) - POOR_CATEGORIES:
        yield "no category says what it is for [desktop-file-low-quality-category]"


def main(source, metainfo, desktop_entry, version):
    if shutil.which("appstreamcli") is None:
        print("appstreamcli is not installed; install the package appstream")
        return SKIPPED
    source = pathlib.Path(source)
    root = xml.etree.ElementTree.parse(metainfo).getroot()
    problems = [*faults_of_validation(metainfo), *faults_of_texts(root), *faults_of_facts(root, version),
                *faults_of_colours(root), *faults_of_pictures(root, source, version), *faults_of_icons(source),
                *faults_of_desktop_entry(desktop_entry)]
    print("\n".join(problems))
    return 1 if problems else 0


sys.exit(main(*sys.argv[1:]))
