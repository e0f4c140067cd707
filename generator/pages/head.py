"""What stands at the head of every page's file, for the theme: MkDocs hands it on as ``page.meta``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from msgspec import Struct

from generator.pages.addresses import address, part_path
from generator.pages.split import INDEX_LIMIT, PART_LIMIT, SHORT, Leaf, Part, PartLink, T, by_year

MetaValue = str | bool | int | tuple[str, ...]


class Head(Struct, frozen=True):
    """A page's own file, its title and one sentence about it, in plain text.

    ``kind`` is home, story, person, company, topic, page, or the list: stories, people, companies, topics,
    moves, funding, claims, disputed, gaps, corrections. ``more`` is what only this kind of page says of itself.
    """

    path: str
    title: str
    description: str
    kind: str
    more: tuple[tuple[str, MetaValue], ...] = ()


class Parts(Struct, frozen=True):
    """Where a page stands in a list that is too long for one. Only the list's own page says how many there are."""

    links: tuple[PartLink, ...]  # the ways to all parts; none where the list is whole
    here: str  # the label of the part that this page is; "" on the list's own page
    whole: str  # the list's own page
    total: int  # entries of the whole list


def parts_of(path: str, parts: Sequence[Part[T]], total: int, here: str = "") -> Parts:
    """The ways from a page to the parts of the list on ``path``; none for a list that has no parts."""
    return Parts(tuple(part.link(path) for part in parts), here, path, total)


def parts_beside(path: str, leaf: Leaf[T]) -> Parts:
    """The ways from the page of a part of the list on ``path`` to the others."""
    links = tuple(PartLink(label, part_path(path, name), 0) for name, label in leaf.beside)
    return Parts(links, leaf.part.label, path, 0)


def part_head(head: Head, part: Part[T], what: str = "") -> Head:
    """The head of the page of one part of the list whose own page has ``head``, ``what`` being in it.

    It counts nothing: what is added to one part is no news to the others.
    """
    label = f"{what}, {part.label}" if what else part.label
    more = (*(pair for pair in head.more if pair[0] != "feed"), ("part", part.label))
    title = f"{head.title}: {label}"
    return Head(part_path(head.path, part.name), title, f"{title}.", head.kind, more)


class Sheet(Struct, Generic[T], frozen=True):
    """One page of a list: all of it, the newest of a long one, or a year of it."""

    head: Head
    items: tuple[T, ...]
    parts: Parts


def sheets(
    head: Head,
    newest_first: Sequence[T],
    year_of: Callable[[T], int | None],
    whole: int = INDEX_LIMIT,
    most: int = PART_LIMIT,
) -> tuple[Sheet[T], ...]:
    """The page of a list, and where it has more than ``whole`` entries, those of each year of it, ``most`` on each."""
    total = len(newest_first)
    if total <= whole:
        return (Sheet(head, tuple(newest_first), parts_of(head.path, (), total)),)
    parts = by_year(newest_first, year_of, most)
    return (
        Sheet(head, tuple(newest_first[:SHORT]), parts_of(head.path, parts, total)),
        *(Sheet(part_head(head, part), part.items, parts_of(head.path, parts, total, part.label)) for part in parts),
    )


def feed(path: str) -> tuple[str, MetaValue]:
    """Where the feed beside a page is, below the site's address."""
    return "feed", f"{address(path)}feed.xml"


def sentence_of(text: str, limit: int = 200) -> str:
    """A description: one line, cut at a word where it would be too long for the head of a page."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1].rpartition(' ')[0] or line[: limit - 1]}…"
