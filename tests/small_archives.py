"""Small archives made straight from facts, for tests that try thousands of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from generator.archive.model import Archive, Claim, Entity, Fact, Filed, Ref, Ruling, Text
from generator.problems import Position
from generator.read.model import Published, Story
from generator.values.dates import DaySpan, EdtfDate, from_day

DAY_0 = date(2031, 3, 1).toordinal()
AT = Position(1, 1)


def day(number: int) -> date:
    return date.fromordinal(DAY_0 + number)


def person(number: int) -> Ref:
    return Ref("person", f"person-{number}")


def company(number: int) -> Ref:
    return Ref("company", f"company-{number}")


def on(number: int) -> EdtfDate:
    """One known day."""
    return from_day(day(number))


def some_day(first: int, last: int) -> EdtfDate:
    """One day from ``first`` to ``last``: as coarse as a test needs it, which EDTF would only do by the month."""
    span = DaySpan(day(first), day(last))
    return EdtfDate(f"{first}..{last}", span, span, precision="month")


def span(start: EdtfDate | None, end: EdtfDate | None, *, known_start: bool = True, known_end: bool = True) -> EdtfDate:
    """An interval. None is an open side, or with ``known_…=False`` one that isn't known."""
    first = start.start if start else DaySpan(date.min, date.min if known_start or not end else end.start.last)
    last = end.start if end else DaySpan(date.max if known_end or not start else start.start.first, date.max)
    sides = (start.written if start else ".." * known_start, end.written if end else ".." * known_end)
    return EdtfDate(
        "/".join(sides),
        first,
        last,
        interval=True,
        start_kind="known" if start else "open" if known_start else "unknown",
        end_kind="known" if end else "open" if known_end else "unknown",
        precision="interval",
    )


def archive(
    facts: Sequence[Fact],
    claims: Iterable[Claim] = (),
    rulings: Iterable[Ruling] = (),
    *,
    story_days: dict[str, date] | None = None,
) -> Archive:
    """The archive of these facts; ``story`` and ``reported`` of each say in which story it stands."""
    days = dict(story_days or {}) | {fact.story: fact.reported for fact in facts}
    for claim in claims:
        days.setdefault(claim.story, claim.day.latest)
    refs = {
        ref for fact in facts for ref in (fact.subject, fact.object, fact.origin, fact.destination, *fact.others) if ref
    }
    refs |= {claim.company for claim in claims}
    facts_of: dict[Ref, list[str]] = {}
    for fact in sorted(facts, key=lambda fact: (fact.reported, fact.story)):
        for ref in sorted({ref for ref in (fact.subject, fact.object, fact.origin, fact.destination) if ref}):
            facts_of.setdefault(ref, []).append(fact.id)
    return Archive(
        stories={slug: _filed(slug, when, facts) for slug, when in sorted(days.items(), key=lambda item: item[::-1])},
        texts=dict.fromkeys(days, Text("")),
        years={slug: day.year for slug, day in sorted(days.items(), key=lambda item: item[::-1])},
        entities={ref: Entity(ref, ref.slug, (ref.slug,)) for ref in sorted(refs)},
        profiles={},
        facts={fact.id: fact for fact in sorted(facts, key=lambda fact: fact.id)},
        claims={claim.id: claim for claim in claims},
        facts_of={ref: tuple(ids) for ref, ids in sorted(facts_of.items())},
        stories_of={},
        linked_from={},
        rulings=tuple(rulings),
        pages={},
        images=(),
        page_links={},
        redirects={},
    )


def _filed(slug: str, when: date, facts: Iterable[Fact]) -> Filed:
    story = Story(slug, f"stories/{slug}.md", slug, Published(when.isoformat(), when), {})
    ids = tuple(fact.id for fact in facts if fact.story == slug)
    return Filed(story, Ref("story", slug), when.year, (), (), (), (), ids, (), {})


def numbered(facts: Iterable[Fact]) -> list[Fact]:
    """The same facts with ids."""
    return [replace(fact, id=f"f{number:03}") for number, fact in enumerate(facts)]
