# SPDX-License-Identifier: GPL-3.0-or-later
"""The upstream archives of the manifest's modules, taken from Debian, whose index of sources is signed.

    missing = debian_sources.fetch(modules, folder)

Each archive must stand in that index with the very checksum that the manifest names. It is laid out as
flatpak-builder --extra-sources=FOLDER wants it: downloads/SHA256/NAME."""
import hashlib
import pathlib
import re
import subprocess

# The manifest takes what Debian 12 has, under Debian's own names.
SUITE = "bookworm"
PACKAGES = {"libqrencode": "qrencode", "gsasl": "gsasl"}
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
STANZA = re.compile(r"^Version: (\S+)$.*?^ ([0-9a-f]{64}) \d+ (\S+\.orig\.tar\.\w+)$", re.MULTILINE | re.DOTALL)


class SourceIndex:
    """Debian's index of sources, kept apart from what apt of this machine knows."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("lists/partial", "cache/archives/partial", "archives"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        archive = self._run("apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages").splitlines()[0]
        (folder / "sources.list").write_text(f"deb-src [signed-by={KEYRING}] {archive} {SUITE} main\n")
        self._options = ["-o", f"Dir::Etc::sourcelist={folder}/sources.list", "-o", "Dir::Etc::sourceparts=/dev/null",
                         "-o", f"Dir::State::Lists={folder}/lists", "-o", f"Dir::Cache={folder}/cache"]
        self._run("apt-get", *self._options, "update", "-q")

    def _run(self, *command):
        return subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=True).stdout

    def find(self, package, sha256):
        """Returns the version and the name of the upstream archive with this checksum."""
        for stanza in self._run("apt-cache", *self._options, "showsrc", "--only-source", package).split("\n\n"):
            found = STANZA.search(stanza)
            if found and found.group(2) == sha256:
                return found.group(1), found.group(3)
        raise AssertionError(f"Debian's index has no upstream archive of {package} with the checksum {sha256}")

    def download(self, package, version, name):
        """Returns the path of an archive, or None if the archive of this machine does not hand it out."""
        try:
            self._run("apt-get", *self._options, "source", "-q", "--download-only", "--tar-only",
                      f"{package}={version}")
        except subprocess.CalledProcessError:
            return None
        return self.folder / name


def fetch(modules, folder):
    """Returns the names of the modules whose archive could not be had; those of the others lie in FOLDER."""
    index = SourceIndex(pathlib.Path(folder))
    missing = []
    for module in modules:
        for source in module["sources"]:
            if source["type"] != "archive":
                continue
            version, name = index.find(PACKAGES[module["name"]], source["sha256"])
            archive = index.download(PACKAGES[module["name"]], version, name)
            if archive is None:
                missing.append(module["name"])
                continue
            content = archive.read_bytes()
            assert hashlib.sha256(content).hexdigest() == source["sha256"], f"{archive} is not what the index says"
            place = index.folder / "downloads" / source["sha256"] / source["url"].rpartition("/")[2]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    return missing
