"""The rows of facts, claims and disputes. Each function's rows are in the order of its table's columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from generator.archive.model import Fact, Ref
from generator.archive.moves import Move
from generator.archive.reasoning import Reasoning
from generator.publish.data.pages_rows import dates
from generator.publish.data.shape import Row, Value
from generator.values.money import Money

_PARTS: Mapping[str, str] = {"raised": "investor", "said": "about", "event": "with", "formed": "founder"}


def _slug(ref: Ref | None) -> Value:
    return ref.slug if ref else None


def _kind(ref: Ref | None) -> Value:
    return ref.kind if ref else None


def _money(money: Money | None) -> tuple[Value, Value]:
    return (f"{money.amount:f}", money.currency) if money else (None, None)


def counts(reasoning: Reasoning, fact: Fact) -> bool:
    """Whether the archive's counts rest on it: its status lets it, or a ruling, and no ruling went against it."""
    return reasoning.evidence.counts(fact)


def _numbered(reasoning: Reasoning) -> Iterator[tuple[int, Fact]]:
    """Every fact of every story with its place in the story; one not listed by its story comes after the listed."""
    facts = reasoning.archive.facts
    unlisted: dict[str, list[Fact]] = {}
    listed = {each for filed in reasoning.archive.stories.values() for each in filed.facts}
    for fact in facts.values():
        if fact.id not in listed:
            unlisted.setdefault(fact.story, []).append(fact)
    for slug, filed in reasoning.archive.stories.items():
        own = [facts[each] for each in filed.facts]
        yield from enumerate((*own, *unlisted.get(slug, ())), 1)


def fact(reasoning: Reasoning) -> Iterator[Row]:
    for position, each in _numbered(reasoning):
        life = reasoning.lives.get(each.id)
        yield (
            each.id,
            each.kind,
            each.story,
            each.subject.slug,
            _slug(each.object),
            each.role or None,
            *dates(each.date),
            each.status.value,
            life.what if life else None,
            each.subject.kind,
            _kind(each.object),
            each.reported.isoformat(),
            position,
            int(counts(reasoning, each)),
            each.text or None,
            *_money(each.money),
            *_money(each.valuation),
            *_money(each.price),
            _slug(each.origin),
            _slug(each.destination),
            *(value or None for value in (each.relation, each.round, each.reason, each.based_in, each.answer)),
            _slug(each.by),
            _kind(each.by),
            each.note or None,
            each.derived_from or None,
        )


def fact_source(reasoning: Reasoning) -> Iterator[Row]:
    for each in reasoning.archive.facts.values():
        known = {source.key for source in reasoning.archive.stories[each.story].story.sources}
        for key in dict.fromkeys(each.sources):
            if key in known:
                yield each.id, key, each.story


def participant(reasoning: Reasoning) -> Iterator[Row]:
    for each in reasoning.archive.facts.values():
        for position, ref in enumerate(each.others, 1):
            yield each.id, position, _PARTS.get(each.kind, "with"), ref.kind, ref.slug


def claim(reasoning: Reasoning) -> Iterator[Row]:
    for each in reasoning.archive.claims.values():
        check = reasoning.checks[each.id]
        yield (
            each.story,
            each.says,
            each.count,
            each.company.slug,
            each.day.written,
            each.stated,
            each.total,
            check.lowest,
            check.highest,
            check.verdict.value,
            each.id,
            _slug(each.origin),
            _slug(each.destination),
            each.since.written if each.since else None,
            check.explanation or None,
        )


def dispute(reasoning: Reasoning) -> Iterator[Row]:
    stories = reasoning.archive.stories
    for each in reasoning.disputes:
        ruling = each.ruling
        ruled: tuple[Value, ...] = (None, None, None, None)
        if ruling is not None:
            accepted = ruling.accept if ruling.accept in stories else None
            ruled = (accepted, ruling.reason, ruling.by or None, ruling.date.written if ruling.date else None)
        yield each.id, each.subject.kind, each.subject.slug, each.fact, ", ".join(each.differs), *ruled


def dispute_side(reasoning: Reasoning) -> Iterator[Row]:
    for each in reasoning.disputes:
        for position, (side, value) in enumerate(zip(each.facts, each.values, strict=True), 1):
            yield each.id, side, position, value or None, int(side in each.accepted)


def move(reasoning: Reasoning) -> Iterator[Row]:
    for position, each in _one_by_one(reasoning.moves):
        yield (
            each.person.slug,
            position,
            _slug(each.origin),
            _slug(each.destination),
            each.left.written if each.left else None,
            each.joined.written if each.joined else None,
            each.earliest.isoformat() if each.earliest else None,
            each.latest.isoformat() if each.latest else None,
            *(value or None for value in (each.role_before, each.role_after, each.reason)),
            each.status.value,
        )


def move_fact(reasoning: Reasoning) -> Iterator[Row]:
    facts = reasoning.evidence.archive.facts  # all of them, where only some rows are wanted, too
    for position, each in _one_by_one(reasoning.moves):
        yield from ((each.person.slug, position, told, facts[told].story) for told in each.facts)


def _one_by_one(moves: Iterable[Move]) -> Iterator[tuple[int, Move]]:
    """Moves, each with its number among those of the same person: those of others change nothing about it."""
    so_far: Counter[Ref] = Counter()
    for each in moves:
        so_far[each.person] += 1
        yield so_far[each.person], each
