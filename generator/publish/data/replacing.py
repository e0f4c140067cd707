"""Files of the exports written anew in the place of old ones, whole or with a few lines others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple


class NotRevisableError(Exception):
    """The exports on disk can't be revised: they don't hold what they should, or edits bear on more of them than told.

    What it was about is in the arguments.
    """


def write_pieces(path: Path, pieces: Iterable[str | bytes | memoryview]) -> None:
    """Put a new file in the place of the old one, which may be another name of a file that is published."""
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.writelines(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    new.replace(path)


@contextmanager
def mapped(path: Path) -> Iterator[mmap]:
    """What a file holds, for whoever reads little of it."""
    with path.open("rb") as file:
        yield mmap(file.fileno(), 0, access=ACCESS_READ)


class Span(NamedTuple):
    """What stands from ``start`` to before ``end`` in a file, in bytes, and what is to stand there."""

    start: int
    end: int
    now: bytes


def write_spans(path: Path, data: mmap, spans: Iterable[Span]) -> None:
    """Put a new file in the place of the old one, whose ``data`` these are, with something else in some places."""
    pieces: list[bytes | memoryview] = []
    rest, done = memoryview(data), 0  # of so much, no copies
    for start, end, now in sorted(spans):
        pieces += (rest[done:start], now)
        done = end
    write_pieces(path, (*pieces, rest[done:]))


def line_spans(data: mmap, lines: Iterable[tuple[str, str]]) -> Iterator[Span]:
    """Where lines stand, each of which says whose it is, and what is to. NotRevisableError where one isn't there.

    Those that come in the order in which they stand are found in one go.
    """
    end = 0
    for old, new in lines:
        line = old.encode()
        start = data.find(line, end)
        if start < 0:
            start = data.find(line)
        if start < 0:
            raise NotRevisableError(old)
        end = start + len(line)
        yield Span(start, end, new.encode())


def replace_lines(path: Path, lines: Iterable[tuple[str, str]]) -> None:
    """Put other lines in the place of lines: see :func:`line_spans`."""
    with mapped(path) as data:
        write_spans(path, data, line_spans(data, lines))
