"""Rounds and valuations of companies: each once, however many stories report it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.archive.alike import filed_as_round, filed_as_worth, grouped, sought_as_round, sought_as_worth, worth_of
from generator.archive.chronology import Day, dates_fit
from generator.archive.disputes import Dispute
from generator.archive.evidence import Evidence
from generator.archive.model import Fact, Ref
from generator.archive.rounds import same_round
from generator.read.model import Status
from generator.values.dates import EdtfDate, narrower
from generator.values.money import Money


class Round(Struct, frozen=True):
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


class Valuation(Struct, frozen=True):
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
    dispute_of = {fact: dispute for dispute in evidence.disputes for fact in dispute.facts}
    return rounds_among(evidence, evidence.archive.facts.values(), dispute_of)


def rounds_among(evidence: Evidence, facts: Iterable[Fact], dispute_of: Mapping[str, Dispute]) -> tuple[Round, ...]:
    """The rounds that some facts tell of, oldest first. All of a company's facts are there, or none."""
    raised: dict[Ref, list[Fact]] = {}
    for fact in _counting(evidence, facts, "raised"):
        raised.setdefault(fact.subject, []).append(fact)
    groups = (
        group
        for _, told in sorted(raised.items())
        for group in grouped(told, same_round, filed_as_round, sought_as_round)
    )
    found = [_round(evidence, group, dispute_of) for group in groups]
    return tuple(sorted(found, key=round_age))


def round_age(each: Round) -> tuple[Day, Ref, tuple[str, ...]]:
    """What rounds are sorted by, oldest first."""
    return each.day, each.company, each.facts


def valuations(evidence: Evidence, company: Ref, dispute_of: Mapping[str, Dispute]) -> tuple[Valuation, ...]:
    """What a company was said to be worth, by its rounds and by itself, oldest first."""
    facts = (evidence.archive.facts[fact] for fact in evidence.archive.facts_of.get(company, ()))
    own = [fact for fact in facts if fact.subject == company]
    priced = [fact for fact in _counting(evidence, own, "raised", "valued") if worth_of(fact) is not None]
    groups = grouped(priced, one_valuation, filed_as_worth, sought_as_worth)
    found = [_valuation(evidence, group, dispute_of) for group in groups]
    return tuple(sorted(found, key=lambda each: (each.day, each.facts)))


def _counting(evidence: Evidence, facts: Iterable[Fact], *kinds: str) -> Sequence[Fact]:
    """Those of some kinds that count, oldest first."""
    found = [fact for fact in facts if fact.kind in kinds and evidence.counts(fact)]
    return sorted(found, key=lambda fact: evidence.order[fact.id])


def one_valuation(one: Fact, other: Fact) -> bool:
    """Whether two facts that say what one company is worth report one valuation."""
    first, second = worth_of(one), worth_of(other)
    if one.kind == other.kind == "raised":
        return same_round(one, other)
    return bool(first and second and first.value == second.value and dates_fit(one, other))


def _in_doubt(dispute: Dispute | None) -> bool:
    return dispute is not None and dispute.ruling is None and dispute.differs != ("denial",)


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


def _round(evidence: Evidence, facts: Sequence[Fact], dispute_of: Mapping[str, Dispute]) -> Round:
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
        disputed=any(_in_doubt(dispute_of.get(fact)) for fact in ids),
    )


def _amounts(found: Iterable[Money | None]) -> Iterator[Money]:
    return (money for money in found if money is not None)


def _valuation(evidence: Evidence, facts: Sequence[Fact], dispute_of: Mapping[str, Dispute]) -> Valuation:
    date = _sharpest(facts)
    ids = evidence.in_order(fact.id for fact in facts)
    return Valuation(
        company=facts[0].subject,
        money=next(_amounts(worth_of(fact) for fact in facts)),
        date=date,
        day=_day(date, facts),
        facts=ids,
        stories=evidence.stories(ids),
        status=_status(facts),
        disputed=any(_in_doubt(dispute_of.get(fact)) for fact in ids),
    )
