"""Every history of a few marks: each assignment of a day to each, and what it says of a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

DaySet = frozenset[int]


class TooManyError(Exception):
    """More assignments than a test has time for."""


def worlds(
    marks: Sequence[tuple[str, DaySet]], posts: Sequence[tuple[DaySet | None, DaySet | None]], window: range, limit: int
) -> Iterator[tuple[int, list[tuple[int, str]], list[tuple[int, int]]]]:
    never = window[-1] + 1
    sides = [side for start, end in posts for side in (start or frozenset((-1,)), end or frozenset((never,)))]
    options = [*(days for _, days in marks), *sides]
    size = 1
    for days in options:
        size *= len(days)
    if size > limit:
        raise TooManyError
    for picked in product(*map(sorted, options)):
        events = [(day, kind) for day, (kind, _) in zip(picked, marks, strict=False)]
        spans = []
        for place, (start, end) in enumerate(posts):
            first, last = picked[len(marks) + 2 * place : len(marks) + 2 * place + 2]
            if start is None:
                events.append((last, "end"))  # there on its last day, and nobody knows since when
            elif last < first:
                break
            else:
                spans.append((first, last))
                if end is None:
                    spans[-1] = (first, never)
        else:
            yield unexplained(events, spans), events, spans


def unexplained(events: Sequence[tuple[int, str]], spans: Sequence[tuple[int, int]]) -> int:
    """Departures before which nothing since the last departure puts the person there."""
    order = {"seen": 1, "start": 2, "end": 3, "arrival": 4, "departure": 5}
    marks = [*events, *((first, "start") for first, _ in spans), *((last, "end") for _, last in spans)]
    count, there = 0, False
    for _, kind in sorted(marks, key=lambda mark: (mark[0], order[mark[1]])):
        if kind == "departure":
            count += not there
        there = kind != "departure"
    return count


def answer(events: Sequence[tuple[int, str]], spans: Sequence[tuple[int, int]], day: int) -> str:
    """What one history says of a day, by the words of the contract."""
    on = [kind for when, kind in events if when == day]
    if any(first <= day <= last for first, last in spans) or any(kind != "departure" for kind in on):
        return "yes"
    if on:
        return "not known"  # gone in the morning or in the evening?
    past = [(when, kind) for when, kind in events if when < day] + [(last, "end") for _, last in spans if last < day]
    future = [(when, kind) for when, kind in events if when > day]
    future += [(first, "arrival") for first, _ in spans if first > day]
    next_kinds = {kind for when, kind in future if when == min(future)[0]} if future else set()
    comes, goes = "arrival" in next_kinds, "arrival" not in next_kinds and "departure" in next_kinds
    if not past:
        return "not yet" if comes else "not known"
    last_kinds = {kind for when, kind in past if when == max(past)[0]}
    if "departure" in last_kinds:  # gone; and if somebody saw them since, they came back, nobody knows when
        return "no longer" if comes or not future else "not known"
    if "end" in last_kinds and "arrival" not in last_kinds:  # their last post ended
        if not future:
            return "no longer"
        moves = sorted((when, kind == "departure") for when, kind in past if kind in ("arrival", "departure"))
        if goes or (moves and not moves[-1][1]):
            return "yes"
        return "no longer" if comes else "not known"
    return "yes" if future else "not known"
