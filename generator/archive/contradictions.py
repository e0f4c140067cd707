"""What is told of one person at one company and cannot all be true: roles against departures, and spans of one role.

A departure contradicts a role that was seen there on a later day, in a story that came out before any told of the
departure: nobody knew of it yet. It contradicts a post that began before it and ended after it as well, whichever story
came out first. It contradicts neither where a return is on file, where it is a departure from another role, or where
one story tells of both. Two spans of one role contradict each other where they certainly share a day, and their
beginnings, or their ends, don't fit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from generator.archive.chronology import EARLIEST, Days, days_of
from generator.archive.events import Event
from generator.archive.model import Fact
from generator.archive.returns import Comings
from generator.archive.stays import held_on, seen_on, tenure_of
from generator.archive.wording import roles_differ

_NODE = TypeVar("_NODE", int, str, int | str)

# With more reports of one topic than this, each is held only against its neighbours in time.
MOST_REPORTS = 200
NEIGHBOURS = 16
MOST_READINGS = 16  # of what is told of one person at one company; what lies beyond them is not looked at


def pairs_of(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Every two reports of one topic, oldest first; of very many, those that lie near each other in time."""
    if len(facts) <= MOST_REPORTS:
        yield from combinations(facts, 2)
        return
    order = sorted(range(len(facts)), key=lambda place: (days_of(facts[place]), place))
    for at, place in enumerate(order):
        for next_place in order[at + 1 : at + 1 + NEIGHBOURS]:
            yield facts[min(place, next_place)], facts[max(place, next_place)]


def may_contradict(held: Fact, departures: Iterable[Fact]) -> bool:
    """A quick look: whether a role may speak against one of some departures at all, being of a later day."""
    goes_on = held.date is not None and held.date.interval and held.date.end_kind != "known"
    return not goes_on and any(fact.date and days_of(fact).first < held_on(held).last for fact in departures)


def contradicted(departure: Event, held: Iterable[Fact], comings: Comings) -> tuple[Fact, ...]:
    """The roles at the company beside which a departure from it cannot be true."""
    if not departure.dated:
        return ()
    stories = {fact.story for fact in departure.facts}
    others = (fact for fact in held if fact.story not in stories and not roles_differ(departure.role, fact.role))
    return tuple(fact for fact in others if _goes_on_after(fact, departure, comings))


def _goes_on_after(held: Fact, departure: Event, comings: Comings) -> bool:
    """Whether a role puts somebody at the company after they left it, and no return can explain it."""
    gone = departure.days
    if tenure_of(held) is None:
        later, is_against = seen_on(held), held.reported < min(fact.reported for fact in departure.facts)
    else:
        began, ended = _sides(held)
        if began is None or ended is None:
            return False
        later, is_against = ended, began.last <= gone.first
    if not is_against or later.first <= gone.last:
        return False
    return not comings.had_returned(gone, later)


def other_ends_differ(one: Fact, other: Fact) -> bool:
    """Whether two stories say of one departure, or of one arrival, that it led, or was from, somewhere else."""
    ends = [fact.destination if fact.kind == "left" else fact.origin for fact in (one, other)]
    if one.kind != other.kind or None in ends or ends[0] == ends[1] or one.story == other.story:
        return False
    return one.date is not None and other.date is not None and days_of(one).touches(days_of(other))


def spans_differ(one: Fact, other: Fact) -> bool:
    """Whether two spans of one role are of one time in it, and begin or end on days that don't fit."""
    first, second = _sure_days(one), _sure_days(other)
    if first is None or second is None or not first.touches(second):
        return False
    return any(
        side is not None and other_side is not None and not side.touches(other_side)
        for side, other_side in zip(_sides(one), _sides(other), strict=True)
    )


def _sure_days(held: Fact) -> Days | None:
    """The days that a span certainly covers. One that goes on does so on its story's day, as far as anybody knows."""
    tenure = tenure_of(held)
    if tenure is None:
        return None
    start, end = tenure.start, tenure.end
    if end is None:
        last = held.reported.toordinal() if tenure.goes_on else EARLIEST
        return None if start is None else Days(start.last, max(start.last, last))
    if start is None:
        return Days(end.first, end.first)
    return Days(start.last, end.first) if start.last <= end.first else None


def _sides(held: Fact) -> tuple[Days | None, Days | None]:
    """The beginning and the end of a span, each None where no day is given."""
    tenure = tenure_of(held)
    if tenure is None:
        return None, None
    return None if tenure.start == Days(EARLIEST, EARLIEST) else tenure.start, tenure.end


def readings(pairs: Collection[tuple[_NODE, _NODE]]) -> tuple[frozenset[_NODE], ...]:
    """Of things that cannot both be true, two by two, what is left out in each reading: as little as can be."""
    against: dict[_NODE, set[_NODE]] = {}
    for one, other in pairs:
        against.setdefault(one, set()).add(other)
        against.setdefault(other, set()).add(one)
    every = sorted(against, key=lambda node: (-len(against[node]), str(node)))
    found: list[frozenset[_NODE]] = []

    def read(place: int, out: frozenset[_NODE]) -> None:
        if len(found) == MOST_READINGS:
            return
        while place < len(every) and (every[place] in out or against[every[place]] <= out):
            place += 1
        if place < len(every):
            read(place + 1, out | against[every[place]])
            read(place + 1, out | {every[place]})
        elif all(against[node] - out for node in out):
            found.append(out)

    read(0, frozenset())
    return tuple(found)
