"""Everybody on file at each company: one thing to whoever shows it, though it follows from all that is told of each.

A company's page then depends on what is told of its people there, and not on whatever else is told of them: somebody
may be on file at a hundred companies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from generator.archive.careers import Founder, Post
from generator.archive.model import Fact, Ref
from generator.archive.posts import has_ended
from generator.archive.reasoning import Reasoning
from generator.archive.stays import Stay
from generator.archive.timeline import Timeline
from generator.pages.careers import Careers


class Resident(NamedTuple):
    """Somebody on file at a company.

    ``line`` has the answers for every day. ``posts`` are those there, oldest first, none that rests on rumour alone;
    ``told`` is what bears on somebody there, also what doesn't count: :func:`generator.archive.hindsight.told_there`.
    ``left`` are the companies to which they went from there, and which they have left since.
    """

    line: Timeline
    posts: tuple[Post, ...]
    told: tuple[Fact, ...]
    left: frozenset[Ref]


class Roster(NamedTuple):
    """Everybody on file at a company, and of those its founders, by slug.

    ``heard`` is the day of the newest story that reports where any of them was.
    """

    people: Mapping[Ref, Resident]
    founders: tuple[Founder, ...]
    heard: date | None


NOBODY = Roster({}, (), None)


class Rosters(Mapping[Ref, Roster]):
    """The roster of every company that has somebody on file. They follow from the evidence, and are kept nowhere."""

    def __init__(self, reasoning: Reasoning, careers: Careers) -> None:
        self._reasoning = reasoning
        self._careers = careers

    def __getitem__(self, company: Ref) -> Roster:
        people = self._reasoning.evidence.people_of[company]
        found = ((person, self.resident(person, company)) for person in people)
        return Roster(
            {person: each for person, each in found if each is not None},
            self._reasoning.founders(company),
            max(filter(None, map(self.heard_of, people)), default=None),
        )

    def resident(self, person: Ref, company: Ref) -> Resident | None:
        """Somebody at a company; None where they aren't on file there."""
        line = self._reasoning.evidence.timeline(person, company)
        return Resident(line, *self.record(person, company)) if line is not None else None

    def record(self, person: Ref, company: Ref) -> tuple[tuple[Post, ...], tuple[Fact, ...], frozenset[Ref]]:
        """What a :class:`Resident` has besides the answers for every day, which take longer to work out."""
        careers = self._careers
        gone_to = {move.destination for move in self._reasoning.moves_of.get(person, ()) if move.origin == company}
        left = frozenset(other for other in gone_to if other is not None and has_ended(careers.at(person, other)))
        return careers.at(person, company), careers.told(person, company), left

    def stays_of(self, person: Ref) -> Mapping[Ref, Stay]:
        """What the answers for every day follow from, by company."""
        return self._reasoning.evidence.stays_of(person)

    def heard_of(self, person: Ref) -> date | None:
        """The day of the newest story that reports where somebody was."""
        about = self._reasoning.evidence.about.get(person, ())
        return about[-1].reported if about else None

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._reasoning.evidence.people_of)

    def __len__(self) -> int:
        return len(self._reasoning.evidence.people_of)


def posted(rosters: Sequence[Rosters], people: Iterable[Ref]) -> set[tuple[Ref, Ref]]:
    """Those of ``people``, each with the companies, of whom there is something else there by one than by another."""
    found: set[tuple[Ref, Ref]] = set()
    for person in people:
        stays = [each.stays_of(person) for each in rosters]
        for company in {company for each in stays for company in each}:
            there = [each.get(company) for each in stays]
            records = [each.record(person, company) for each in rosters]
            if there[0] != there[-1] or records[0] != records[-1]:
                found.add((person, company))
    return found


def reassigned(rosters: Sequence[Rosters], people: Iterable[Ref], there: Iterable[tuple[Ref, Ref]]) -> set[Ref]:
    """The companies whose rosters may be others by one than by another, where ``people`` may be others.

    ``there`` are those of whom there is something else, with the companies: :func:`posted`.
    """
    newer = [person for person in people if len({each.heard_of(person) for each in rosters}) > 1]
    where = {company for person in newer for each in rosters for company in each.stays_of(person)}
    return where | {company for _, company in there}
