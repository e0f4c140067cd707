"""Who was certainly at each company, and on which days: what colleagues are found by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.archive.chronology import Days
from generator.archive.model import Ref
from generator.archive.timeline import Timeline


class Attendance(Mapping[Ref, Mapping[Ref, tuple[Days, ...]]]):
    """For each company everybody who was certainly there on some day, by slug, with the days.

    It follows from the reports: worked out when first asked for, then remembered.
    """

    def __init__(
        self, people_of: Mapping[Ref, tuple[Ref, ...]], timeline: Callable[[Ref, Ref], Timeline | None]
    ) -> None:
        """``people_of`` are those on file at each company; ``timeline`` gives the answers for one at one."""
        self._people_of = people_of
        self._timeline = timeline
        self._known: dict[Ref, Mapping[Ref, tuple[Days, ...]]] = {}

    def __getitem__(self, company: Ref) -> Mapping[Ref, tuple[Days, ...]]:
        if company not in self._known:
            days = ((person, days_at(self._timeline(person, company))) for person in self._people_of[company])
            self._known[company] = {person: each for person, each in days if each}
        return self._known[company]

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._people_of)

    def __len__(self) -> int:
        return len(self._people_of)


def days_at(line: Timeline | None) -> tuple[Days, ...]:
    """The days on which somebody was certainly there, by the answers for every day."""
    return line.days_there if line is not None else ()
