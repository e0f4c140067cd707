"""Whether somebody came and went twice, so that two dates of one kind of happening can both be true.

Two days on which she left are no dispute where she came back between them; two days on which she
joined are none where she had left between them. The return has to be on file: it is a dated arrival,
a post or a sighting that counts.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from msgspec import Struct, field

from generator.archive.chronology import Days, days_of
from generator.archive.events import Event, events
from generator.archive.model import Fact, Ref


class Sign(Struct, frozen=True, order=True):
    """A day, known or not, on which somebody came to a company, was there, or went."""

    days: Days
    dated: bool
    founding: bool = False


class Signs:
    """Signs of one kind in order of time, ready to be asked which may lie between two others."""

    def __init__(self, signs: Iterable[Sign] = ()) -> None:
        self.all = tuple(sorted(signs))
        # The last day that any sign up to a place reaches: those before it that reach too little are skipped.
        self._reach = list(accumulate((sign.days.last for sign in self.all), max))

    def between(self, before: Days, after: Days) -> Iterator[Sign]:
        """Dated signs that may lie after some day of ``before`` and ahead of some day of ``after``."""
        for sign in self.all[bisect_right(self._reach, before.first) :]:
            if sign.days.first >= after.last:
                return
            if sign.dated and max(sign.days.first, before.first + 1) <= min(sign.days.last, after.last - 1):
                yield sign


class Comings(Struct, frozen=True):
    """Signs of coming to one company or being there, and of going."""

    came: Signs = field(default_factory=Signs)
    went: Signs = field(default_factory=Signs)
    arrived: Signs = field(default_factory=Signs)  # of ``came`` those that are arrivals, and no roles

    def both_true(self, kind: str, first: Event, second: Event) -> bool:
        """Whether two happenings of a kind, the first wholly before the second, can both be true."""
        if kind == "left":
            return self._came_back(first.days, second.days, self.came)
        if kind == "joined":
            return self._had_left(first.days, second.days)
        return False  # nobody founds a company twice

    def had_returned(self, left: Days, seen: Days) -> bool:
        """Whether an arrival is on file that may lie between a departure and a day on which they were there again."""
        return self._came_back(left, Days(seen.first, seen.last + 1), self.arrived)

    def _came_back(self, left: Days, then: Days, signs: Signs) -> bool:
        """An arrival may lie between the two, and isn't the one that the first departure ended."""
        for sign in signs.between(left, then):
            if sign.founding:
                continue
            if sign.days.first > left.last:
                return True
            if any(
                other.days.first <= left.last and (other.founding or other.days.last < sign.days.first)
                for other in self.came.all
            ):
                return True
        return False

    def _had_left(self, joined: Days, joined_again: Days) -> bool:
        """A departure may lie between the two, and isn't the one that ended the second stint."""
        for sign in self.went.between(joined, joined_again):
            if sign.days.last < joined_again.first:
                return True
            if any(
                other.days.last >= joined_again.first and other.days.first > sign.days.last for other in self.went.all
            ):
                return True
        return False


def comings(facts: Iterable[Fact]) -> Mapping[Ref, Comings]:
    """Signs of one person's coming and going, by company, from the facts about them that count."""
    by_kind: dict[tuple[str, Ref], list[Fact]] = {}
    for fact in facts:
        if fact.object is not None:
            by_kind.setdefault((fact.kind, fact.object), []).append(fact)
        if fact.kind == "left" and fact.destination is not None:
            by_kind.setdefault(("left to", fact.destination), []).append(fact)
        if fact.kind == "joined" and fact.origin is not None:
            by_kind.setdefault(("joined from", fact.origin), []).append(fact)
    companies = sorted({company for _, company in by_kind})
    return {company: _at(by_kind, company) for company in companies}


def _at(by_kind: Mapping[tuple[str, Ref], list[Fact]], company: Ref) -> Comings:
    def happened(kind: str) -> tuple[Event, ...]:
        return events(by_kind.get((kind, company), []))

    founded, joined, left = happened("founded"), happened("joined"), happened("left")
    held = by_kind.get(("held", company), [])
    came = [Sign(event.days, event.dated, founding=True) for event in founded]
    came += [Sign(event.days, event.dated) for event in joined]
    came += [
        Sign(event.days, event.dated)
        for event in happened("left to")
        if not any(arrival.days.last >= event.days.first for arrival in (*founded, *joined))
    ]
    arrived = Signs(came)
    came += [Sign(days, dated=True) for days in sorted({_first_seen(fact) for fact in held})]
    went = [Sign(event.days, event.dated) for event in left]
    went += [
        Sign(event.days, event.dated)
        for event in happened("joined from")
        if not any(departure.days.first <= event.days.last for departure in left)
    ]
    went += [Sign(days, dated=True) for days in sorted({days for fact in held for days in _ends(fact)})]
    return Comings(Signs(came), Signs(went), arrived)


def _first_seen(held: Fact) -> Days:
    """The day that a role puts somebody there first: the story's own for one without a date, the start of a span.

    Of a span whose start is not known, its end.
    """
    if held.date is None:
        day = held.reported.toordinal()
        return Days(day, day)
    if held.date.interval and held.date.start_kind == "unknown" and held.date.end_kind == "known":
        return Days(held.date.end.first.toordinal(), held.date.end.last.toordinal())
    if held.date.interval:
        return Days(held.date.start.first.toordinal(), held.date.start.last.toordinal())
    return days_of(held)


def _ends(held: Fact) -> tuple[Days, ...]:
    """The end of a post that has one."""
    if held.date is None or not held.date.interval or held.date.end_kind != "known":
        return ()
    return (Days(held.date.end.first.toordinal(), held.date.end.last.toordinal()),)
