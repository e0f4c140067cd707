"""Where a story names a person, a company or a topic, and what each place lets a name be.

The field that a name stands in says its kind: whoever is ``joined`` is a company, whoever is
``related`` a person. A few fields take both; those say what to guess when nothing on file decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from generator.read.model import EntityKind, Name, RawClaim, RawFact, Story


class Wanted(Enum):
    """What a field takes. The last four take a person or a company, in the order in which guesses are made."""

    PERSON = "person"
    COMPANY = "company"
    TOPIC = "topic"
    INVESTOR = "investor"
    ABOUT = "about"
    VOICE = "by"
    PARTNER = "with"

    __hash__ = object.__hash__  # Enum's own is Python code, and these are keys a hundred times a story

    @property
    def kind(self) -> EntityKind | None:
        """The one kind that the field takes, or None where it takes people and companies."""
        return _KINDS.get(self)

    @property
    def guess(self) -> EntityKind:
        """The kind of a name that nothing on file knows."""
        return _KINDS.get(self) or ("person" if self in (Wanted.VOICE, Wanted.PARTNER) else "company")


_KINDS: Mapping[Wanted, EntityKind] = {Wanted.PERSON: "person", Wanted.COMPANY: "company", Wanted.TOPIC: "topic"}

# What a fact's own value names, by kind; other kinds have money, a date or words for a value.
VALUES: Mapping[str, Wanted] = {
    "founded": Wanted.COMPANY,
    "joined": Wanted.COMPANY,
    "left": Wanted.COMPANY,
    "acquired": Wanted.COMPANY,
    "folded_into": Wanted.COMPANY,
    "part_of": Wanted.COMPANY,
    "related": Wanted.PERSON,
}


class Naming(NamedTuple):
    """One place that names somebody."""

    name: Name
    wanted: Wanted


def named_in(story: Story) -> list[Naming]:
    """Every naming in a story's front matter: people, companies, claims, topics, each in the order written."""
    found: list[Naming] = []
    for wanted, entries in ((Wanted.PERSON, story.people), (Wanted.COMPANY, story.companies)):
        for entry in entries:
            found.append(Naming(entry.name, wanted))
            for fact in entry.facts:
                _add_fact(found, fact)
    for claim in story.claims:
        found += [Naming(name, Wanted.COMPANY) for name in names_of_claim(claim)]
    found += [Naming(name, Wanted.TOPIC) for name in story.topics]
    return found


def _add_fact(found: list[Naming], fact: RawFact) -> None:
    """The names in one fact, its subject left out. A ``renamed`` company's new name is its own: no naming."""
    value = VALUES.get(fact.kind)
    if fact.name is not None and value is not None:
        found.append(Naming(fact.name, value))
    companies = (fact.company, fact.origin, fact.destination)
    found += [Naming(company, Wanted.COMPANY) for company in companies if company is not None]
    for names, wanted in (
        (fact.about, Wanted.ABOUT),
        (fact.partners, Wanted.PARTNER),
        (fact.investors, Wanted.INVESTOR),
        (fact.founders, Wanted.PERSON),
    ):
        if names:
            found += [Naming(name, wanted) for name in names]
    if fact.by is not None:
        found.append(Naming(fact.by, Wanted.VOICE))


def names_of_claim(claim: RawClaim) -> Iterator[Name]:
    """The companies that a claim is about."""
    yield claim.company
    if claim.origin is not None:
        yield claim.origin
    if claim.destination is not None:
        yield claim.destination


def new_name(fact: RawFact) -> str:
    """The name that a ``renamed`` company took, or "" for every other kind."""
    if fact.kind != "renamed":
        return ""
    return fact.name.text if fact.name is not None else fact.text
