"""Who is related to whom, who worked with whom, and what else ties two people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator.archive.chronology import Day, Days
from generator.archive.evidence import Evidence
from generator.archive.model import Fact, Ref
from generator.archive.moves import moves_of
from generator.read.model import Status


class Relative(Struct, frozen=True):
    """``relation`` is what ``person`` is to the one that was asked about: "sibling", "parent", …, or "".

    ``status`` is the surest that any report has; one that is only rumoured or denied is listed with that.
    """

    person: Ref
    relation: str
    facts: tuple[str, ...]
    status: Status


class Together(Struct, frozen=True):
    """Two people at one company; ``person`` is the other one.

    ``times`` are the days on which both were certainly there, oldest first: the first and the last of each stretch.
    ``certain`` without any: they founded it together, on a day that isn't known.
    Not ``certain``: both are on file there, and nobody knows whether at the same time.
    """

    person: Ref
    company: Ref
    times: tuple[tuple[Day, Day], ...]
    certain: bool
    founders: bool
    facts: tuple[str, ...]


class Tie(Struct, frozen=True):
    """Something else that two people share: ``what`` is "related", "event", "move" or "story".

    ``words`` says it shortly: the relation, the event, the slug of a company that both went to, or "".
    """

    what: str
    words: str
    facts: tuple[str, ...]
    stories: tuple[str, ...]


class Between(Struct, frozen=True):
    one: Ref
    other: Ref
    together: tuple[Together, ...]  # ``person`` is ``other``
    ties: tuple[Tie, ...]


_SUREST = (Status.CONFIRMED, Status.REPORTED, Status.RUMOURED, Status.DENIED)


def relatives(evidence: Evidence, person: Ref) -> tuple[Relative, ...]:
    """Family and others whom a story calls related, by slug; retracted facts are left out."""
    found: dict[tuple[Ref, str], list[Fact]] = {}
    for fact in _facts(evidence, person):
        if fact.kind != "related" or fact.subject != person or fact.object is None:
            continue
        if fact.status is not Status.RETRACTED and fact.id not in evidence.rejected:
            found.setdefault((fact.object, fact.relation), []).append(fact)
    return tuple(
        Relative(
            other,
            relation,
            evidence.in_order(fact.id for fact in facts),
            min((fact.status for fact in facts), key=_SUREST.index),
        )
        for (other, relation), facts in sorted(found.items())
    )


def colleagues(evidence: Evidence, person: Ref) -> tuple[Together, ...]:
    """Who was certainly at a company at the same time, longest first; co-founders without a day last."""
    return closest(evidence, person, sys.maxsize)[0]


def closest(evidence: Evidence, person: Ref, most: int) -> tuple[tuple[Together, ...], tuple[tuple[Ref, Ref], ...]]:
    """The first of somebody's colleagues, and of all of them, in the same order, the pairs of person and company.

    At a company where thousands worked, only those whose days lie near are looked at one by one.
    """
    found: list[tuple[int, Ref, Ref]] = []
    for company in evidence.companies_of.get(person, ()):
        there = evidence.there(company)
        founders = evidence.founders_of.get(company, {}) if _is_founder(evidence, person, company) else {}
        own = there.get(person)
        near: dict[Ref, None] = dict.fromkeys(founders)
        if own:
            first, last = own[0].first, own[-1].last
            near |= {other: None for other, days in there.items() if days[0].first <= last and days[-1].last >= first}
        near.pop(person, None)
        for other in near:
            common = common_days(own or (), there.get(other, ()))
            if common or other in founders:
                found.append((-sum(days.last - days.first + 1 for days in common), other, company))
    found.sort()
    pairs = tuple((other, company) for _, other, company in found)
    together = (_together(evidence, person, other, company) for other, company in pairs[:most])
    return tuple(each for each in together if each is not None), pairs


def _is_founder(evidence: Evidence, person: Ref, company: Ref) -> bool:
    return person in evidence.founders_of.get(company, {})


def between(evidence: Evidence, one: Ref, other: Ref) -> Between:
    """Where and when two people worked together, or may have, and what else ties them."""
    shared = set(evidence.companies_of.get(one, ())) & set(evidence.companies_of.get(other, ()))
    found = [_together(evidence, one, other, company, unsure=True) for company in sorted(shared)]
    together = sorted((each for each in found if each is not None), key=_by_length)
    return Between(one, other, tuple(together), tuple(_ties(evidence, one, other)))


def _by_length(shared: Together) -> tuple[bool, int, Ref, Ref]:
    days = sum((last - first).days + 1 for first, last in shared.times)
    return not shared.certain, -days, shared.person, shared.company


def _together(evidence: Evidence, one: Ref, other: Ref, company: Ref, *, unsure: bool = False) -> Together | None:
    """What two people share at a company where both are on file; None for nothing certain, unless ``unsure``."""
    founders = evidence.founders_of.get(company, {})
    both_founders = one in founders and other in founders
    there = evidence.there(company)
    common = common_days(there.get(one, ()), there.get(other, ()))
    if not (common or both_founders or unsure):
        return None
    facts: Iterable[str]
    if common:
        facts = _behind(evidence, (one, other), company, (days.first for days in common))
    elif both_founders:
        facts = (fact.id for person in (one, other) for fact in founders[person])
    else:
        stays = (evidence.stays_of(person)[company] for person in (one, other))
        facts = (fact.id for stay in stays for fact in stay.facts)
    return Together(
        other,
        company,
        tuple((Day.fromordinal(days.first), Day.fromordinal(days.last)) for days in common),
        bool(common or both_founders),
        both_founders,
        evidence.in_order(facts),
    )


def _behind(evidence: Evidence, people: Sequence[Ref], company: Ref, days: Iterable[int]) -> Iterator[str]:
    lines = [line for person in people if (line := evidence.timeline(person, company))]
    for day in days:
        for line in lines:
            yield from line.on(Day.fromordinal(day)).facts


def common_days(one: Sequence[Days], other: Sequence[Days]) -> tuple[Days, ...]:
    """The stretches of days that lie in a stretch of both, oldest first."""
    if not one or not other or one[0].first > other[-1].last or other[0].first > one[-1].last:
        return ()
    found: list[Days] = []
    at = place = 0
    while at < len(one) and place < len(other):
        start, end = max(one[at][0], other[place][0]), min(one[at][1], other[place][1])
        if start <= end:
            found.append(Days(start, end))
        if one[at][1] < other[place][1]:
            at += 1
        else:
            place += 1
    return tuple(found)


def _facts(evidence: Evidence, person: Ref) -> Iterator[Fact]:
    return (evidence.archive.facts[fact] for fact in evidence.archive.facts_of.get(person, ()))


def _ties(evidence: Evidence, one: Ref, other: Ref) -> Iterator[Tie]:
    for relative in relatives(evidence, one):
        if relative.person == other:
            yield Tie("related", relative.relation, relative.facts, evidence.stories(relative.facts))
    for fact in _facts(evidence, one):
        if fact.kind == "event" and other in (fact.subject, *fact.others) and evidence.counts(fact):
            yield Tie("event", fact.text, (fact.id,), (fact.story,))
    roads = {(move.origin, move.destination): move for move in moves_of(evidence, one) if move.origin}
    for move in moves_of(evidence, other):
        same = roads.get((move.origin, move.destination)) if move.origin else None
        if same is not None and move.destination is not None:
            facts = evidence.in_order((*same.facts, *move.facts))
            yield Tie("move", move.destination.slug, facts, evidence.stories(facts))
    mine = set(evidence.archive.stories_of.get(one, ()))
    stories = tuple(story for story in evidence.archive.stories_of.get(other, ()) if story in mine)
    if stories:
        yield Tie("story", "", (), stories)
