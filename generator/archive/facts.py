"""Facts: what stories report, names resolved; ids that stay while the fact does; and what follows by rule.

An id is made from what the fact says, not from where it stands: the story, whom it is about, its
kind, its value, its date as written, and, for one that a story says twice, which of the two it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from msgspec.structs import replace

from generator.archive.model import Claim, Fact, Ref
from generator.archive.namings import VALUES, Wanted, new_name
from generator.archive.register import Register
from generator.problems import Position
from generator.read.model import Entry, RawClaim, RawFact, Story
from generator.values.dates import from_day

# What the other one is to her, by what she is to the other one: `as` says what the value is to the subject.
REVERSES: Mapping[str, str] = {"parent": "child", "child": "parent"}


class Ids:
    """Makes a story's ids; counts how often the story says the same thing."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], int] = {}

    def make(self, *parts: str) -> str:
        """16 hexadecimal digits (64 bits): among a million facts, two alike once in 40 million archives."""
        occurrence = self._seen[parts] = self._seen.get(parts, 0) + 1
        text = "\x1f".join((*parts, str(occurrence)))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def facts_of_story(register: Register, story: Story) -> Iterator[Fact]:
    """Every fact of a story in the order written, each followed by those derived from it."""
    ids = Ids()
    for wanted, entry, raw in _as_written(story):
        fact = _fact(register, story, register.ref(wanted, entry.name), raw, ids)
        yield fact
        yield from _derived(fact, ids)


def _as_written(story: Story) -> list[tuple[Wanted, Entry, RawFact]]:
    """A story's facts in the order written, each with whom it stands under."""
    sides = ((Wanted.PERSON, story.people), (Wanted.COMPANY, story.companies))
    found = [(wanted, entry, raw) for wanted, entries in sides for entry in entries for raw in entry.facts]
    return sorted(found, key=lambda each: each[2].at)


def places_of(story: Story, facts: Iterable[Fact]) -> dict[str, Position]:
    """Where each of a story's facts, all in the order written, stands in its file, by its id.

    A derived one stands where the one that it is derived from does.
    """
    written = iter(_as_written(story))
    found: dict[str, Position] = {}
    for fact in facts:
        found[fact.id] = found[fact.derived_from] if fact.derived_from else next(written)[-1].at
    return found


def parts_of(fact: Fact) -> tuple[Ref, ...]:
    """Everybody who takes part in a fact, each once, its subject first."""
    parts = (fact.subject, fact.object, fact.origin, fact.destination, *fact.others, fact.by)
    return tuple(dict.fromkeys(ref for ref in parts if ref is not None))


def claims_of_story(register: Register, story: Story) -> Iterator[Claim]:
    """The story's claims, names resolved, each as of a day."""
    ids = Ids()
    for raw in story.claims:
        yield _claim(register, story, raw, ids)


def _fact(register: Register, story: Story, subject: Ref, raw: RawFact, ids: Ids) -> Fact:
    company = Wanted.COMPANY
    object_ = register.maybe(company, raw.company)
    value = VALUES.get(raw.kind)
    if raw.name is not None and value is not None:
        object_ = register.ref(value, raw.name)
    date = raw.when or raw.date
    text = new_name(raw) or ("" if raw.kind == "held" else raw.text)
    role = raw.role or (raw.text if raw.kind == "held" else "")
    said = object_.slug if object_ else text or role or (raw.money.written if raw.money else "")
    return Fact(
        id=ids.make(story.slug, *subject, raw.kind, said, date.written if date else ""),
        kind=raw.kind,
        story=story.slug,
        reported=story.published.day,
        subject=subject,
        object=object_,
        text=text,
        money=raw.money,
        valuation=raw.valuation,
        price=raw.price,
        date=date,
        role=role,
        origin=register.maybe(company, raw.origin),
        destination=register.maybe(company, raw.destination),
        others=_others(register, raw) if raw.about or raw.partners or raw.investors or raw.founders else (),
        by=register.maybe(Wanted.VOICE, raw.by),
        reason=raw.reason,
        round=raw.round,
        relation=raw.relation,
        based_in=raw.based_in,
        answer=raw.answer,
        status=raw.status,
        sources=raw.sources,
        note=raw.note,
    )


def _others(register: Register, raw: RawFact) -> tuple[Ref, ...]:
    return (
        *register.refs(Wanted.ABOUT, raw.about),
        *register.refs(Wanted.PARTNER, raw.partners),
        *register.refs(Wanted.INVESTOR, raw.investors),
        *register.refs(Wanted.PERSON, raw.founders),
    )


def _derived(fact: Fact, ids: Ids) -> Iterator[Fact]:
    """``formed … by`` gives each founder a ``founded``; ``related`` gives the other one the reverse."""
    if fact.kind == "formed":
        for person in fact.others:
            yield Fact(
                id=ids.make(fact.id, *person, "founded"),
                kind="founded",
                story=fact.story,
                reported=fact.reported,
                subject=person,
                object=fact.subject,
                date=fact.date,
                status=fact.status,
                sources=fact.sources,
                note=fact.note,
                derived_from=fact.id,
            )
    elif fact.kind == "related" and fact.object is not None:
        yield replace(
            fact,
            id=mirror_of(fact),
            subject=fact.object,
            object=fact.subject,
            relation=REVERSES.get(fact.relation, fact.relation),
            derived_from=fact.id,
        )


def mirror_of(fact: Fact) -> str:
    """The id of the fact that says of a relation the same from the other one's side."""
    return fact.derived_from or Ids().make(fact.id, *(fact.object or ()), "related")


def _claim(register: Register, story: Story, raw: RawClaim, ids: Ids) -> Claim:
    company = register.ref(Wanted.COMPANY, raw.company)
    origin = register.maybe(Wanted.COMPANY, raw.origin)
    destination = register.maybe(Wanted.COMPANY, raw.destination)
    asked = [company.slug, origin.slug if origin else "", destination.slug if destination else ""]
    dates = [date.written if date else "" for date in (raw.since, raw.date)]
    return Claim(
        id=ids.make(story.slug, raw.count, *asked, str(raw.stated), *dates),
        story=story.slug,
        says=raw.says,
        count=raw.count,
        company=company,
        stated=raw.stated,
        day=raw.date or from_day(story.published.day),
        total=raw.total,
        origin=origin,
        destination=destination,
        since=raw.since,
        sources=raw.sources,
    )
