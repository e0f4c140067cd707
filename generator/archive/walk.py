"""The walk over all orders in which coarse marks can come, forward and backward, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from generator.archive.chronology import EARLIEST, LATEST
from generator.archive.worlds import Kind, Mark, There, nearest_after, on_marks, verdict


class _State(NamedTuple):
    """Where a history stands before a day.

    ``passed`` are the coarse marks that may still lie ahead but don't, a bit each; ``before`` is the last
    mark's kind, ``tenure`` whether an arrival is open, ``running`` how many coarse posts have begun and
    not ended.
    """

    passed: int
    before: Kind
    tenure: bool
    running: int


class _Stretch(NamedTuple):
    """Days on which the same marks may lie. ``open`` are the coarse ones, each in the place of its bit."""

    first: int
    last: int
    fixed: tuple[Kind, ...]  # of marks that certainly lie on its one day
    open: tuple[Mark | None, ...]
    needs: tuple[int, ...]  # for each place the bit that must have been passed first; NEVER where that is yet to come
    closing: int  # bits of the marks whose last day is its last
    covered: bool  # by a post whose days are known


class _Edge(NamedTuple):
    """One thing that can happen on a day, between two states; ``cost`` counts departures that nothing explains."""

    source: _State
    target: _State
    kinds: tuple[Kind, ...]
    covered: bool
    cost: int


NEVER = -1  # no set of passed marks holds all bits


class Walk:
    """All histories of some marks. ``steps`` estimates how many things a walk looks at."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        rough = {mark.post for mark in marks if mark.post >= 0 and not mark.days.exact}
        self._coarse = [mark for mark in marks if not mark.days.exact or mark.post in rough]
        self._fixed = [mark for mark in marks if mark.days.exact and mark.post not in rough]
        changes: dict[int, int] = {EARLIEST: 0}
        for mark in marks:
            changes.setdefault(mark.days.first, 0)
            changes.setdefault(mark.days.last + 1, 0)
        for mark in self._coarse:
            changes[mark.days.first] += 1
            changes[mark.days.last + 1] -= 1
        self._bounds = sorted(day for day in changes if day <= LATEST)
        busiest = max(accumulate(changes[bound] for bound in self._bounds))
        self.steps: int = len(self._bounds) * 3**busiest

    def answers(self) -> Iterator[tuple[int, There]]:
        """(first day, answer) pairs: what every history says that leaves the fewest departures unexplained."""
        forward: dict[_State, int] = {_State(0, Kind.NOTHING, False, 0): 0}
        firsts: list[int] = []
        costs: list[dict[_State, int]] = []
        edges: list[list[_Edge]] = []
        for stretch in self._stretches():
            for first, last in _cut(stretch.first, stretch.last, sum(mark is not None for mark in stretch.open)):
                closing = stretch.closing if last == stretch.last else 0
                out = [edge for state in forward for edge in _edges(stretch, closing, state)]
                firsts.append(first)
                costs.append(forward)
                edges.append(out)
                forward = {}
                for edge in out:
                    cost = costs[-1][edge.source] + edge.cost
                    if cost < forward.get(edge.target, cost + 1):
                        forward[edge.target] = cost
        best = min(forward.values())
        ahead: dict[_State, dict[Kind, int]] = {state: {Kind.NOTHING: 0} for state in forward}
        found: list[tuple[int, There]] = []
        for place in range(len(firsts) - 1, -1, -1):
            said, ahead = _look_back(edges[place], costs[place], ahead, best)
            found.append((firsts[place], said.pop() if len(said) == 1 else There.NOT_KNOWN))
        return reversed(found)

    def _stretches(self) -> Iterator[_Stretch]:
        """All days, cut where marks begin and end. A mark's bit is free for another one once it has passed."""
        fixed, opening, closes = _by_day(self._fixed, 0), _by_day(self._coarse, 0), _by_day(self._coarse, 1)
        open_marks: list[Mark | None] = []
        starts: dict[int, int] = {}  # bit of a post's start while it is open, 0 once it has passed
        running = 0
        for place, first in enumerate(self._bounds):
            last = self._bounds[place + 1] - 1 if place + 1 < len(self._bounds) else LATEST
            for mark in opening.get(first, ()):
                bit = open_marks.index(None) if None in open_marks else len(open_marks)
                open_marks[bit : bit + 1] = [mark]
                if mark.kind is Kind.START:
                    starts[mark.post] = 1 << bit
            kinds = tuple(sorted(mark.kind for mark in fixed.get(first, ())))
            running += kinds.count(Kind.START)
            needs = tuple(
                starts.get(each.post, NEVER) if each is not None and each.kind is Kind.END and each.post >= 0 else 0
                for each in open_marks
            )
            passing = closes.get(last, ())
            closing = sum(1 << bit for bit, each in enumerate(open_marks) if any(each is other for other in passing))
            yield _Stretch(first, last, kinds, tuple(open_marks), needs, closing, running > 0)
            running -= sum(mark.kind is Kind.END and mark.post >= 0 for mark in fixed.get(first, ()))
            open_marks = [None if closing >> bit & 1 else mark for bit, mark in enumerate(open_marks)]
            starts |= {mark.post: 0 for mark in passing if mark.kind is Kind.START}


def _by_day(marks: Iterable[Mark], side: int) -> dict[int, list[Mark]]:
    """Marks by their first (0) or last (1) day."""
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.days[side], []).append(mark)
    return found


def _edges(stretch: _Stretch, closing: int, state: _State) -> Iterator[_Edge]:
    """Everything that can happen on a day of a stretch: which of the marks that may lie on it do.

    ``closing`` are the marks whose last day it is: they pass now or have passed.
    """
    free = sum(1 << bit for bit, mark in enumerate(stretch.open) if mark is not None) & ~state.passed
    must = free & closing
    choice = free
    while True:  # every subset of `free` that holds `must`
        if choice & must == must:
            picked = [bit for bit in range(choice.bit_length()) if choice >> bit & 1]
            passed = state.passed | choice
            if all(passed & stretch.needs[bit] == stretch.needs[bit] for bit in picked):
                marks = [mark for bit in picked if (mark := stretch.open[bit]) is not None]
                yield _edge(stretch, state, passed & ~closing, marks)
        if not choice:
            return
        choice = (choice - 1) & free


def _edge(stretch: _Stretch, state: _State, passed: int, picked: Sequence[Mark]) -> _Edge:
    kinds = tuple(sorted((*stretch.fixed, *(mark.kind for mark in picked)))) if picked else stretch.fixed
    begun = sum(mark.kind is Kind.START for mark in picked)
    ended = sum(mark.kind is Kind.END and mark.post >= 0 for mark in picked)
    before, tenure, cost = state.before, state.tenure, 0
    for kind in kinds:
        if kind is Kind.ARRIVAL:
            tenure = True
        elif kind is Kind.DEPARTURE:
            tenure = False
            cost += before in (Kind.NOTHING, Kind.DEPARTURE)
        before = kind
    target = _State(passed, before, tenure, state.running + begun - ended)
    return _Edge(state, target, kinds, stretch.covered or state.running + begun > 0, cost)


def _cut(first: int, last: int, marks: int) -> Iterator[tuple[int, int]]:
    """A stretch of alike days: as many single days at either end as marks may lie in it, and the rest as one."""
    if not marks:
        yield first, last
    elif last - first <= 2 * marks:
        yield from ((day, day) for day in range(first, last + 1))
    else:
        yield from ((day, day) for day in range(first, first + marks))
        yield first + marks, last - marks
        yield from ((day, day) for day in range(last - marks + 1, last + 1))


def _look_back(
    edges: Sequence[_Edge], costs: dict[_State, int], ahead: dict[_State, dict[Kind, int]], best: int
) -> tuple[set[There], dict[_State, dict[Kind, int]]]:
    """The answers that the best histories give for a day, and for each state before it what comes next and its cost."""
    said: set[There] = set()
    seen: dict[_State, dict[Kind, int]] = {}
    for edge in edges:
        future = ahead.get(edge.target)
        if future is None:
            continue
        so_far = costs[edge.source] + edge.cost
        if edge.kinds:
            rest = min(future.values())
            following = {nearest_after(edge.kinds): rest + edge.cost}
        else:
            rest, following = 0, future
        if edge.kinds or edge.covered:
            if so_far + min(future.values()) == best:
                said.add(There.YES if edge.covered else on_marks(edge.kinds))
        else:
            said |= {
                verdict(edge.source.before, edge.source.tenure, after)
                for after, cost in future.items()
                if so_far + cost == best
            }
        known = seen.setdefault(edge.source, {})
        for after, cost in following.items():
            known[after] = min(cost, known.get(after, cost))
    return said, seen
