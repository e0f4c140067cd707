"""A company's money over time: what it raised, and what it was said to be worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.archive.funding import Round, Valuation
from generator.archive.model import Ref
from generator.pages.desk import Desk
from generator.pages.drawing.axis import Axis, axis
from generator.values.dates import EdtfDate
from generator.values.money import Money
from generator.values.spoken import spoken

MOST_AMOUNTS = 40


class Amount(Struct, frozen=True):
    """One sum: from ``left`` to ``right`` (one day, or the span that it fell into), ``height`` from 0.0 to 1.0."""

    kind: Literal["raised", "valued"]
    left: float
    right: float
    height: float
    label: str  # the sum in words
    words: str  # with its date
    doubtful: bool


class Worth(Struct, frozen=True):
    """Sums in one currency on one scale from nothing, which is linear. ``more`` are not drawn."""

    title: str
    axis: Axis
    currency: str
    amounts: tuple[Amount, ...]  # by date
    top: str  # the largest sum, in words
    more: int


def worth_drawing(
    desk: Desk, company: Ref, rounds: Sequence[Round], valuations: Sequence[Valuation], day: date | None
) -> Worth | None:
    """A company's rounds and valuations, up to ``day``; None where no sum has a date.

    Of several currencies, the most frequent.
    """
    found = list(_sums(rounds, valuations))
    dated = [(each, each.when) for each in found if each.when is not None]
    if day is None or not dated:
        return None
    counts = Counter(each.money.currency for each, _ in dated)
    currency = min(counts, key=lambda code: (-counts[code], code))
    drawn = [pair for pair in dated if pair[0].money.currency == currency][-MOST_AMOUNTS:]
    dates = [when for _, when in drawn]
    starts = [each.earliest for each in dates if each.earliest > date.min]
    ends = [min(each.latest, max(day, each.earliest)) for each in dates]
    scale = axis((*starts, *ends), day, lead=False)
    top = max((each.money for each, _ in drawn), key=lambda money: money.amount)
    amounts = [_amount(scale, top.amount, each, when) for each, when in drawn]
    amounts.sort(key=lambda each: (each.right, each.left, each.kind, each.height))
    name = desk.name(company).text
    return Worth(f"Money of {name} over time", scale, currency, tuple(amounts), top.spoken, len(found) - len(drawn))


class _Sum(NamedTuple):
    kind: Literal["raised", "valued"]
    money: Money
    when: EdtfDate | None
    doubtful: bool


def _sums(rounds: Sequence[Round], valuations: Sequence[Valuation]) -> Iterator[_Sum]:
    for each in rounds:
        yield _Sum("raised", each.money, each.date, each.disputed)
    for worth in valuations:
        yield _Sum("valued", worth.money, worth.date, worth.disputed)


def _amount(scale: Axis, top: Decimal, each: _Sum, when: EdtfDate) -> Amount:
    verb = "Raised" if each.kind == "raised" else "Valued at"
    height = float(each.money.amount / top) if top else 0.0
    spoken_sum = each.money.spoken
    words = f"{verb} {spoken_sum}, {spoken(when)}"
    return Amount(each.kind, scale.at(when.earliest), scale.at(when.latest), height, spoken_sum, words, each.doubtful)
