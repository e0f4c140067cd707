"""Files of the exports written anew in the place of old ones, whole or with a few lines others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path


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


def replace_lines(path: Path, lines: Iterable[tuple[str, str]]) -> None:
    """Put other lines in the place of lines, each of which says whose it is. LookupError where one isn't there."""
    with mapped(path) as data:
        write_pieces(path, with_lines(data, lines))


def with_lines(data: mmap, lines: Iterable[tuple[str, str]]) -> Iterator[bytes | memoryview]:
    """What a file holds, in pieces, with other lines in the place of some. LookupError where one isn't there."""
    places = []
    for old, new in lines:
        line = old.encode()
        place = data.find(line)
        if place < 0:
            raise LookupError(old)
        places.append((place, len(line), new.encode()))
    rest, end = memoryview(data), 0  # of so much, no copies
    for place, size, line in sorted(places):
        yield rest[end:place]
        yield line
        end = place + size
    yield rest[end:]
