"""Rounds and valuations of companies: each once, however many stories report it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.archive.chronology import Day, dates_fit
from generator.archive.evidence import Evidence
from generator.archive.model import Fact, Ref
from generator.archive.rounds import same_round
from generator.read.model import Status
from generator.values.dates import EdtfDate, narrower
from generator.values.money import Money

MOST_ROUNDS = 64  # of one company: a report is held against so many of those told last


@dataclass(frozen=True, slots=True)
class Round:
    """One funding round. ``date`` is the sharpest on file, ``day`` what it is sorted by.

    ``disputed``: its reports disagree about an amount or the day, and nobody has ruled; ``money`` and
    ``valuation`` are then the first report's. ``investors`` are all that any report names.
    """

    company: Ref
    money: Money
    valuation: Money | None
    investors: tuple[Ref, ...]
    name: str
    date: EdtfDate | None
    day: Day
    facts: tuple[str, ...]
    stories: tuple[str, ...]
    status: Status
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Valuation:
    """What a company was said to be worth: by a round, or by itself."""

    company: Ref
    money: Money
    date: EdtfDate | None
    day: Day
    facts: tuple[str, ...]
    stories: tuple[str, ...]
    status: Status
    disputed: bool = False


def rounds(evidence: Evidence) -> tuple[Round, ...]:
    """Every round that counts, oldest first."""
    raised: dict[Ref, list[Fact]] = {}
    for fact in _counting(evidence, evidence.archive.facts.values(), "raised"):
        raised.setdefault(fact.subject, []).append(fact)
    disputed = _disputed(evidence)
    found = [_round(evidence, group, disputed) for _, facts in sorted(raised.items()) for group in _grouped(facts)]
    return tuple(sorted(found, key=lambda each: (each.day, each.company, each.facts)))


def valuations(evidence: Evidence, company: Ref) -> tuple[Valuation, ...]:
    """What a company was said to be worth, by its rounds and by itself, oldest first."""
    facts = (evidence.archive.facts[fact] for fact in evidence.archive.facts_of.get(company, ()))
    own = [fact for fact in facts if fact.subject == company]
    disputed = _disputed(evidence)
    groups: list[list[Fact]] = []
    for fact in _counting(evidence, own, "raised", "valued"):
        money = _worth(fact)
        if money is None:
            continue
        for group in groups[-MOST_ROUNDS:]:
            if any(_one_valuation(fact, other) for other in (group[0], group[-1])):
                group.append(fact)
                break
        else:
            groups.append([fact])
    found = [_valuation(evidence, group, disputed) for group in groups]
    return tuple(sorted(found, key=lambda each: (each.day, each.facts)))


def _counting(evidence: Evidence, facts: Iterable[Fact], *kinds: str) -> Sequence[Fact]:
    """Those of some kinds that count, oldest first."""
    found = [fact for fact in facts if fact.kind in kinds and evidence.counts(fact)]
    return sorted(found, key=lambda fact: evidence.order[fact.id])


def _grouped(facts: Iterable[Fact]) -> Iterable[list[Fact]]:
    groups: list[list[Fact]] = []
    for fact in facts:
        for group in groups[-MOST_ROUNDS:]:
            if any(same_round(fact, other) for other in (group[0], group[-1])):
                group.append(fact)
                break
        else:
            groups.append([fact])
    return groups


def _one_valuation(one: Fact, other: Fact) -> bool:
    first, second = _worth(one), _worth(other)
    if one.kind == other.kind == "raised":
        return same_round(one, other)
    return bool(first and second and first.value == second.value and dates_fit(one, other))


def _worth(fact: Fact) -> Money | None:
    return fact.valuation if fact.kind == "raised" else fact.money


def _disputed(evidence: Evidence) -> frozenset[str]:
    return frozenset(
        fact
        for dispute in evidence.disputes
        if dispute.ruling is None and dispute.differs != ("denial",)
        for fact in dispute.facts
    )


def _sharpest(facts: Iterable[Fact]) -> EdtfDate | None:
    found: EdtfDate | None = None
    for fact in facts:
        if fact.date is not None:
            found = fact.date if found is None else narrower(found, fact.date)
    return found


def _day(date: EdtfDate | None, facts: Sequence[Fact]) -> Day:
    return date.earliest if date else min(fact.reported for fact in facts)


def _status(facts: Iterable[Fact]) -> Status:
    return Status.CONFIRMED if any(fact.status is Status.CONFIRMED for fact in facts) else Status.REPORTED


def _round(evidence: Evidence, facts: Sequence[Fact], disputed: frozenset[str]) -> Round:
    date = _sharpest(facts)
    ids = evidence.in_order(fact.id for fact in facts)
    return Round(
        company=facts[0].subject,
        money=next(_amounts(fact.money for fact in facts)),
        valuation=next(_amounts(fact.valuation for fact in facts), None),
        investors=tuple(dict.fromkeys(ref for fact in facts for ref in fact.others)),
        name=next((fact.round for fact in facts if fact.round), ""),
        date=date,
        day=_day(date, facts),
        facts=ids,
        stories=evidence.stories(ids),
        status=_status(facts),
        disputed=any(fact in disputed for fact in ids),
    )


def _amounts(found: Iterable[Money | None]) -> Iterator[Money]:
    return (money for money in found if money is not None)


def _valuation(evidence: Evidence, facts: Sequence[Fact], disputed: frozenset[str]) -> Valuation:
    date = _sharpest(facts)
    ids = evidence.in_order(fact.id for fact in facts)
    return Valuation(
        company=facts[0].subject,
        money=next(_amounts(_worth(fact) for fact in facts)),
        date=date,
        day=_day(date, facts),
        facts=ids,
        stories=evidence.stories(ids),
        status=_status(facts),
        disputed=any(fact in disputed for fact in ids),
    )
