"""The examples of generator/codes as folders of real files: what they say in words is done here."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from generator.build import understand
from generator.codes import Code
from generator.problems import Problem

TODAY = date(2031, 12, 31)
STORY = "stories/2031/example.md"
PUBLISHING = ("dead-anchor", "outside-picture", "cannot-render")
"""Codes that only a build finds."""

Files = Mapping[str, bytes]


class Example(NamedTuple):
    """One code's two examples, each as the files of a content folder."""

    wrong: Files
    right: Files


def whole(front: str, path: str = STORY, body: str = "Text.\n") -> bytes:
    """A file with this front matter; a story gets a title and a day where they aren't in it."""
    lines = front.strip("\n").splitlines()
    if path.startswith("stories/"):
        given = {line.partition(":")[0] for line in lines}
        lines = [f"{key}: {value}" for key, value in _DEFAULTS.items() if key not in given] + lines
    return "\n".join(["---", *lines, "---", body]).encode()


_DEFAULTS = {"title": "An example", "date": "2031-03-04"}


def _front_matter(text: str) -> dict[str, bytes]:
    """A part of a story's front matter, and other files, each below a line with its path."""
    parts = f"\n{text}".split("\n# content/")
    files = {STORY: whole(parts[0])} if parts[0].strip() else {}
    for part in parts[1:]:
        path, _, front = part.partition("\n")
        files[path] = whole(front, path)
    return files


def _paths(text: str) -> dict[str, bytes]:
    return {line.removeprefix("content/"): whole("") for line in text.splitlines()}


def _picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "navy").save(written, kind)
    return written.getvalue()


def _svg(inside: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


def _png_of(width: int, height: int) -> bytes:
    """A picture that says in its header that it is of this size."""
    data = bytearray(_picture("PNG"))
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return bytes(data)


def _nested(depth: int) -> str:
    return "\n".join(f"{'    ' * level}- level {level}" for level in range(depth))


_IN_WORDS: Mapping[str, Callable[[], Example]] = {
    "bad-file-name": lambda: Example(
        {os.fsdecode(b"stories/caf\xe9.md"): whole("")},
        {"stories/caf\N{LATIN SMALL LETTER E WITH ACUTE}.md": whole("")},
    ),
    "unreadable-file": lambda: Example({"stories/2031/secret.md": whole("")}, {STORY: whole("")}),
    "too-large": lambda: Example({STORY: whole("", body="x" * 3_000_000)}, {STORY: whole("", body="x" * 8_000)}),
    "not-utf8": lambda: Example({STORY: whole("", body="Caf").strip() + b"\xe9\n"}, {STORY: whole("", body="Caf\xe9")}),
    "bad-picture": lambda: Example({"images/pad.jpg": _picture("PNG")}, {"images/pad.png": _picture("PNG")}),
    "huge-picture": lambda: Example(
        {"images/pad.png": _png_of(60_000, 60_000)}, {"images/pad.png": _picture("PNG", (1_600, 1_200))}
    ),
    "unsafe-picture": lambda: Example(
        {"images/pad.svg": _svg("<script>alert(1)</script>")}, {"images/pad.svg": _svg("<circle r='4'/>")}
    ),
    "stray-control": lambda: Example(
        {STORY: whole("", body="Orbital\x0b has launched")}, {STORY: whole("", body="Orbital has launched")}
    ),
    "byte-order-mark": lambda: Example({STORY: whole("title: \ufeffOrbital")}, {STORY: whole("title: Orbital")}),
    "too-many": lambda: Example(
        {STORY: whole(f"topics: [{', '.join(f'topic {number}' for number in range(10_000))}]")},
        {STORY: whole("topics: [one, two]")},
    ),
    "cannot-render": lambda: Example({STORY: whole("", body=_nested(300))}, {STORY: whole("", body=_nested(3))}),
}


def example(code: Code) -> Example:
    """A code's two examples. A KeyError means that words have yet to be done here."""
    if code.form == "words":
        return _IN_WORDS[code.name]()
    given = _front_matter(code.given) if code.form != "text" else {}
    return Example(*({**_PICTURED, **given, **_apart(_files(code, text), given)} for text in (code.wrong, code.right)))


_PICTURED = {"images/pad-39.jpg": _picture("JPEG")}


def _apart(files: dict[str, bytes], given: Mapping[str, bytes]) -> dict[str, bytes]:
    """The example's story beside a story that is given, which is then another one."""
    if STORY in given and STORY in files:
        return {"stories/2031/another.md" if path == STORY else path: data for path, data in files.items()}
    return files


def _files(code: Code, text: str) -> dict[str, bytes]:
    if code.form == "file":
        return {STORY: text.encode()}
    if code.form == "text":
        return {STORY: whole(code.given, body=f"{text}\n")}
    if code.form == "paths":
        return _paths(text)
    return _front_matter(text)


def write(folder: Path, files: Files) -> Path:
    """The files below a new content folder; ``path -> target`` is a symbolic link."""
    for written, data in files.items():
        name, _, target = written.partition(" -> ")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if target:
            path.symlink_to(target)
        else:
            path.write_bytes(data)
    return folder


def checked(folder: Path) -> tuple[Problem, ...]:
    """What ``cuttings check`` finds, paths shown below "content"."""
    return understand(folder, "content", TODAY)[1]
