"""Moves by how recent they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from generator.archive.moves import Move

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
