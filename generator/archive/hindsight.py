"""What had been reported by then: for each day, the answer that the archive gave on that very day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from generator.archive.chronology import LATEST, Day
from generator.archive.evidence import Evidence, gather
from generator.archive.model import Archive, Fact, Ref
from generator.archive.presence import Stretch
from generator.archive.settling import made_by
from generator.archive.timeline import Timeline


def known_then(evidence: Evidence, line: Timeline, told: Sequence[Fact]) -> tuple[Stretch, ...]:
    """For each day what the stories that were out by its evening said of it.

    The same as asking, day by day, an archive of those stories alone. Days on which nothing that counted
    was on file are left out. ``line`` has the answers of now; ``told``: :func:`told_there` of its two.
    """
    told = _in_order(evidence, line.company, told)
    reports = sorted({fact.reported for fact in told} | _ruled(evidence, told))
    found: list[Stretch] = []
    for place, reported in enumerate(reports):
        latest = place + 1 == len(reports)
        until = LATEST if latest else reports[place + 1].toordinal() - 1
        then = line if latest else gather(_as_of(evidence.archive, told, reported)).timeline(line.person, line.company)
        for days, there in then.stretches(reported.toordinal(), until) if then else ():
            goes_on = found and found[-1].there is there and found[-1].last == Day.fromordinal(days.first - 1)
            start = found.pop().first if goes_on else Day.fromordinal(days.first)
            found.append(Stretch(start, Day.fromordinal(days.last), there))
    return tuple(found)


def _ruled(evidence: Evidence, told: Sequence[Fact]) -> set[Day]:
    """The days since the first of these reports on which editors ruled on some of them."""
    stories = {fact.story for fact in told}
    days = {rule.date.earliest for rule in evidence.archive.rulings if rule.date and rule.accept in stories}
    first = min((fact.reported for fact in told), default=Day.max)
    return {day for day in days if day > first}


def told_by_company(evidence: Evidence, person: Ref) -> Mapping[Ref, tuple[Fact, ...]]:
    """:meth:`Evidence.told_of` of somebody, by each company that is named."""
    found: dict[Ref, list[Fact]] = {}
    for fact in evidence.told_of(person):
        for company in _places(fact):
            found.setdefault(company, []).append(fact)
    return {company: tuple(told) for company, told in found.items()}


def told_there(by_company: Mapping[Ref, Sequence[Fact]], company: Ref) -> tuple[Fact, ...]:
    """Of what is told of one person, by company, whatever bears on them at one: facts about it, and about the companies
    they came from or went to.
    """
    near = sorted({company} | {ref for fact in by_company.get(company, ()) for ref in _places(fact)})
    return tuple({fact.id: fact for ref in near for fact in by_company.get(ref, ())}.values())


def _in_order(evidence: Evidence, company: Ref, told: Sequence[Fact]) -> Sequence[Fact]:
    """What is told of somebody at a company, oldest first, with who else is said to have founded it."""
    every = {fact.id: fact for fact in told}
    if any(fact.derived_from for fact in told):
        facts = evidence.archive.facts
        about = (facts[fact] for fact in evidence.archive.facts_of.get(company, ()))
        every |= {fact.id: fact for fact in about if fact.kind in ("formed", "founded")}
    return sorted(every.values(), key=lambda fact: evidence.order[fact.id])


def _places(fact: Fact) -> set[Ref]:
    return {ref for ref in (fact.object, fact.origin, fact.destination) if ref is not None}


def _as_of(archive: Archive, told: Sequence[Fact], day: Day) -> Archive:
    """The archive of some facts alone, as far as they were out by the end of a day."""
    known = {fact.id: fact for fact in told if fact.reported <= day}
    stories = dict.fromkeys(fact.story for fact in known.values())
    return replace(
        archive,
        stories={slug: archive.stories[slug] for slug in stories},
        facts=known,
        rulings=made_by([ruling for ruling in archive.rulings if ruling.accept in stories], day),
    )
