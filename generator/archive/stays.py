"""One person at one company: everything that puts them there or takes them away."""

from __future__ import annotations

from msgspec import Struct

from generator.archive.chronology import EARLIEST, Days, days_of
from generator.archive.model import Fact, Ref
from generator.values.dates import EdtfDate


class Step(Struct, frozen=True):
    """An arrival or a departure. ``kind``: "founded", "joined" or "left"; for a half that stands alone "left to"
    (an arrival) or "joined from" (a departure).

    ``facts`` report the step itself, ``halves`` its other half; ``partners`` are the companies that
    either names. ``rivals``: steps with one number dispute each other, and one of them is true; -1 for
    no dispute. ``doubtful``: a founding that rests on one of two disputed lists of founders.
    """

    kind: str
    days: Days
    facts: tuple[Fact, ...]
    halves: tuple[Fact, ...] = ()
    partners: tuple[Ref, ...] = ()
    date: EdtfDate | None = None
    role: str = ""
    rivals: int = -1
    doubtful: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(fact.id for fact in (*self.facts, *self.halves))


class Tenure(Struct, frozen=True):
    """A post with a span of days. ``start`` is None where it is not known; ``end`` is None where the post goes on
    (``goes_on``) or its end is not known.
    """

    start: Days | None
    end: Days | None
    goes_on: bool
    fact: Fact

    def certainly_covers(self, day: int) -> bool:
        if self.start is None or (self.end is None and not self.goes_on):
            return False
        return self.start.last <= day and (self.end is None or day <= self.end.first)

    def may_cover(self, day: int) -> bool:
        return (self.start is None or self.start.first <= day) and (self.end is None or day <= self.end.last)


def tenure_of(held: Fact) -> Tenure | None:
    """The post that a ``held`` with an interval reports; None for one that only says "on this day"."""
    date = held.date
    if date is None or not date.interval:
        return None
    start: Days | None = Days(date.start.first.toordinal(), date.start.last.toordinal())
    end: Days | None = Days(date.end.first.toordinal(), date.end.last.toordinal())
    if date.start_kind == "open":
        start = Days(EARLIEST, EARLIEST)
    elif date.start_kind == "unknown":
        start = None
    return Tenure(start, end if date.end_kind == "known" else None, date.end_kind == "open", held)


def seen_on(held: Fact) -> Days:
    """The day that a ``held`` without an interval is about: the story's own where it has no date."""
    if held.date is None:
        day = held.reported.toordinal()
        return Days(day, day)
    return days_of(held)


def held_on(held: Fact) -> Days:
    """Every day that a ``held`` may be about, span or not."""
    return days_of(held) if held.date is not None else seen_on(held)


class Stay(Struct, frozen=True):
    """All of it, in order of time: arrivals, departures, posts with spans, and days on which a role was seen."""

    arrivals: tuple[Step, ...] = ()
    departures: tuple[Step, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    seen: tuple[tuple[Days, Fact], ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every report behind it, each at least once."""
        steps = (fact for step in (*self.arrivals, *self.departures) for fact in (*step.facts, *step.halves))
        return (*steps, *(tenure.fact for tenure in self.tenures), *(fact for _, fact in self.seen))
