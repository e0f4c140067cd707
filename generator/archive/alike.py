"""Reports in groups, each of one round or one valuation, without holding every report against every other.

Each report is filed under keys, and sought under keys: what may be the same as it is filed under one of
those. The days of a report are keys of one day each where they are few, and of :data:`STEP` days where many.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Iterator
from heapq import merge

from generator.archive.chronology import Days, days_of
from generator.archive.model import Fact
from generator.archive.rounds import NEAR, round_days
from generator.values.money import Money
from generator.values.names import match_key

STEP = 32  # days
MANY = 64  # steps: a longer span is held against every other one of its sum
Keys = Callable[[Fact], Iterable[Hashable]]


def grouped(
    facts: Iterable[Fact], same: Callable[[Fact, Fact], bool], filed: Keys, sought: Keys
) -> tuple[tuple[Fact, ...], ...]:
    """Facts in groups: each joins the first one whose first or last fact is the same as it, or begins another.

    Where ``same(one, other)``, ``sought(one)`` and ``filed(other)`` share a key. Takes a time in line with the
    number of facts as long as few of different groups share a key.
    """
    groups: list[list[Fact]] = []
    shelves: dict[Hashable, list[int]] = {}  # the groups under each key, in order

    def fits(fact: Fact, group: list[Fact]) -> bool:
        return same(fact, group[0]) or same(fact, group[-1])

    for fact in facts:
        candidates = merge(*(shelf for key in dict.fromkeys(sought(fact)) if (shelf := shelves.get(key))))
        number = next((each for each in candidates if fits(fact, groups[each])), len(groups))
        if number == len(groups):
            groups.append([])
        groups[number].append(fact)
        for key in filed(fact):
            shelf = shelves.setdefault(key, [])
            place = bisect_left(shelf, number)
            if place == len(shelf) or shelf[place] != number:
                shelf.insert(place, number)
    return tuple(map(tuple, groups))


def filed_as_round(fact: Fact) -> Iterator[Hashable]:
    """Where :func:`generator.archive.rounds.same_round` may look for a report of money raised."""
    named, days = bool(fact.round), round_days(fact)
    if named:
        yield "name", match_key(fact.round)
    if fact.money is not None:
        yield from (("sum", named, *key) for key in _filed_by(fact.money, fact))
    if days.last - days.first < NEAR:
        kind = "told" if fact.date is None else "on"
        yield from ((kind, named, day) for day in range(days.first, days.last + 1))


def sought_as_round(fact: Fact) -> Iterator[Hashable]:
    """Where whatever reports the same round is filed: under its name, its sum, or a day near its own."""
    named, days = bool(fact.round), round_days(fact)
    if named:
        yield "name", match_key(fact.round)
    for other in (False,) if named else (False, True):  # two names decide
        if fact.money is not None:
            yield from (("sum", other, *key) for key in _sought_by(fact.money, fact, NEAR))
        if days.last - days.first < NEAR:
            yield from (("told", other, day) for day in range(days.first - NEAR, days.last + NEAR + 1))
            near = 0 if fact.date else NEAR
            yield from (("on", other, day) for day in range(days.first - near, days.last + near + 1))


def filed_as_worth(fact: Fact) -> Iterator[Hashable]:
    """Where a report of what a company is worth is filed: under the sum and, if by a round, as that."""
    worth = worth_of(fact)
    if worth is not None:
        yield from (("worth", *key) for key in _filed_by(worth, fact))
    if fact.kind == "raised":
        yield from filed_as_round(fact)


def sought_as_worth(fact: Fact) -> Iterator[Hashable]:
    """Where whatever reports the same valuation is filed."""
    worth = worth_of(fact)
    if worth is not None:
        yield from (("worth", *key) for key in _sought_by(worth, fact, 0))
    if fact.kind == "raised":
        yield from sought_as_round(fact)


def worth_of(fact: Fact) -> Money | None:
    """What a round or a valuation says that the company is worth."""
    return fact.valuation if fact.kind == "raised" else fact.money


def _filed_by(money: Money, fact: Fact) -> Iterator[tuple[Hashable, ...]]:
    """One sum and the days of its report, in steps; each report is filed under its sum alone, too."""
    yield money.value, "any"
    if fact.date is None:
        yield money.value, "undated"
    else:
        yield from ((money.value, step) for step in _steps(days_of(fact)) or ("long",))


def _sought_by(money: Money, fact: Fact, near: int) -> Iterator[tuple[Hashable, ...]]:
    days = days_of(fact)
    steps = _steps(Days(days.first - near, days.last + near))
    if fact.date is None or not steps:
        yield money.value, "any"
    else:
        yield from ((money.value, key) for key in ("undated", "long", *steps))


def _steps(days: Days) -> range:
    """The steps that some days lie in; none for a long span."""
    steps = range(days.first // STEP, days.last // STEP + 1)
    return steps if len(steps) <= MANY else range(0)
