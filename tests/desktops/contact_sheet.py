# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of one host, and the sheet on which all of them are seen at once."""

import pathlib
import shutil
import subprocess

COLUMNS = 4
COMMAND_SECONDS = 120
FONT = "DejaVu-Sans"
MARGIN = 6  # pixels


def widen(area, by=MARGIN):
    """Returns an area with a margin around it."""
    return (area[0] - by, area[1] - by, area[2] + 2 * by, area[3] + 2 * by)


def label(picture):
    """Returns the words of a file's name; a practice is said on a line of its own, since the pictures are narrow."""
    return picture.stem.partition("-")[2].replace("-", " ").replace(" practice", "\npractice")


def montage(pictures, path, *options):
    """Lays out pictures on one sheet, each with the words of its file's name below it."""
    labelled = [word for picture in pictures for word in ("-label", label(picture), str(picture))]
    subprocess.run(["montage", "-font", FONT, "-pointsize", "12", *options, *labelled, str(path)], check=True,
                   timeout=COMMAND_SECONDS)


class ContactSheet:
    """Collects the pictures of one story about one host in a folder."""

    def __init__(self, folder, host, story):
        self.folder = pathlib.Path(folder) / story
        self.host = host
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def _next(self, words):
        number = len(list(self.folder.glob("*.png"))) + 1
        return self.folder / f"{number:02}-{words.replace(' ', '-')}.png"

    def add(self, words, area=None):
        """Takes a picture of the screen, or of area = (x, y, width, height), cut to what is on the screen."""
        if area is not None:
            x, y = max(0, area[0]), max(0, area[1])
            area = (x, y, min(area[0] + area[2], self.host.size[0]) - x, min(area[1] + area[3], self.host.size[1]) - y)
        self.host.picture(str(self._next(words)), area)

    def add_gallery(self, words, pictures, magnified):
        """Adds small pictures as one, enlarged without any smoothing so that blur is seen; removes their files."""
        subprocess.run(["mogrify", "-scale", f"{100 * magnified}%", *[str(picture) for picture in pictures]], check=True,
                       timeout=COMMAND_SECONDS)
        montage(pictures, self._next(words), "-tile", "7x", "-geometry", "+6+6")
        for picture in pictures:
            picture.unlink()


def finish(folder, title, path):
    """Makes the sheet of all pictures below a folder."""
    pictures = sorted(pathlib.Path(folder).glob("*/*.png"))
    if pictures:
        montage(pictures, path, "-tile", f"{COLUMNS}x", "-geometry", "480x400>+10+10", "-background", "white",
                "-title", title)
    return len(pictures)
