"""What passes between the parts of an import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct, field

# What old front matter says: texts as they were written, never typed by the look of them.
Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Front: TypeAlias = "dict[str, Value]"
System = Literal["hugo", "jekyll", "eleventy", "pelican", "wordpress"]
State = Literal["imported", "unchanged", "skipped"]

SYSTEMS: tuple[System, ...] = ("hugo", "jekyll", "eleventy", "pelican", "wordpress")


class ImportRefusedError(ValueError):
    """An import that can't begin: no archive there, or a mapping that says what can't be."""


class UnreadableError(ValueError):
    """A file that can't be read as a post; the message says why, in words that follow "skipped"."""


class Post(Struct, frozen=True):
    """One post of the old archive, as it is there.

    ``source`` is its path below the archive, with forward slashes (of WordPress: the export's, ``#`` and the post's
    number). ``slug`` and ``day`` are what the file's name says, "" where it says nothing.
    """

    source: str
    slug: str
    front: Mapping[str, Value]
    body: str
    day: str = ""
    draft: bool = False
    addresses: tuple[str, ...] = ()  # paths at which the old site is known to have had it
    folder: Path = field(default=Path())  # that its pictures are looked for in


class Outcome(Struct, frozen=True):
    """What was done with one file: ``source`` in the old archive, ``target`` below the content folder, or why not."""

    state: State
    source: str
    target: str = ""
    why: str = ""
