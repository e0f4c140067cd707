"""One person at one company: everything that puts them there or takes them away."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.chronology import EARLIEST, Days, days_of
from generator.archive.model import Fact, Ref
from generator.values.dates import EdtfDate
from generator.values.names import role_key


class Step(Struct, frozen=True):
    """An arrival or a departure. ``kind``: "founded", "joined" or "left"; for a half that stands alone "left to"
    (an arrival) or "joined from" (a departure).

    ``facts`` report the step itself, ``halves`` its other half; ``partners`` are the companies that
    either names. ``rivals``: steps with one number dispute each other, and one of them is true; -1 for
    no dispute. ``doubtful``: a founding that rests on one of two disputed lists of founders. ``against`` are the
    roles held there beside which it cannot be true.
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
    against: tuple[Fact, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(fact.id for fact in (*self.facts, *self.halves))


class Tenure(Struct, frozen=True):
    """A post with a span of days. ``start`` is None where it is not known; ``end`` is None where the post goes on
    (``goes_on``) or its end is not known.

    ``last_told``: the day on which it was told to go on, where an end of it is told of since.
    """

    start: Days | None
    end: Days | None
    goes_on: bool
    fact: Fact
    last_told: int | None = None

    def certainly_covers(self, day: int) -> bool:
        if self.start is None or day < self.start.last:
            return False
        if self.end is None and not self.goes_on:
            return self.last_told is not None and day <= self.last_told
        return self.end is None or day <= self.end.first

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


_LEFT = "\0"  # no role: what a departure ends


def as_told_since(tenures: Sequence[Tenure], departures: Sequence[Step]) -> tuple[Tenure, ...]:
    """The posts, of which one goes on as long as nobody tells of an end: in the same story, or in one of a later day.

    To go on can only mean what was so when the story said it. An end is a departure, or that of the same role.
    """
    going = [(tenure.fact.reported, tenure.start, place) for place, tenure in enumerate(tenures) if tenure.goes_on]
    if not going:
        return tuple(tenures)
    ends = [(max(fact.reported for fact in (*step.facts, *step.halves)), step.days.last, _LEFT) for step in departures]
    ends += [
        (tenure.fact.reported, tenure.end.last, role_key(tenure.fact.role))
        for tenure in tenures
        if tenure.end is not None
    ]
    ends.sort()  # those told last at the end
    lasts: dict[str, list[int]] = {}  # the last days of those that are told of late enough, by role
    found = [*tenures]
    for told, start, place in sorted(going, key=lambda post: post[0], reverse=True):
        while ends and ends[-1][0] >= told:
            _, last, role = ends.pop()
            insort(lasts.setdefault(role, []), last)
        if start is not None:
            own = (lasts.get(role, []) for role in (_LEFT, role_key(tenures[place].fact.role)))
            since = [each[at] for each in own if (at := bisect_left(each, start.first)) < len(each)]
            found[place] = _until(tenures[place], start, since) if since else tenures[place]
    return tuple(found)


def _until(post: Tenure, start: Days, ends: Sequence[int]) -> Tenure:
    """A post that went on, and ended on one of those days, each the last that an end may have been on."""
    day = post.fact.reported.toordinal()
    return replace(post, goes_on=False, last_told=day if start.last <= day <= min(ends) else None)


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
    """All of it, in order of time: arrivals, departures, posts with spans, and days on which a role was seen.

    ``contested`` are the ids of reports that cannot all be true (:mod:`generator.archive.contradictions`), and
    ``readings`` the same stay without one side or the other: one of them is true. ``denied`` are reports that others
    deny, which changes no count.
    """

    arrivals: tuple[Step, ...] = ()
    departures: tuple[Step, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    seen: tuple[tuple[Days, Fact], ...] = ()
    contested: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    readings: tuple[Stay, ...] = ()

    @property
    def disputed(self) -> frozenset[str]:
        """The ids of reports of which others say that they are not so."""
        return self.contested | self.denied

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every report behind it, each at least once."""
        steps = (fact for step in (*self.arrivals, *self.departures) for fact in (*step.facts, *step.halves))
        return (*steps, *(tenure.fact for tenure in self.tenures), *(fact for _, fact in self.seen))
