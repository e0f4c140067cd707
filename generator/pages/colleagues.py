"""Whom everybody worked with: one thing to whoever shows it, though who else was there may be hundreds.

A page then depends on who its person's closest colleagues are and roughly how many more there are, and not on whatever
is told of everybody at their companies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from generator.archive.model import Ref
from generator.archive.posts import has_ended
from generator.archive.reasoning import Reasoning
from generator.archive.relations import Together, common_days
from generator.pages.careers import Careers
from generator.pages.split import SHORT
from generator.pages.words import AtLeast, roughly

FIRST = 6  # people, of whom it is looked up whether they are there still


class Circle(NamedTuple):
    """Somebody's closest colleagues, and of those the pairs of person and company, in the same order.

    ``left`` are those pairs of the first few people of whom it is on record that they left since.
    ``more`` are further times that they worked with somebody, ``others`` further people.
    """

    closest: tuple[Together, ...]
    pairs: tuple[tuple[Ref, Ref], ...]
    left: frozenset[tuple[Ref, Ref]]
    more: AtLeast
    others: AtLeast


NOBODY = Circle((), (), frozenset(), AtLeast(0), AtLeast(0))


class Colleagues(Mapping[Ref, Circle]):
    """The colleagues of everybody about whom there are facts. They follow from those, and are kept nowhere."""

    def __init__(self, reasoning: Reasoning, careers: Careers) -> None:
        self._reasoning = reasoning
        self._careers = careers

    def __getitem__(self, person: Ref) -> Circle:
        if person not in self._reasoning.archive.facts_of:
            raise KeyError(person)
        closest, every = self._reasoning.closest(person, SHORT)
        people = dict.fromkeys(other for other, _ in every)
        near = {*islice(people, SHORT)}
        pairs = tuple(pair for pair in every if pair[0] in near)
        first = {*islice(people, FIRST)}
        left = frozenset(pair for pair in pairs if pair[0] in first and has_ended(self._careers.at(*pair)))
        return Circle(closest, pairs, left, roughly(max(0, len(every) - SHORT)), roughly(len(people) - len(near)))

    def __iter__(self) -> Iterator[Ref]:
        return iter(self._reasoning.archive.facts_of)

    def __len__(self) -> int:
        return len(self._reasoning.archive.facts_of)


def acquainted(reasonings: Sequence[Reasoning], posted: Iterable[tuple[Ref, Ref]]) -> set[Ref]:
    """Whoever may have other colleagues where something else is told of some, each with the company where."""
    found: set[Ref] = set()
    for evidence in (each.evidence for each in reasonings):
        for person, company in posted:
            founders = evidence.founders_of.get(company, {})
            if person in founders:
                found |= founders.keys()
            there = evidence.there(company)
            own = there.get(person, ())
            found |= {other for other, days in there.items() if common_days(days, own)}
    return found
