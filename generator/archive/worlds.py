"""Whether somebody was there on a day, from marks whose days may be known only roughly.

A mark is one thing on one day: seen there, a post's start, a post's end, an arrival, a departure. Where
every mark's day is known there is one history, and :func:`verdict` reads it. Where days are coarse,
every history that the dates allow is possible, save those in which somebody leaves without having been
there while another history explains that departure; an answer stands where all of them give it.

(:mod:`generator.archive.histories` works that out without trying every day.)
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, StrEnum

from msgspec import Struct

from generator.archive.chronology import Days


class There(StrEnum):
    """The archive's answer for one person, one company and one day."""

    YES = "yes"
    NO_LONGER = "no longer"
    NOT_YET = "not yet"
    NOT_KNOWN = "not known"


class Kind(IntEnum):
    """What a mark says. On one day they are taken in this order."""

    NOTHING = 0
    SEEN = 1
    START = 2  # of a post
    END = 3  # of a post; the day itself still belongs to it
    ARRIVAL = 4
    DEPARTURE = 5


class Mark(Struct, frozen=True):
    """``post``: marks of one post share a number from 0; -1 for a mark that belongs to none."""

    kind: Kind
    days: Days
    facts: tuple[str, ...] = ()
    role: str = ""
    post: int = -1


def verdict(before: Kind, tenure: bool, after: Kind) -> There:
    """The answer for a day without a mark and outside every post, between two marks or before or after all.

    ``before`` and ``after`` are the nearest marks' kinds, NOTHING where there is none. ``tenure``: an
    arrival before the day that no departure has closed.
    """
    starts = after in (Kind.ARRIVAL, Kind.START)
    match before:
        case Kind.NOTHING:
            return There.NOT_YET if starts else There.NOT_KNOWN
        case Kind.DEPARTURE:
            return There.NO_LONGER if starts or after is Kind.NOTHING else There.NOT_KNOWN
        case Kind.END:
            if after is Kind.NOTHING:
                return There.NO_LONGER
            if after is Kind.DEPARTURE or tenure:
                return There.YES
            return There.NO_LONGER if starts else There.NOT_KNOWN
        case _:
            return There.NOT_KNOWN if after is Kind.NOTHING else There.YES


def on_marks(kinds: Sequence[Kind]) -> There:
    """The answer for a day on which these marks lie: whoever only leaves on it may have been there or not."""
    return There.NOT_KNOWN if all(kind is Kind.DEPARTURE for kind in kinds) else There.YES


def nearest_after(kinds: Sequence[Kind]) -> Kind:
    """Which of one day's marks speaks for the days before it: one that begins something, or else a departure."""
    for kind in (Kind.START, Kind.ARRIVAL, Kind.DEPARTURE):
        if kind in kinds:
            return kind
    return Kind.SEEN
