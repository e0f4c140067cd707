"""The walk over all orders in which coarse marks can come, forward and backward, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.archive.chronology import EARLIEST, LATEST
from generator.archive.worlds import Kind, Mark, There, nearest_after, on_marks, verdict


class _State(NamedTuple):
    """Where a history stands before a day: coarse marks passed (a bit each), the last mark, an open tenure."""

    passed: int
    before: Kind
    tenure: bool


class _Day(NamedTuple):
    """A day of the walk, or (``last > first``) one that stands for a stretch of days that are all alike."""

    first: int
    last: int
    fixed: tuple[Kind, ...]  # marks that certainly lie on it
    may: int  # coarse marks that may, as bits
    due: int  # those of them whose last day it is
    covered: bool  # by a post whose days are known


class _Edge(NamedTuple):
    """One thing that can happen on a day, between two states; ``cost`` counts departures that nothing explains."""

    source: _State
    target: _State
    kinds: tuple[Kind, ...]
    covered: bool
    cost: int


class Walk:
    """All histories of some marks. ``busiest`` is how many coarse marks may lie in one stretch."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        rough = {mark.post for mark in marks if mark.post >= 0 and not mark.days.exact}
        self._coarse = [mark for mark in marks if not mark.days.exact or mark.post in rough]
        self._fixed = [mark for mark in marks if mark.days.exact and mark.post not in rough]
        self._starts = {mark.post: 1 << bit for bit, mark in enumerate(self._coarse) if mark.kind is Kind.START}
        self._ends = {
            mark.post: 1 << bit for bit, mark in enumerate(self._coarse) if mark.kind is Kind.END and mark.post >= 0
        }
        bounds = {EARLIEST}
        for mark in marks:
            bounds.add(mark.days.first)
            if mark.days.last < LATEST:
                bounds.add(mark.days.last + 1)
        self._bounds = sorted(bounds)
        self._may = [
            sum(
                1 << bit
                for bit, mark in enumerate(self._coarse)
                if mark.days.first <= bound and mark.days.last >= bound
            )
            for bound in self._bounds
        ]
        self.busiest = max(may.bit_count() for may in self._may)

    def answers(self) -> Iterator[tuple[int, There]]:
        """(first day, answer) pairs: what every history says that leaves the fewest departures unexplained."""
        days = list(self._days())
        begin = _State(0, Kind.NOTHING, False)
        forward: dict[_State, int] = {begin: 0}
        costs, edges = [forward], []
        for day in days:
            out = [edge for state in forward for edge in self._edges(day, state)]
            forward = {}
            for edge in out:
                cost = costs[-1][edge.source] + edge.cost
                if cost < forward.get(edge.target, cost + 1):
                    forward[edge.target] = cost
            costs.append(forward)
            edges.append(out)
        everything = (1 << len(self._coarse)) - 1
        best = min(cost for state, cost in forward.items() if state.passed == everything)
        ahead: dict[_State, dict[Kind, int]] = {
            state: {Kind.NOTHING: 0} for state in forward if state.passed == everything
        }
        found: list[tuple[int, There]] = []
        for place in range(len(days) - 1, -1, -1):
            said, ahead = _look_back(edges[place], costs[place], ahead, best)
            found.append((days[place].first, said.pop() if len(said) == 1 else There.NOT_KNOWN))
        return reversed(found)

    def _days(self) -> Iterator[_Day]:
        fixed: dict[int, list[Kind]] = {}
        for mark in self._fixed:
            fixed.setdefault(mark.days.first, []).append(mark.kind)
        ended = {mark.days.first: 0 for mark in self._fixed}
        for mark in self._fixed:
            ended[mark.days.first] += mark.kind is Kind.END and mark.post >= 0
        running = 0
        for place, first in enumerate(self._bounds):
            last = self._bounds[place + 1] - 1 if place + 1 < len(self._bounds) else LATEST
            may = self._may[place]
            kinds = tuple(sorted(fixed.get(first, ())))
            running += kinds.count(Kind.START)
            for start, end in _cut(first, last, may.bit_count()):
                due = sum(1 << bit for bit, mark in enumerate(self._coarse) if mark.days.last == end)
                yield _Day(start, end, kinds, may, due, running > 0)
            running -= ended.get(first, 0)

    def _edges(self, day: _Day, state: _State) -> Iterator[_Edge]:
        """Everything that can happen on a day: which of the marks that may lie on it do."""
        free = day.may & ~state.passed
        must = free & day.due
        choice = free
        while True:  # every subset of `free` that holds `must`
            if choice & must == must and self._begun_before_ended(state.passed | choice, choice):
                kinds = day.fixed
                if choice:
                    picked = (mark.kind for bit, mark in enumerate(self._coarse) if choice >> bit & 1)
                    kinds = tuple(sorted((*kinds, *picked)))
                passed = state.passed | choice
                target, cost = _after(state, passed, kinds)
                yield _Edge(state, target, kinds, day.covered or self._covered(state.passed, passed), cost)
            if not choice:
                return
            choice = (choice - 1) & free

    def _begun_before_ended(self, passed: int, choice: int) -> bool:
        return all(
            not choice & end or post not in self._starts or passed & self._starts[post]
            for post, end in self._ends.items()
        )

    def _covered(self, passed_before: int, passed: int) -> bool:
        """Whether a post has begun by the day and not ended before it."""
        return any(
            passed & start and not passed_before & self._ends.get(post, 0) for post, start in self._starts.items()
        )


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


def _after(state: _State, passed: int, kinds: tuple[Kind, ...]) -> tuple[_State, int]:
    before, tenure, cost = state.before, state.tenure, 0
    for kind in kinds:
        if kind is Kind.ARRIVAL:
            tenure = True
        elif kind is Kind.DEPARTURE:
            tenure = False
            cost += before in (Kind.NOTHING, Kind.DEPARTURE)
        before = kind
    return _State(passed, before, tenure), cost


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
