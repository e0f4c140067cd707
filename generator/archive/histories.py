"""Every history that coarse dates allow, and what all of them say about each day.

Between two bounds of the marks' spans all days are alike but for the first few and the last few, so a
stretch of years is walked as a handful of days: as many at either end as there are marks that may lie
in it, and one that stands for the rest. The walk goes forward and backward over states (which coarse
marks have been passed, the last mark's kind, whether a tenure is open), which is exact dynamic
programming over the orders that the marks can come in; ``tests/test_oracle.py`` holds it against every
assignment of days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from generator.archive.chronology import EARLIEST, LATEST, Days
from generator.archive.walk import Walk
from generator.archive.worlds import Kind, Mark, There, nearest_after, on_marks, verdict

# One choice is a tuple of marks of which exactly one is true; None stands for "none of them".
Choice = tuple[Mark | None, ...]
Answers = list[tuple[int, There]]

MOST_CHOICES = 16  # combinations of disputed marks that are tried one by one
MOST_STEPS = 100_000  # that are walked: five coarse marks in one time, or three in a long career, take far fewer


def answers(marks: Sequence[Mark], choices: Sequence[Choice] = ()) -> Answers:
    """The answer for every day, as (first day, answer) pairs in order, from ``EARLIEST`` on.

    ``choices`` are marks in dispute: every combination of one from each is a possible history. Beyond
    ``MOST_CHOICES`` combinations a disputed mark is taken for one on some day from the first to the last
    of its rivals; where so many coarse marks overlap that a walk would take over ``MOST_STEPS`` steps, what
    isn't certain by their bounds alone is not known. Both only ever widen.
    """
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MOST_CHOICES:
        return _answers([*marks, *(_hull(choice) for choice in choices)])
    found = [_answers([*marks, *(mark for mark in picked if mark is not None)]) for picked in product(*choices)]
    return found[0] if len(found) == 1 else agreed(found)


def _hull(choice: Choice) -> Mark:
    rivals = [mark for mark in choice if mark is not None]
    first, last = min(mark.days.first for mark in rivals), max(mark.days.last for mark in rivals)
    return Mark(rivals[0].kind, Days(first, last))


def _answers(marks: Sequence[Mark]) -> Answers:
    if all(mark.days.exact for mark in marks):
        return list(_settled(marks))
    walk = Walk(marks)
    if walk.steps > MOST_STEPS:
        return _by_bounds(marks)
    return list(walk.answers())


def _settled(marks: Sequence[Mark]) -> Iterator[tuple[int, There]]:
    """The one history of marks whose days are all known."""
    by_day: dict[int, list[Mark]] = {}
    for mark in marks:
        by_day.setdefault(mark.days.first, []).append(mark)
    days = sorted(by_day)
    kinds = [sorted(mark.kind for mark in by_day[day]) for day in days]
    before, tenure, running = Kind.NOTHING, False, 0  # running: posts that have begun and not ended
    for place, day in enumerate(days):
        if place == 0 and day > EARLIEST:
            yield EARLIEST, verdict(before, tenure, nearest_after(kinds[0]))
        yield day, There.YES if running else on_marks(kinds[place])
        for mark in by_day[day]:
            running += mark.kind is Kind.START
            running -= mark.kind is Kind.END and mark.post >= 0
        before = kinds[place][-1]
        tenure = (tenure or Kind.ARRIVAL in kinds[place]) and Kind.DEPARTURE not in kinds[place]
        next_day = days[place + 1] if place + 1 < len(days) else LATEST + 1
        if next_day > day + 1:
            after = nearest_after(kinds[place + 1]) if place + 1 < len(days) else Kind.NOTHING
            yield day + 1, There.YES if running else verdict(before, tenure, after)
    if not days:
        yield EARLIEST, There.NOT_KNOWN


def agreed(found: Sequence[Answers]) -> Answers:
    """The answers that all give, NOT_KNOWN where they differ."""
    firsts = [[day for day, _ in answered] for answered in found]
    said_by_all = []
    for day in sorted({day for days in firsts for day in days}):
        said = {answered[bisect_right(days, day) - 1][1] for answered, days in zip(found, firsts, strict=True)}
        said_by_all.append((day, said.pop() if len(said) == 1 else There.NOT_KNOWN))
    return said_by_all


def _by_bounds(marks: Sequence[Mark]) -> Answers:
    """What is certain without looking at the orders in which overlapping marks can come."""
    found = agreed([_answers([_pinned(mark, at) for mark in marks]) for at in (0, 1)])
    firsts = [day for day, _ in found]
    sure = _merged(Days(start.last, end.first) for start, end in _posts(marks) if start.last <= end.first)
    coarse = _merged(mark.days for mark in marks if not mark.days.exact)
    bounds = {*firsts, *_bounds(sure), *_bounds(coarse)}
    return [
        (
            day,
            There.YES
            if _lies_in(day, sure)
            else There.NOT_KNOWN
            if _lies_in(day, coarse)
            else found[bisect_right(firsts, day) - 1][1],
        )
        for day in sorted(bounds)
    ]


def _pinned(mark: Mark, at: int) -> Mark:
    return Mark(mark.kind, Days(mark.days[at], mark.days[at]), post=mark.post)


def _posts(marks: Iterable[Mark]) -> Iterator[tuple[Days, Days]]:
    """Start and end of each post."""
    starts = {mark.post: mark.days for mark in marks if mark.kind is Kind.START}
    ends = {mark.post: mark.days for mark in marks if mark.kind is Kind.END and mark.post >= 0}
    for post, start in starts.items():
        yield start, ends.get(post, Days(LATEST, LATEST))


def _merged(spans: Iterable[Days]) -> list[Days]:
    """The days that any of the spans covers, as spans that don't touch, in order."""
    merged: list[Days] = []
    for span in sorted(spans):
        if merged and span.first <= merged[-1].last:
            merged[-1] = Days(merged[-1].first, max(merged[-1].last, span.last))
        else:
            merged.append(span)
    return merged


def _bounds(spans: Iterable[Days]) -> Iterator[int]:
    for span in spans:
        yield span.first
        if span.last < LATEST:
            yield span.last + 1


def _lies_in(day: int, spans: Sequence[Days]) -> bool:
    place = bisect_right(spans, day, key=lambda span: span.first) - 1
    return place >= 0 and day <= spans[place].last
