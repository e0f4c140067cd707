"""Moves as lines, and who gains from whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from generator.archive.model import Ref
from generator.archive.moves import Move
from generator.pages.desk import Desk, StoryLine
from generator.pages.lines import caution
from generator.pages.phrasing import on_days, quoted
from generator.pages.posts import reports_of

MOST_PAIRS = 50  # of companies, in a table of who gains from whom


class MoveLine(Struct, frozen=True):
    """One move, however many stories report it."""

    person: Ref
    origin: Ref | None
    destination: Ref | None
    when: str  # "left in August 2024, joined in October 2024"; says so where a date was not given
    role_before: str
    role_after: str
    reason: str
    founding: bool  # the arrival is a founding
    caution: str
    stories: tuple[StoryLine, ...]
    more_stories: int


class GainLine(Struct, frozen=True):
    """How many moves on record go from one company to another, and how many came back the other way."""

    origin: Ref
    destination: Ref
    moves: int
    back: int


def move_line(desk: Desk, move: Move) -> MoveLine:
    """One move as a line."""
    stories, more = reports_of(desk, move.stories, move.facts)
    doubt = caution(desk, move.facts if move.disputed else (), move.status)
    return MoveLine(
        person=move.person,
        origin=move.origin,
        destination=move.destination,
        when=when_moved(move),
        role_before=move.role_before,
        role_after=move.role_after,
        reason=quoted(move.reason) if move.reason else "",
        founding=move.founding,
        caution=doubt,
        stories=stories,
        more_stories=more,
    )


def when_moved(move: Move) -> str:
    """When somebody left and when they arrived, each as precisely as it was reported, and no end invented."""
    told: list[str] = []
    if move.origin is not None and (move.left is not None or move.destination is None):
        told.append(f"left{on_days(move.left, move.left_dates)}")
    if move.destination is not None and (move.joined is not None or not told):
        verb = "founded" if move.founding else "joined"
        told.append(f"{verb}{on_days(move.joined, move.joined_dates)}")
    return ", ".join(told)


def gains(moves: Iterable[Move], only: Ref | None = None) -> tuple[GainLine, ...]:
    """Who gains from whom, most moves first: of all companies, or of those that exchange people with one."""
    pairs: Counter[tuple[Ref, Ref]] = Counter()
    for move in moves:
        if move.origin is not None and move.destination is not None and move.status.counts:
            pairs[move.origin, move.destination] += 1
    lines = (
        GainLine(origin, destination, count, pairs.get((destination, origin), 0))
        for (origin, destination), count in pairs.items()
        if only is None or only in (origin, destination)
    )
    return tuple(sorted(lines, key=lambda line: (-line.moves, line.origin, line.destination))[:MOST_PAIRS])


def move_lines(desk: Desk, moves: Sequence[Move]) -> tuple[MoveLine, ...]:
    """Lines, in the order given."""
    return tuple(move_line(desk, move) for move in moves)
