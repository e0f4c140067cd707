"""What each fact did to the archive when its story came out, and what later stories did to it.

A fact is held against those of earlier stories, oldest story first (day, time, slug):

- it **disputes** one with which it cannot both be true, by :mod:`generator.archive.disputes`;
- it **sharpens** one whose date its own lies strictly inside of, an undated one's included;
- it **confirms** one whose date fits otherwise;
- else it **introduces** something.

A retracted fact introduces and meets no other. A rumour is confirmed like any other fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from generator.archive.chronology import Days, dates_fit, days_of
from generator.archive.disputes import Dispute, repeated
from generator.archive.model import Fact, Ref
from generator.archive.rounds import same_round
from generator.archive.stays import held_on, tenure_of
from generator.archive.topics import MOVES, Topic, by_topic
from generator.read.model import Status
from generator.values.dates import may_be_same, sharpens

# Of more things on one topic than this (few have as many quotes or launches on file) only the latest are looked at.
MOST_THINGS = 256

What = Literal["introduces", "confirms", "sharpens", "disputes"]


class Life(Struct, frozen=True):
    """``of`` are the earlier facts that it confirms, sharpens or disputes; the rest is what came later.

    ``first`` is the fact that first reported the same thing, its own id where that is itself: facts with one
    ``first`` are one thing. ``superseded_by`` are later facts that are sharper.
    """

    what: What
    of: tuple[str, ...] = ()
    first: str = ""
    confirmed_by: tuple[str, ...] = ()
    superseded_by: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()


class _Thing(Struct):
    """One thing on file: its reports so far, and the sharpest of them."""

    first: Fact
    sharpest: Fact
    reports: list[Fact] = field(default_factory=list)


def lives(facts: Sequence[Fact], found: Iterable[Dispute]) -> Mapping[str, Life]:
    """The life of every fact, by its id. ``facts`` are in order of publication, and ``found`` their disputes.

    All of a subject's are there, or none.
    """
    place = {fact.id: number for number, fact in enumerate(facts)}
    against = _earlier_sides((*(pair for each in found for pair in each.pairs), *repeated(facts)), place)
    left: dict[tuple[Ref, Ref | None], list[Days]] = {}
    for fact in facts:
        if fact.kind == "left" and fact.status.counts and fact.date is not None:
            left.setdefault((fact.subject, fact.object), []).append(days_of(fact))
    told = {fact.id: Life("introduces", first=fact.id) for fact in facts}
    for topic, reports in by_topic(facts).items():
        gone = left.get((topic.subject, topic.object), []) if topic.kind == "held" else []
        for fact, life in _of_topic(topic, reports, against, gone):
            told[fact.id] = life
    return _with_what_came_later(told)


def _earlier_sides(pairs: Iterable[tuple[str, str]], place: Mapping[str, int]) -> Mapping[str, tuple[str, ...]]:
    """For each fact in a dispute, the earlier facts that it cannot be true beside, oldest first."""
    against: dict[str, set[str]] = {}
    for pair in pairs:
        earlier, later = sorted(pair, key=place.__getitem__)
        against.setdefault(later, set()).add(earlier)
    return {fact: tuple(sorted(others, key=place.__getitem__)) for fact, others in against.items()}


def _of_topic(
    topic: Topic, reports: Sequence[Fact], against: Mapping[str, tuple[str, ...]], gone: Sequence[Days]
) -> Iterable[tuple[Fact, Life]]:
    things: list[_Thing] = []
    for fact in reports:
        thing = next((thing for thing in things[-MOST_THINGS:] if _same(topic.kind, thing, fact, gone)), None)
        first = thing.first.id if thing else fact.id
        earlier = thing is not None and thing.first.story != fact.story
        if fact.id in against:
            yield fact, Life("disputes", against[fact.id], first)
        elif thing is None or not earlier:
            yield fact, Life("introduces", first=first)
        elif _is_sharper(fact, thing.sharpest):
            coarser = [report.id for report in thing.reports if _is_sharper(fact, report)]
            yield fact, Life("sharpens", tuple(coarser), first)
        else:
            yield fact, Life("confirms", (thing.sharpest.id,), first)
        if thing is None:
            things.append(_Thing(fact, fact, [fact]))
        else:
            thing.reports.append(fact)
            if _is_sharper(fact, thing.sharpest):
                thing.sharpest = fact


def _same(kind: str, thing: _Thing, fact: Fact, gone: Sequence[Days]) -> bool:
    """Whether a report is of a thing on file. A denial and what it denies are two."""
    other = thing.sharpest
    if (fact.status is Status.DENIED) is not (other.status is Status.DENIED):
        return False
    if kind == "held":
        return _same_post(other, fact, gone)
    if kind == "raised":
        reports = (thing.first, thing.sharpest, thing.reports[-1])
        return _in_one_currency(fact, thing.first) and any(same_round(fact, report) for report in reports)
    if kind == "valued":
        return bool(fact.money and other.money and fact.money.value == other.money.value) and dates_fit(fact, other)
    if kind == "related" and fact.relation != other.relation:
        return False
    return dates_fit(fact, other) and not _lead_elsewhere(fact, other)


def _in_one_currency(one: Fact, other: Fact) -> bool:
    """Whether two reports of a round give its sum in one currency: nobody can say whether a conversion confirms it."""
    return one.money is None or other.money is None or one.money.currency == other.money.currency


def _lead_elsewhere(one: Fact, other: Fact) -> bool:
    """Whether two stories tell of a departure for one company and for another, or so of an arrival."""
    return any(
        getattr(one, end) and getattr(other, end) and getattr(one, end) != getattr(other, end) and one.kind in MOVES
        for end in ("origin", "destination")
    )


def _same_post(one: Fact, other: Fact, gone: Sequence[Days]) -> bool:
    """One role at one company: spans whose ends fit, a day inside a span, or two days with no departure between."""
    if tenure_of(one) and tenure_of(other):
        return bool(one.date and other.date and may_be_same(one.date, other.date))
    if tenure_of(one) or tenure_of(other) or (one.date and other.date):
        return held_on(one).touches(held_on(other))
    earlier, later = sorted((held_on(one), held_on(other)))
    return not any(earlier.last < days.first and days.last < later.first for days in gone)


def _is_sharper(fact: Fact, other: Fact) -> bool:
    """Whether a report says when, and more exactly than another one of the same thing."""
    if fact.date is None:
        return False
    if fact.kind == "held" and fact.date.interval is not (other.date is not None and other.date.interval):
        return False  # a day in a post and the post's span don't sharpen each other
    if other.date is None:
        return fact.kind != "held"  # a role without a date is of its story's day, which is sharp enough
    return sharpens(fact.date, other.date)


def _with_what_came_later(told: Mapping[str, Life]) -> Mapping[str, Life]:
    later: dict[What, dict[str, list[str]]] = {"confirms": {}, "sharpens": {}, "disputes": {}, "introduces": {}}
    for fact, life in told.items():
        for earlier in life.of:
            later[life.what].setdefault(earlier, []).append(fact)
    return {
        fact: replace(
            life,
            confirmed_by=tuple(later["confirms"].get(fact, ())),
            superseded_by=tuple(later["sharpens"].get(fact, ())),
            disputed_by=tuple(later["disputes"].get(fact, ())),
        )
        for fact, life in told.items()
    }
