"""Moves by how recent they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from generator.archive.moves import Move
from generator.pages.split import INDEX_LIMIT, Leaf, Part, by_year, leaves

NEWEST = 10  # moves that the home page shows


def newest_moves(moves: Iterable[Move], order: Mapping[str, int]) -> list[Move]:
    """Moves, newest first; those that nobody dated come last, the newest story's first.

    ``order``: :func:`generator.archive.chronology.story_places`.
    """
    return sorted(
        moves,
        key=lambda move: (dated(move) or date.min, max(order[slug] for slug in move.stories), move.person),
        reverse=True,
    )


def dated(move: Move) -> date | None:
    """The last day that a move's own dates allow; None where nobody dated it."""
    days = [each.latest for each in (move.joined, move.left) if each is not None and each.latest != date.max]
    return max(days, default=None)


def move_year(move: Move) -> int | None:
    """The year that a move is listed under: that of its last day as dated; None where nobody dated it."""
    day = dated(move)
    return day.year if day else None


def move_parts(newest_first: Sequence[Move]) -> tuple[Part[Move], ...]:
    """Moves by year, where they are too many for one page; none where they aren't."""
    return by_year(newest_first, move_year) if len(newest_first) > INDEX_LIMIT else ()


def moved(newest_first: Sequence[Move]) -> dict[str, Leaf[Move]]:
    """The same by their names."""
    return dict(leaves(move_parts(newest_first)))
