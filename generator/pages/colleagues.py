"""Whom everybody worked with: one thing to whoever shows it, though who else was there may be hundreds.

A page then depends on who its person's closest colleagues are and roughly how many more there are, and not on whatever
is told of everybody at their companies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import NamedTuple

from generator.archive.model import Ref
from generator.archive.reasoning import Reasoning
from generator.archive.relations import Together, common_days
from generator.pages.split import SHORT
from generator.pages.words import AtLeast, roughly


class Circle(NamedTuple):
    """Somebody's closest colleagues, and of those the pairs of person and company, in the same order.

    ``more`` are further times that they worked with somebody, ``others`` further people.
    """

    closest: tuple[Together, ...]
    pairs: tuple[tuple[Ref, Ref], ...]
    more: AtLeast
    others: AtLeast


NOBODY = Circle((), (), AtLeast(0), AtLeast(0))


class Colleagues(Mapping[Ref, Circle]):
    """The colleagues of everybody about whom there are facts. They follow from those, and are kept nowhere."""

    def __init__(self, reasoning: Reasoning) -> None:
        self._reasoning = reasoning

    def __getitem__(self, person: Ref) -> Circle:
        if person not in self._reasoning.archive.facts_of:
            raise KeyError(person)
        closest, every = self._reasoning.closest(person, SHORT)
        people = dict.fromkeys(other for other, _ in every)
        near = {*islice(people, SHORT)}
        pairs = tuple(pair for pair in every if pair[0] in near)
        return Circle(closest, pairs, roughly(max(0, len(every) - SHORT)), roughly(len(people) - len(near)))

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._reasoning.archive.facts_of)

    def __len__(self) -> int:
        return len(self._reasoning.archive.facts_of)


def acquainted(reasonings: Sequence[Reasoning], people: Set[Ref]) -> Set[Ref]:
    """Whoever may have other colleagues where something else is told of ``people``, before or now, and those."""
    found = {*people}
    for evidence in (each.evidence for each in reasonings):
        for company in {company for person in people for company in evidence.companies_of.get(person, ())}:
            founders = evidence.founders_of.get(company, {})
            if not people.isdisjoint(founders):
                found |= founders.keys()
            there = evidence.there(company)
            stretches = [there[person] for person in people if person in there]
            found |= {other for other, days in there.items() if any(common_days(days, each) for each in stretches)}
    return found
