"""Moves as lines, and who gains from whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from msgspec import Struct

from generator.archive.model import Archive, Ref
from generator.archive.moves import Move
from generator.archive.posts import Post
from generator.pages.currents import heard_of
from generator.pages.desk import Desk, StoryLine
from generator.pages.lines import caution
from generator.pages.phrasing import quoted
from generator.pages.posts import reports_of
from generator.pages.tenure import is_to_come, standing, told

MOST_PAIRS = 50  # of companies, in a table of who gains from whom


class MoveLine(Struct, frozen=True):
    """One move, however many stories report it."""

    person: Ref
    origin: Ref | None
    destination: Ref | None
    when: str  # "left in August 2024, joined in October 2024", "to join in …"; says so where a date was not given
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
        when=when_moved(move, _heard(desk, move)),
        role_before=move.role_before,
        role_after=move.role_after,
        reason=quoted(move.reason) if move.reason else "",
        founding=move.founding,
        caution=doubt,
        stories=stories,
        more_stories=more,
    )


def heard_of_mover(archive: Archive, move: Move, career: Callable[[Ref], Sequence[Post]]) -> date:
    """The day up to which a half of a move is still to come.

    That is the day of the newest story on any post of theirs, which nobody asks for whose halves were over when told.
    """
    is_told_ahead = any(each is not None and each.earliest > move.reported for each in (move.left, move.joined))
    return heard_of(archive, career(move.person)) if is_told_ahead else move.reported


def _heard(desk: Desk, move: Move) -> date:
    return heard_of_mover(desk.archive, move, desk.career)


def is_announced(move: Move, day: date) -> bool:
    """Whether the arrival of a move, or the departure if that is all that is known, was still to come on ``day``."""
    dates = standing(move.joined, move.joined_dates) if move.joined else standing(move.left, move.left_dates)
    return is_to_come(dates, day)


def when_moved(move: Move, day: date) -> str:
    """When somebody left and when they arrived, each as precisely as it was reported, and no end invented.

    ``day``: up to which a half is still to come.
    """
    words: list[str] = []
    if move.origin is not None and (move.left is not None or move.destination is None):
        words.append(told("left", move.left, move.left_dates, day))
    if move.destination is not None and (move.joined is not None or not words):
        verb = "founded" if move.founding else "joined"
        words.append(told(verb, move.joined, move.joined_dates, day))
    return ", ".join(words)


def gains(desk: Desk, moves: Iterable[Move], only: Ref | None = None) -> tuple[GainLine, ...]:
    """Who gains from whom, most moves first: of all companies, or of those that exchange people with one.

    A move that is still to come doesn't count yet, nor does one that stories say led elsewhere: which of the two it was
    isn't known.
    """
    pairs: Counter[tuple[Ref, Ref]] = Counter()
    for move in moves:
        if move.origin is not None and move.destination is not None and move.status.counts and not move.forked:
            pairs[move.origin, move.destination] += not is_announced(move, _heard(desk, move))
    lines = (
        GainLine(origin, destination, count, pairs.get((destination, origin), 0))
        for (origin, destination), count in pairs.items()
        if count and (only is None or only in (origin, destination))
    )
    return tuple(sorted(lines, key=lambda line: (-line.moves, line.origin, line.destination))[:MOST_PAIRS])


def move_lines(desk: Desk, moves: Sequence[Move]) -> tuple[MoveLine, ...]:
    """Lines, in the order given."""
    return tuple(move_line(desk, move) for move in moves)
