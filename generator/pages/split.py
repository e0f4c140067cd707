"""Long lists in parts, so that no page holds the whole archive: by year, by letter, by number.

A part keeps its file while its own entries do: a story of 2024 changes the part of 2024, and a new
person changes the part of their letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct

from generator.pages.addresses import part_path
from generator.values.names import match_key

T = TypeVar("T")

INDEX_LIMIT = 200  # entries that an index shows on one page
ENTITY_LIMIT = 100  # stories, facts or people that a section of somebody's own page shows
PART_LIMIT = 400  # entries on one part, where a year or a letter alone has more
SECTION_LIMIT = 30  # the same, of entries that are sections with lists of their own: claims, disputes
SHORT = 30  # what a page shows of a list that is in parts


def shown(items: Sequence[T]) -> tuple[tuple[T, ...], int]:
    """The entries of a list, best first, that somebody's own page shows, and how many more there are: of few, all."""
    kept = tuple(items) if len(items) <= ENTITY_LIMIT else tuple(items[:SHORT])
    return kept, len(items) - len(kept)


class PartLink(Struct, frozen=True):
    """A way to one part of a long list."""

    label: str  # "2024", "Da"
    path: str  # its file below the generated folder
    count: int  # of its entries


class Part(Struct, Generic[T], frozen=True):
    """One part of a long list, in the list's order."""

    name: str  # in its file's name: "2024", "da"
    label: str
    items: tuple[T, ...]

    def link(self, path: str) -> PartLink:
        """The way to this part of the list on ``path``."""
        return PartLink(self.label, part_path(path, self.name), len(self.items))


class Leaf(NamedTuple, Generic[T]):
    """A part that has a page of its own, and the names and labels of all parts: one thing to whoever makes the page."""

    part: Part[T]
    beside: tuple[tuple[str, str], ...]


def leaves(parts: Iterable[Part[T]]) -> Iterator[tuple[str, Leaf[T]]]:
    """Parts that have pages of their own, by name, in the order of their names."""
    every = tuple(parts)
    beside = tuple((part.name, part.label) for part in every)
    return ((part.name, Leaf(part, beside)) for part in sorted(every, key=lambda part: part.name))


def parts_of_leaves(leaves_by_name: Mapping[str, Leaf[T]]) -> tuple[Part[T], ...]:
    """The parts of which :func:`leaves` made these, in the list's order."""
    names = next((leaf.beside for leaf in leaves_by_name.values()), ())
    return tuple(leaves_by_name[name].part for name, _ in names)


def by_year(items: Iterable[T], year_of: Callable[[T], int | None], most: int = PART_LIMIT) -> tuple[Part[T], ...]:
    """Items, newest first, a part a year; those without a year last. A long year is in several, its oldest first."""
    years: dict[int | None, list[T]] = {}
    for item in items:
        years.setdefault(year_of(item), []).append(item)
    known = sorted((year for year in years if year is not None), reverse=True)
    parts: list[Part[T]] = []
    for year in (*known, *((None,) if None in years else ())):
        name, label = ("undated", "no date") if year is None else (str(year), str(year))
        parts += numbered(years[year], name, label, most)
    return tuple(parts)


def numbered(items: Sequence[T], name: str, label: str, most: int = PART_LIMIT) -> tuple[Part[T], ...]:
    """One list, newest first, in parts of ``most``: the oldest are in part 1, which then stays as it is."""
    if len(items) <= most:
        return (Part(name, label, tuple(items)),)
    oldest_first = tuple(reversed(items))
    pieces = [oldest_first[start : start + most] for start in range(0, len(items), most)]
    return tuple(
        Part(f"{name}-{number}", f"{label}, part {number}", tuple(reversed(piece)))
        for number, piece in reversed(tuple(enumerate(pieces, 1)))
    )


def in_turn(items: Sequence[T], name: str, label: str) -> tuple[Part[T], ...]:
    """One list in parts of ``PART_LIMIT``, the first items in part 1."""
    pieces = [tuple(items[start : start + PART_LIMIT]) for start in range(0, len(items), PART_LIMIT)]
    if len(pieces) == 1:
        return (Part(name, label, pieces[0]),)
    return tuple(Part(f"{name}-{number}", f"{label}, part {number}", piece) for number, piece in enumerate(pieces, 1))


def named(list_name: str, parts: Iterable[Part[T]]) -> tuple[Part[T], ...]:
    """Parts of one of several lists of a page, each with the list's name before its own: ``people-a``."""
    return tuple(Part(f"{list_name}-{part.name}", part.label, part.items) for part in parts)


def by_letter(items: Sequence[T], name_of: Callable[[T], str]) -> tuple[Part[T], ...]:
    """Items by the first letters of their names, a part for each first letter, or for more letters where needed."""
    keyed = sorted(((match_key(name_of(item)), place, item) for place, item in enumerate(items)), key=lambda k: k[:2])
    return tuple(_parts_below(keyed, 1))


def _parts_below(keyed: Sequence[tuple[str, int, T]], length: int) -> Iterable[Part[T]]:
    """Parts whose entries share their first ``length`` letters, longer where a part would have too many."""
    start = 0
    while start < len(keyed):
        prefix = keyed[start][0][:length]
        end = start
        while end < len(keyed) and keyed[end][0][:length] == prefix:
            end += 1
        group = keyed[start:end]
        if len(group) > PART_LIMIT and any(len(key) > length for key, _, _ in group):
            yield from _parts_below(group, length + 1)
        else:
            yield Part(_file_name(prefix), _label(prefix), tuple(item for _, _, item in group))
        start = end


def _label(prefix: str) -> str:
    return prefix[:1].upper() + prefix[1:] if prefix else "…"


_NO_FILE = frozenset({"con", "aux", "nul", "prn"})  # names of devices, on Windows


def _file_name(prefix: str) -> str:
    """ASCII letters and digits as they are, every other sign as its code point: a name on every file system."""
    name = "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}-" for c in prefix)
    return f"{name}-" if name in _NO_FILE or not name else name
