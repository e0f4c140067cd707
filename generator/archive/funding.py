"""Rounds and valuations of companies: each once, however many stories report it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from generator.archive.alike import filed_as_round, filed_as_worth, grouped, sought_as_round, sought_as_worth, worth_of
from generator.archive.chronology import Day, dates_fit, days_of_date
from generator.archive.clashes import amounts_clash
from generator.archive.disputes import Dispute
from generator.archive.evidence import Evidence
from generator.archive.model import Fact, Ref
from generator.archive.rounds import same_round
from generator.read.model import Status
from generator.values.dates import EdtfDate, may_be_same, narrower
from generator.values.money import Money

Doubt = Literal["date", "sum", "worth"]
Side = tuple[Money, EdtfDate | None]


class Round(Struct, frozen=True):
    """One funding round. ``date`` is the sharpest on file, ``day`` what it is sorted by.

    ``disputed``: its reports disagree about an amount or the day, and nobody has ruled. ``doubts`` says about which:
    "sum", "worth" or "date". ``sums``, ``worths`` and ``dates`` are all that stand, and ``sides`` which sum goes with
    which date; ``money`` and ``valuation`` are the first of them. ``investors`` are all that any report names.
    ``sums_elsewhere`` and ``worths_elsewhere`` are what other reports give in other currencies: nobody can say whether
    it is the same.
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
    disputed: bool
    doubts: tuple[Doubt, ...]
    sums: tuple[Money, ...]
    worths: tuple[Money, ...]
    dates: tuple[EdtfDate, ...]
    sides: tuple[Side, ...]
    sums_elsewhere: tuple[Money, ...] = ()
    worths_elsewhere: tuple[Money, ...] = ()


class Valuation(Struct, frozen=True):
    """What a company was said to be worth, by a round or by itself; the fields as a :class:`Round` has them."""

    company: Ref
    money: Money
    date: EdtfDate | None
    day: Day
    facts: tuple[str, ...]
    stories: tuple[str, ...]
    status: Status
    disputed: bool
    doubts: tuple[Doubt, ...]
    worths: tuple[Money, ...]
    dates: tuple[EdtfDate, ...]
    sides: tuple[Side, ...]


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


def _doubts(evidence: Evidence, facts: Collection[str], dispute_of: Mapping[str, Dispute]) -> tuple[Doubt, ...]:
    """What reports of one round or valuation are disputed about, by each other or by one that doesn't count."""
    told = evidence.archive.facts
    disputes = {each.id: each for fact in facts if (each := dispute_of.get(fact)) and _in_doubt(each)}
    pairs = (pair for dispute in disputes.values() for pair in dispute.pairs if any(fact in facts for fact in pair))
    return tuple(sorted({doubt for one, other in pairs for doubt in _differences(told[one], told[other])}))


def _differences(one: Fact, other: Fact) -> Iterator[Doubt]:
    if one.kind == other.kind == "raised" and amounts_clash(one.money, other.money):
        yield "sum"
    if amounts_clash(worth_of(one), worth_of(other)):
        yield "worth"
    if not dates_fit(one, other):
        yield "date"


def _standing(amounts: Iterable[Money | None], is_disputed: bool) -> tuple[Money, ...]:
    """Of the amounts that reports give, first reported first: the first, or all that dispute each other."""
    found: dict[tuple[str, Decimal], Money] = {}
    for money in amounts:
        if money is not None:
            found.setdefault(money.value, money)
    rivals = [money for money in found.values() if any(amounts_clash(money, other) for other in found.values())]
    return tuple(rivals if is_disputed and rivals else [*found.values()][:1])


def _converted(amounts: Iterable[Money | None], standing: Sequence[Money]) -> tuple[Money, ...]:
    """Of the amounts that reports give, those in currencies in which none stands, the first of each."""
    found: dict[str, Money] = {}
    for money in amounts:
        if money is not None and money.currency not in {each.currency for each in standing}:
            found.setdefault(money.currency, money)
    return tuple(found.values())


def _days_standing(dates: Sequence[EdtfDate], is_disputed: bool) -> tuple[EdtfDate, ...]:
    """The sharpest date that reports give; where they dispute each other, the sharpest of each side, in order."""
    found: list[EdtfDate] = []
    for date in sorted(dates, key=lambda date: date.span.days):
        if not any(may_be_same(date, other) for other in found):
            found.append(date)
    sharpest = _sharpest(dates)
    return tuple(sorted(found, key=days_of_date)) if is_disputed else (sharpest,) if sharpest else ()


def _sides(
    amounts: Sequence[tuple[Fact, Money | None]], standing: Sequence[Money], dates: Sequence[EdtfDate]
) -> tuple[Side, ...]:
    """Each amount that stands with each date that a report of it allows."""
    told = {
        (money.value, date)
        for fact, money in amounts
        for date in dates
        if money is not None and (fact.date is None or may_be_same(fact.date, date))
    }
    found = [(money, date) for money in standing for date in dates if (money.value, date) in told]
    return (*found, *((money, None) for money in standing if money not in {money for money, _ in found}))


def _sharpest(dates: Iterable[EdtfDate]) -> EdtfDate | None:
    found: EdtfDate | None = None
    for date in dates:
        found = date if found is None else narrower(found, date)
    return found


def _day(date: EdtfDate | None, facts: Sequence[Fact]) -> Day:
    return date.earliest if date else min(fact.reported for fact in facts)


def _status(facts: Iterable[Fact]) -> Status:
    return Status.CONFIRMED if any(fact.status is Status.CONFIRMED for fact in facts) else Status.REPORTED


def _round(evidence: Evidence, facts: Sequence[Fact], dispute_of: Mapping[str, Dispute]) -> Round:
    dates = [fact.date for fact in facts if fact.date is not None]
    date = _sharpest(dates)
    ids = evidence.in_order(fact.id for fact in facts)
    doubts = _doubts(evidence, ids, dispute_of)
    standing = _days_standing(dates, "date" in doubts)
    amounts = [(fact, fact.money) for fact in facts]
    sums = _standing((money for _, money in amounts), "sum" in doubts)
    worths = _standing((fact.valuation for fact in facts), "worth" in doubts)
    return Round(
        company=facts[0].subject,
        money=sums[0],
        valuation=worths[0] if worths else None,
        investors=tuple(dict.fromkeys(ref for fact in facts for ref in fact.others)),
        name=next((fact.round for fact in facts if fact.round), ""),
        date=date,
        day=_day(date, facts),
        facts=ids,
        stories=evidence.stories(ids),
        status=_status(facts),
        disputed=any(_in_doubt(dispute_of.get(fact)) for fact in ids),
        doubts=doubts,
        sums=sums,
        worths=worths,
        dates=standing,
        sides=_sides(amounts, sums, standing),
        sums_elsewhere=_converted((money for _, money in amounts), sums),
        worths_elsewhere=_converted((fact.valuation for fact in facts), worths),
    )


def _valuation(evidence: Evidence, facts: Sequence[Fact], dispute_of: Mapping[str, Dispute]) -> Valuation:
    dates = [fact.date for fact in facts if fact.date is not None]
    date = _sharpest(dates)
    ids = evidence.in_order(fact.id for fact in facts)
    doubts = tuple(doubt for doubt in _doubts(evidence, ids, dispute_of) if doubt != "sum")
    standing = _days_standing(dates, "date" in doubts)
    amounts = [(fact, worth_of(fact)) for fact in facts]
    worths = _standing((money for _, money in amounts), "worth" in doubts)
    return Valuation(
        company=facts[0].subject,
        money=worths[0],
        date=date,
        day=_day(date, facts),
        facts=ids,
        stories=evidence.stories(ids),
        status=_status(facts),
        disputed=bool(doubts),
        doubts=doubts,
        worths=worths,
        dates=standing,
        sides=_sides(amounts, worths, standing),
    )
