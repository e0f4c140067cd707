"""The halves of one person's moves, and which belong together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, combinations

from msgspec import Struct

from generator.archive.chronology import LATEST, Days
from generator.archive.contradictions import other_ends_differ
from generator.archive.model import Fact, Ref
from generator.archive.stays import Stay, Step
from generator.values.dates import EdtfDate

# A departure, an arrival, and where the departure led if no arrival is on file. One of the first two may be None.
Pair = tuple["Leg | None", "Leg | None", Ref | None]

MOST = 64  # reports of one departure or arrival are held against each other


class Leg(Struct, frozen=True, eq=False):  # two legs are one only if they are the same object
    """A departure from, or an arrival at, ``company``.

    ``spans`` are its days, several where they are disputed, with as many ``dates``; ``first`` and ``last`` bound all.
    ``contested``: it may not have been, by what else is told of the company; ``forked``: stories differ about where it
    led to, or was from.
    """

    company: Ref
    spans: tuple[Days, ...]
    facts: tuple[Fact, ...]
    partners: tuple[Ref, ...]
    date: EdtfDate | None
    role: str
    founding: bool
    disputed: bool
    first: int
    last: int
    dates: tuple[EdtfDate, ...] = ()
    contested: bool = False
    forked: bool = False

    @property
    def stories(self) -> frozenset[str]:
        return frozenset(fact.story for fact in self.facts)


def legs_of(stays: Mapping[Ref, Stay]) -> tuple[list[Leg], list[Leg]]:
    """All departures and all arrivals of one person, in order of time. Rival dates are one leg."""
    departures = [leg for company, stay in stays.items() for leg in _legs(company, stay.departures, stay)]
    arrivals = [leg for company, stay in stays.items() for leg in _legs(company, stay.arrivals, stay)]
    return sorted(departures, key=_in_time), sorted(arrivals, key=_in_time)


def _in_time(leg: Leg) -> tuple[int, int, Ref]:
    return leg.last, leg.first, leg.company


def _legs(company: Ref, steps: Iterable[Step], stay: Stay) -> Iterator[Leg]:
    groups: dict[tuple[str, int], list[Step]] = {}
    for place, step in enumerate(steps):
        groups.setdefault((step.kind, step.rivals if step.rivals >= 0 else -1 - place), []).append(step)
    for group in groups.values():
        facts = [fact for step in group for fact in (*step.facts, *step.halves)]
        forked = any(other_ends_differ(one, other) for one, other in combinations(group[0].facts[:MOST], 2))
        yield Leg(
            company,
            tuple(step.days for step in group),
            tuple({fact.id: fact for fact in facts}.values()),
            tuple(sorted({partner for step in group for partner in step.partners})),
            next((step.date for step in group if step.date is not None), None),
            next((step.role for step in group if step.role), ""),
            group[0].kind == "founded",
            forked or len(group) > 1 or group[0].doubtful or not stay.disputed.isdisjoint(fact.id for fact in facts),
            min(step.days.first for step in group),
            max(step.days.last for step in group),
            tuple(step.date for step in group if step.date is not None) if len(group) > 1 else (),
            not stay.contested.isdisjoint(fact.id for fact in facts),
            forked,
        )


def paired(departures: Sequence[Leg], arrivals: Sequence[Leg], order: Mapping[str, int]) -> list[Pair]:
    """Every move: halves that name each other, then halves that follow each other, then what is left over."""
    pairs = list(_naming(departures, arrivals))
    for rule in (_following, _undated):
        taken = {leg for pair in pairs for leg in pair[:2]}
        free = [leg for leg in departures if leg not in taken], [leg for leg in arrivals if leg not in taken]
        pairs += [(departure, arrival, None) for departure, arrival in rule(*free, arrivals, order)]
    taken = {leg for pair in pairs for leg in pair[:2]}
    pairs += [(leg, None, None) for leg in departures if leg not in taken]
    pairs += [(None, leg, None) for leg in arrivals if leg not in taken and not leg.founding]
    return pairs


def _naming(departures: Sequence[Leg], arrivals: Sequence[Leg]) -> Iterator[Pair]:
    """Departures whose destination is named by either half, each with the arrival there if one is on file."""
    told: dict[str, list[Leg]] = {}  # arrivals by the facts that tell of them
    for arrival in arrivals:
        for fact in arrival.facts:
            told.setdefault(fact.id, []).append(arrival)
    for departure in departures:
        shared = [leg for fact in departure.facts for leg in told.get(fact.id, ())]
        for company in departure.partners:
            there = [leg for leg in shared if leg.company == company]
            if there or any(fact.destination == company for fact in departure.facts):
                yield departure, min(there, key=_in_time, default=None), company


def _following(
    departures: Sequence[Leg], free: Sequence[Leg], arrivals: Sequence[Leg], _: Mapping[str, int]
) -> Iterator[tuple[Leg, Leg]]:
    """Dated departures, each with the dated arrival elsewhere that comes next, nothing else lying between."""
    dated = [leg for leg in departures if leg.date is not None]
    gone_again, come_again = _Next(dated), _Next(arrivals)
    coming = [leg for leg in free if leg.date is not None]  # in order of their last day
    lasts = [leg.last for leg in coming]
    taken: set[Leg] = set()
    for departure in dated:
        end, start = gone_again.after(departure.last), come_again.after(departure.last)
        for arrival in coming[bisect_left(lasts, departure.first) : bisect_left(lasts, end)]:
            if arrival not in taken and arrival.company != departure.company and arrival.first <= start:
                taken.add(arrival)
                yield departure, arrival
                break


class _Next:
    """When the next of some legs has certainly been passed."""

    def __init__(self, legs: Iterable[Leg]) -> None:
        ordered = sorted(legs, key=lambda leg: leg.first)
        self._firsts = [leg.first for leg in ordered]
        self._passed = list(accumulate((leg.last for leg in reversed(ordered)), min))[::-1]

    def after(self, day: int) -> int:
        """The earliest last day of the legs that begin wholly after a day."""
        place = bisect_right(self._firsts, day)
        return self._passed[place] if place < len(self._passed) else LATEST + 1


def _undated(
    departures: Sequence[Leg], free: Sequence[Leg], _: Sequence[Leg], order: Mapping[str, int]
) -> Iterator[tuple[Leg, Leg]]:
    """Halves of which one has no date, told in one story.

    Of several departures that an arrival may follow, the one told last: stories tell a career in its order.
    """
    told: dict[str, list[Leg]] = {}  # by story, the one told last at the end
    for leg in sorted(departures, key=lambda leg: max(order[fact.id] for fact in leg.facts)):
        for story in leg.stories:
            told.setdefault(story, []).append(leg)
    taken: set[Leg] = set()
    for arrival in free:
        before = [
            last
            for story in sorted(arrival.stories)
            if (last := _told_last(told.get(story, []), taken, arrival)) is not None
        ]
        if before:
            departure = max(before, key=lambda leg: max(order[fact.id] for fact in leg.facts))
            taken.add(departure)
            yield departure, arrival


def _told_last(told: list[Leg], taken: set[Leg], arrival: Leg) -> Leg | None:
    """The last of a story's departures that is free and that the arrival may follow."""
    while told and told[-1] in taken:
        told.pop()
    for leg in reversed(told):
        undated = leg.date is None or arrival.date is None
        if undated and leg not in taken and leg.company != arrival.company and leg.first <= arrival.last:
            return leg
    return None
