"""One person at one company over all days: where the answer changes, in which role, and by which facts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.chronology import EARLIEST, LATEST, Day, Days
from generator.archive.histories import Choice, agreed, answers
from generator.archive.model import Ref
from generator.archive.stays import Stay, Step
from generator.archive.support import Support
from generator.archive.worlds import Kind, Mark, There


class Presence(Struct, frozen=True):
    """Whether somebody was at a company on a day.

    ``role`` is the one they had on the day where they were there; otherwise the last one on file up to
    the day, which is no claim that they still had it; "" where none is. ``facts`` are the ids of the
    facts that say so, oldest first. ``founder``: on file as a founder of the company.
    ``doubtful``: as a founder by one of two disputed lists only.
    """

    person: Ref
    company: Ref
    there: There
    role: str
    facts: tuple[str, ...]
    founder: bool = False
    doubtful: bool = False


class Timeline:
    """The answers for every day there is. Role and facts of an answer are worked out when it is asked for."""

    def __init__(self, person: Ref, company: Ref, stay: Stay) -> None:
        self._stay = stay
        marks, choices = marks_of(stay)
        every = [*marks, *(mark for choice in choices for mark in choice if mark is not None)]
        found = agreed([answers(*marks_of(reading)) for reading in stay.readings]) or answers(marks, choices)
        self._starts = [first for first, _ in found]
        self._there = [there for _, there in found]
        self._support = Support(every, stay)
        self._known: dict[int, Presence] = {}
        foundings = [step for step in stay.arrivals if step.kind == "founded"]
        doubtful = bool(foundings) and all(step.doubtful for step in foundings)
        self._template = Presence(person, company, There.NOT_KNOWN, "", (), bool(foundings), doubtful)

    def __eq__(self, other: object) -> bool:
        """Whether it is about the same two, by the same reports."""
        if not isinstance(other, Timeline):
            return NotImplemented
        return (self.person, self.company, self._stay) == (other.person, other.company, other._stay)

    __hash__ = None  # type: ignore[assignment]

    @property
    def person(self) -> Ref:
        """Whom it is about."""
        return self._template.person

    @property
    def company(self) -> Ref:
        """Where."""
        return self._template.company

    def there_on(self, day: Day) -> There:
        """Whether they were there on a day."""
        return self._there[bisect_right(self._starts, day.toordinal()) - 1]

    def on(self, day: Day) -> Presence:
        """The answer for a day, with what it rests on."""
        return self._answer(bisect_right(self._starts, day.toordinal()) - 1)

    def _answer(self, place: int) -> Presence:
        if place not in self._known:
            there = self._there[place]
            role, facts = self._support.of(self._starts[place], there)
            self._known[place] = replace(self._template, there=there, role=role, facts=facts)
        return self._known[place]

    def between(self, first: int, last: int) -> Iterator[tuple[int, Presence]]:
        """The answers that hold between two days, both included, each with the first of the days that it holds on."""
        for start, _, place in self._places(first, last):
            yield start, self._answer(place)

    def stretches(self, first: int = EARLIEST, last: int = LATEST) -> Iterator[tuple[Days, There]]:
        """The days between two days, both included, cut where the answer changes."""
        begun = first
        for _, end, place in self._places(first, last):
            if end == last or self._there[place + 1] is not self._there[place]:
                yield Days(begun, end), self._there[place]
                begun = end + 1

    @property
    def days_there(self) -> tuple[Days, ...]:
        """The stretches of days on which they were certainly there, oldest first."""
        return tuple(days for days, there in self.stretches() if there is There.YES)

    def _places(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        place = bisect_right(self._starts, first) - 1
        while place < len(self._starts) and self._starts[place] <= last:
            end = self._starts[place + 1] - 1 if place + 1 < len(self._starts) else LATEST
            yield max(first, self._starts[place]), min(last, end), place
            place += 1


def marks_of(stay: Stay) -> tuple[list[Mark], list[Choice]]:
    """A stay as marks: those that are certainly true, and the choices between those in dispute."""
    marks: list[Mark] = []
    rivals: dict[tuple[str, int], list[Mark | None]] = {}
    for place, step in enumerate((*stay.arrivals, *stay.departures)):
        mark = Mark(_kind(step), step.days, step.ids, step.role)
        if step.rivals >= 0:
            rivals.setdefault((step.kind, step.rivals), []).append(mark)
        elif step.doubtful:
            rivals[step.kind, -1 - place] = [mark]
        else:
            marks.append(mark)
        if step.doubtful:
            key = (step.kind, step.rivals if step.rivals >= 0 else -1 - place)
            rivals[key] = [*rivals[key], *(() if None in rivals[key] else (None,))]
    told = [tenure.last_told for tenure in stay.tenures if tenure.last_told is not None]
    seen = (*(days for days, _ in stay.seen), *(Days(day, day) for day in told))
    marks += [Mark(Kind.SEEN, days) for days in _sharpest(seen)]
    spans = dict.fromkeys((tenure.start, tenure.end, tenure.goes_on) for tenure in stay.tenures)
    for post, (start, end, goes_on) in enumerate(spans):
        if start is not None and end is None and not goes_on:
            marks.append(Mark(Kind.ARRIVAL, start))  # only its start is known
            continue
        if start is not None:
            marks.append(Mark(Kind.START, start, post=post))
        if end is not None:
            marks.append(Mark(Kind.END, end, post=post if start is not None else -1))
    return marks, [tuple(choice) for choice in rivals.values()]


def _kind(step: Step) -> Kind:
    return Kind.DEPARTURE if step.kind in ("left", "joined from") else Kind.ARRIVAL


def _sharpest(spans: Iterable[Days]) -> Sequence[Days]:
    """Days on which somebody was seen, without those that a sharper one lies inside: that may be the same day."""
    kept: list[Days] = []  # in order; none lies inside another, so their last days are in order as well
    for days in sorted(set(spans), key=lambda days: (days.last - days.first, days)):
        place = bisect_left(kept, days.first, key=lambda other: other.first)
        if place == len(kept) or kept[place].last > days.last:
            kept.insert(place, days)
    return kept
