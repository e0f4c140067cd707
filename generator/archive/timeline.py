"""One person at one company over all days: where the answer changes, in which role, and by which facts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.archive.chronology import LATEST, Day, Days
from generator.archive.histories import Choice, answers
from generator.archive.model import Ref
from generator.archive.stays import Stay, Step
from generator.archive.support import Support
from generator.archive.worlds import Kind, Mark, There


@dataclass(frozen=True, slots=True)
class Presence:
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


@dataclass(frozen=True, slots=True)
class Timeline:
    """``answers[i]`` holds from day ``starts[i]`` (an ordinal) until the day before ``starts[i + 1]``."""

    starts: tuple[int, ...]
    answers: tuple[Presence, ...]

    @property
    def days_there(self) -> tuple[Days, ...]:
        """The stretches of days on which they were certainly there, oldest first; neighbours may touch."""
        ends = (*self.starts[1:], LATEST + 1)
        return tuple(
            Days(start, end - 1)
            for start, end, answer in zip(self.starts, ends, self.answers, strict=True)
            if answer.there is There.YES
        )

    def on(self, day: Day) -> Presence:
        return self.answers[bisect_right(self.starts, day.toordinal()) - 1]


def timeline(person: Ref, company: Ref, stay: Stay) -> Timeline:
    """The answers for every day there is."""
    marks, choices = marks_of(stay)
    every = [*marks, *(mark for choice in choices for mark in choice if mark is not None)]
    support = Support(every, stay)
    foundings = [step for step in stay.arrivals if step.kind == "founded"]
    doubtful = bool(foundings) and all(step.doubtful for step in foundings)
    starts: list[int] = []
    found: list[Presence] = []
    for first, there in answers(marks, choices):
        role, facts = support.of(first, there)
        answer = Presence(person, company, there, role, facts, bool(foundings), doubtful)
        if not found or found[-1] != answer:
            starts.append(first)
            found.append(answer)
    return Timeline(tuple(starts), tuple(found))


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
    marks += [Mark(Kind.SEEN, days) for days in _sharpest(days for days, _ in stay.seen)]
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
    kept: list[Days] = []
    for days in sorted(set(spans), key=lambda days: (days.last - days.first, days)):
        if days.exact or not any(other.inside(days) for other in kept):
            kept.append(days)
    return sorted(kept)
