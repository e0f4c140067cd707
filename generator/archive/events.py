"""Things that happened once, each put together from every report of it.

"Joined in 2018" and "joined in May 2018" are one arrival, in May. "Joined in May" and "joined in
July" are two: whether both can be true is for :mod:`generator.archive.returns` to say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from generator.archive.chronology import Days, days_of
from generator.archive.model import Fact
from generator.values.dates import EdtfDate, narrower


class Event(Struct, frozen=True):
    """One happening. ``days`` is what all its reports agree on; ``facts`` are those reports, oldest first."""

    days: Days
    facts: tuple[Fact, ...]

    @property
    def dated(self) -> bool:
        return any(fact.date is not None for fact in self.facts)

    @property
    def date(self) -> EdtfDate | None:
        """The sharpest date that a report of it was written with."""
        found: EdtfDate | None = None
        for fact in self.facts:
            if fact.date is not None:
                found = fact.date if found is None else narrower(found, fact.date)
        return found

    @property
    def role(self) -> str:
        """The role as the latest report that gives one gives it."""
        return next((fact.role for fact in reversed(self.facts) if fact.role), "")

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(fact.id for fact in self.facts)


def events(facts: Sequence[Fact]) -> tuple[Event, ...]:
    """Reports of one kind of happening, put together where their dates fit; in order of time, no two touching.

    Reports are taken sharpest first. Each joins the earliest happening that its days touch and narrows
    it to the days that both cover, or else stands for a happening of its own. A report without a date
    says "by the story's day", and so joins the earliest happening that is not later than that; it narrows
    only others without a date.
    """
    if len(facts) < 2:
        return tuple(Event(days_of(fact), (fact,)) for fact in facts)
    found: list[tuple[Days, list[int]]] = []  # the sharpest report stands first in each list
    spans = [days_of(fact) for fact in facts]
    for place in sorted(range(len(facts)), key=lambda place: (spans[place].last - spans[place].first, place)):
        days = spans[place]
        at = bisect_left(found, days.first, key=lambda item: item[0].last)
        if at < len(found) and found[at][0].first <= days.last:
            known, places = found[at]
            narrows = facts[place].date is not None or facts[places[0]].date is None
            found[at] = (known.shared(days) if narrows else known, [*places, place])
        else:
            found.insert(at, (days, [place]))
    return tuple(Event(days, tuple(facts[place] for place in sorted(places))) for days, places in found)


def rival_runs(happenings: Iterable[Event], apart: Callable[[Event, Event], bool]) -> tuple[tuple[Event, ...], ...]:
    """Dated happenings, oldest first, cut where two neighbours can both be true.

    A run of one is undisputed; of a longer run only one can be true. Happenings without a date dispute
    nothing and are left out.
    """
    runs: list[list[Event]] = []
    for event in happenings:
        if not event.dated:
            continue
        if runs and not apart(runs[-1][-1], event):
            runs[-1].append(event)
        else:
            runs.append([event])
    return tuple(tuple(run) for run in runs)
