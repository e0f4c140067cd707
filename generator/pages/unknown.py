"""What the archive doesn't know, by kind: each part that has a page of its own is one thing to whoever makes that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from generator.archive.gaps import Gap, GapKind
from generator.pages.split import INDEX_LIMIT, Leaf, Part, in_turn, leaves


class Kind(NamedTuple):
    """What one gap of a kind is, and what a list of them is."""

    one: str
    list: str


KINDS: Mapping[GapKind, Kind] = MappingProxyType(
    {
        "dispute": Kind("a dispute without a ruling", "disputes without a ruling"),
        "claim": Kind("a claim that more names would settle", "claims that more names would settle"),
        "end": Kind("an end without a date", "ends without dates"),
        "source": Kind("a source without a link", "sources without a link"),
        "profile": Kind("no profile", "people and companies without a profile"),
    }
)


def by_kind(gaps: Sequence[Gap]) -> tuple[Part[Gap], ...]:
    """Gaps by kind, each in the order that they are in, where they are too many for one page; none where they aren't.

    A kind with very many is in several parts.
    """
    if len(gaps) <= INDEX_LIMIT:
        return ()
    of_kind: dict[GapKind, list[Gap]] = {}
    for gap in gaps:
        of_kind.setdefault(gap.kind, []).append(gap)
    return tuple(part for kind, found in of_kind.items() for part in in_turn(found, kind, KINDS[kind].list))


def unknown(gaps: Sequence[Gap]) -> dict[str, Leaf[Gap]]:
    """The same by their names."""
    return dict(leaves(by_kind(gaps)))
