"""Which facts give an answer, and which role goes with it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from generator.archive.chronology import EARLIEST, Days
from generator.archive.stays import Stay, Tenure
from generator.archive.worlds import Kind, Mark, There
from generator.values.names import role_key

_FAR = 24  # how many marks back a role is looked for


class Support:
    """The marks of one stay, ready to be asked about a day."""

    def __init__(self, marks: Sequence[Mark], stay: Stay) -> None:
        told = [mark for mark in marks if mark.facts]
        told += [Mark(Kind.SEEN, days, (fact.id,), fact.role) for days, fact in stay.seen]
        for tenure in stay.tenures:
            told += _signs(tenure)
        self._by_last = sorted(told, key=lambda mark: (mark.days.last, mark.kind))
        self._by_first = sorted(told, key=lambda mark: (mark.days.first, mark.kind))
        self._lasts = [mark.days.last for mark in self._by_last]
        self._firsts = [mark.days.first for mark in self._by_first]
        self._coarse = [mark for mark in told if not mark.days.exact]
        self._tenures = sorted(stay.tenures, key=lambda tenure: tenure.start or Days(EARLIEST, EARLIEST))
        self._age = {fact.id: fact.reported.toordinal() for fact in stay.facts}

    def of(self, day: int, there: There) -> tuple[str, tuple[str, ...]]:
        """The role, and the ids of the facts, oldest first, behind an answer for a day."""
        before, on, after = self._before(day), list(self._on(day)), self._after(day)
        if there is There.YES:
            covering = self._covering(day)
            seen = [mark for mark in on if mark.days.exact and mark.kind is not Kind.DEPARTURE]
            if covering or seen:
                roles = [*(tenure.fact.role for tenure in covering), *(mark.role for mark in seen)]
                ids = [*(tenure.fact.id for tenure in covering), *(fact for mark in seen for fact in mark.facts)]
                return _together(roles) or self._role_before(day), self._oldest_first(ids)
            # A role that was only seen later may be of that later day alone.
            coming = (*on, *(mark for mark in after if mark.kind is not Kind.SEEN))
            role = self._role_before(day) or next((mark.role for mark in coming if mark.role), "")
            return role, self._facts(before, on, after)
        if there is There.NOT_YET:
            return "", self._facts(on, after)
        role = self._role_before(day) or next((mark.role for mark in on if mark.role), "")
        if there is There.NO_LONGER:
            gone = [mark for mark in before if mark.kind in (Kind.DEPARTURE, Kind.END)]
            return role, self._facts(gone or before, on)
        return role, self._facts(before, on, after)

    def _before(self, day: int) -> Sequence[Mark]:
        """The marks that lie last of those wholly before the day."""
        stop = bisect_left(self._lasts, day)
        return self._by_last[bisect_left(self._lasts, self._lasts[stop - 1]) : stop] if stop else ()

    def _after(self, day: int) -> Sequence[Mark]:
        """The marks that lie first of those wholly after the day."""
        start = bisect_right(self._firsts, day)
        if start == len(self._firsts):
            return ()
        return self._by_first[start : bisect_right(self._firsts, self._firsts[start])]

    def _on(self, day: int) -> Iterator[Mark]:
        """The marks that lie, or may lie, on the day."""
        yield from (mark for mark in self._coarse if mark.days.first <= day <= mark.days.last)
        for mark in self._by_first[bisect_left(self._firsts, day) : bisect_right(self._firsts, day)]:
            if mark.days.exact:
                yield mark

    def _covering(self, day: int) -> Sequence[Tenure]:
        sure = [tenure for tenure in self._tenures if tenure.certainly_covers(day)]
        return sure or [tenure for tenure in self._tenures if tenure.may_cover(day)]

    def _role_before(self, day: int) -> str:
        """The last role on file up to the day."""
        stop = bisect_left(self._lasts, day)
        return next((mark.role for mark in self._by_last[max(stop - _FAR, 0) : stop][::-1] if mark.role), "")

    def _facts(self, *groups: Iterable[Mark]) -> tuple[str, ...]:
        return self._oldest_first(fact for group in groups for mark in group for fact in mark.facts)

    def _oldest_first(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(set(ids), key=lambda fact: (self._age[fact], fact)))


def _signs(tenure: Tenure) -> Iterator[Mark]:
    """A post's two ends, and the day on which it was told to go on, each with the fact and its role."""
    told = None if tenure.last_told is None else Days(tenure.last_told, tenure.last_told)
    for kind, days in ((Kind.START, tenure.start), (Kind.END, tenure.end), (Kind.SEEN, told)):
        if days is not None:
            yield Mark(kind, days, (tenure.fact.id,), tenure.fact.role)


def _together(roles: Iterable[str]) -> str:
    """Roles held at once, each once: "chair and chief executive"."""
    found = list({role_key(role): role for role in reversed([*roles]) if role}.values())[::-1]
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)
