"""Which files are in the content folder, and which don't belong there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from generator import codes
from generator.problems import Position, Problem
from generator.read.side_files import is_side_file
from generator.values.names import closest

FOLDERS = ("companies", "images", "pages", "people", "stories", "topics")
_FLAT = ("companies", "people", "topics")  # folders without folders in them
_PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_START = Position(1, 1)
_OF_EDITORS = (".swp", ".swo", ".swx")  # what Vim keeps beside a file that is open
_DEEPEST = 40  # folders in folders


class Found(NamedTuple):
    """One file that belongs: its path below the content folder, with forward slashes, and where it is."""

    path: str
    file: Path


class Listing(NamedTuple):
    """The files that belong, in order of path, and a problem for each that doesn't."""

    files: tuple[Found, ...]
    problems: tuple[Problem, ...]


def find_files(root: Path, shown: str) -> Listing:
    """Every file below ``root``, followed through no symbolic link that leads elsewhere.

    OSError where ``root`` itself can't be listed.
    """
    walk = _Walk(os.path.realpath(root), shown, [])
    files = sorted(walk.folder(str(root), "", 0))
    return Listing(tuple(files), tuple(walk.problems))


def printable(text: str) -> str:
    """A file's name or path as it can be printed on one line, whatever bytes it is made of."""
    return "".join(
        character if character.isprintable() else ascii(character)[1:-1].replace("\\udc", "\\x") for character in text
    )


def _is_nobodys(entry: os.DirEntry[str]) -> bool:
    return is_side_file(entry.name) and not entry.is_dir()


class _Walk(Struct, frozen=True):
    real_root: str
    shown: str
    problems: list[Problem]

    def folder(self, folder: str, path: str, depth: int) -> Iterator[Found]:
        """The files in ``folder``, which is ``path`` below the root ("" for the root itself)."""
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        for entry in entries:
            yield from self._entry(entry, f"{path}/{entry.name}" if path else entry.name, depth)

    def _entry(self, entry: os.DirEntry[str], path: str, depth: int) -> Iterator[Found]:
        if not path or path == "README.md" or _is_nobodys(entry) or not self._name_is_fit(entry.name, path):
            return
        if entry.is_symlink() and not self._link_is_fit(entry, path):
            return
        try:
            if entry.is_dir():
                if self._folder_is_fit(path, depth):
                    yield from self.folder(entry.path, path, depth + 1)
                return
            mode = entry.stat().st_mode
        except FileNotFoundError:
            return  # it was there when the folder was listed, and isn't now
        except OSError as error:
            self._report("unreadable-file", path, f"this can't be read ({error.strerror}); make it readable")
            return
        if not stat.S_ISREG(mode):
            self._report(
                "misplaced-file", path, "this is no file but a device or a pipe; take it out of the content folder"
            )
        elif self._file_is_fit(path):
            yield Found(path, Path(entry.path))

    def _report(self, code: str, path: str, message: str) -> None:
        shown = f"{self.shown.rstrip('/')}/{path}" if self.shown else path
        self.problems.append(codes.problem(code, printable(shown), _START, message))

    def _name_is_fit(self, name: str, path: str) -> bool:
        if name.startswith("."):
            message = "files and folders whose names begin with a dot don't belong here; take it out"
            if name.endswith(_OF_EDITORS) or name.startswith(".#"):
                message += ", and have your editor keep such files elsewhere (docs/editors.md)"
            self._report("misplaced-file", path, message)
            return False
        if any(0xDC80 <= ord(character) <= 0xDCFF for character in name):
            self._report("bad-file-name", path, "this file's name isn't UTF-8; rename it")
            return False
        if not name.isprintable():
            self._report("bad-file-name", path, "this file's name has characters that can't be seen; rename it")
            return False
        return True

    def _link_is_fit(self, entry: os.DirEntry[str], path: str) -> bool:
        """Whether a symbolic link leads to a file inside the content folder."""
        real = os.path.realpath(entry.path)
        message = ""
        try:
            target = Path(entry.path).stat()
        except FileNotFoundError:
            message = "this symbolic link leads nowhere; put the file itself here, or delete the link"
        except OSError:
            message = "this symbolic link leads round in a circle; put the file itself here, or delete the link"
        else:
            inside = os.path.commonpath([self.real_root, real]) == self.real_root
            if not inside:
                message = "this symbolic link leads out of the content folder; put the file itself here"
            elif stat.S_ISDIR(target.st_mode):
                around = os.path.commonpath([real, os.path.realpath(Path(entry.path).parent)]) == real
                message = "this symbolic link leads to a folder"
                message += " that it is in itself, round in a circle" if around else ""
                message += "; put the folder itself here, or delete the link"
        if message:
            self._report("bad-symlink", path, message)
        return not message

    def _folder_is_fit(self, path: str, depth: int) -> bool:
        top, _, below = path.partition("/")
        if top not in FOLDERS:
            near = closest(top, FOLDERS)
            message = f'the content folder has no "{top}" in it; ' + (
                f'did you mean "{near}"?' if near else f"it has {', '.join(FOLDERS)}"
            )
            self._report("misplaced-file", path, message)
            return False
        if below and top in _FLAT:
            self._report("misplaced-file", path, f'profiles stand in "{top}" itself, not in folders; move them up')
            return False
        if depth > _DEEPEST:
            self._report("misplaced-file", path, f"folders stand in each other over {_DEEPEST} deep here; move this up")
            return False
        return True

    def _file_is_fit(self, path: str) -> bool:
        top, slash, _ = path.partition("/")
        ending = os.path.splitext(path)[1]  # noqa: PTH122 -- a Path for each of 20,000 files takes a fifth of a second
        if not slash:
            message = f"no file but README.md stands here itself; move it into one of {', '.join(FOLDERS)}"
        elif top == "images":
            if ending.lower() in _PICTURES:
                return True
            message = f"this is no picture that browsers show; those end in {', '.join(_PICTURES)}"
        elif ending == ".md":
            return True
        else:
            message = f'this file doesn\'t belong here; what stands in "{top}" ends in .md'
        self._report("misplaced-file", path, message)
        return False
