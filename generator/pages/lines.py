"""A fact as a line of a list: what it says, the story and sources that say it, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from generator.archive.life import Life
from generator.archive.model import Fact, Ref
from generator.pages.desk import Desk, StoryLine
from generator.pages.words import Span, Words, ended, sentence
from generator.read.model import Correction, Source, Status
from generator.values.dates import EdtfDate


class SourceLine(Struct, frozen=True):
    """What a story stands on."""

    title: str  # its publisher, author, address or key where it has none
    url: str
    publisher: str
    author: str
    date: EdtfDate | None  # when it was said
    note: str


class Echo(Struct, frozen=True):
    """What a fact did to others, or others to it: "confirms", "superseded by" and the story that holds the other."""

    words: str
    story: StoryLine
    more: int  # how many more facts it is true of than the one of ``story``


class FactLine(Struct, frozen=True):
    """A fact, ready to be shown anywhere."""

    words: Words
    story: StoryLine
    certainty: str  # what the story says of it, and others: "Confirmed", "Disputed; reported", "Rumoured, …"
    doubtful: bool  # shown as such, in words and shape
    struck: bool  # retracted: shown struck through
    retraction: str  # the correction that took it back
    by: Words  # who says so
    sources: tuple[SourceLine, ...]
    note: str
    dispute: str  # the page and anchor of the dispute that it takes a side in; "" for none
    deed: Echo | None  # what it did to the archive when its story came out; None: it introduced something
    later: tuple[Echo, ...]  # what later facts did to it


_CAUTIONS: Mapping[Status, str] = {
    Status.RUMOURED: "rumoured, nobody puts a name to it",
    Status.DENIED: "denied",
    Status.RETRACTED: "retracted, this archive takes it back",
}


def caution(desk: Desk, facts: Iterable[str], status: Status) -> str:
    """Why something that rests on ``facts`` may not be so, in words; "" where nothing is wrong."""
    told = _CAUTIONS.get(status, "")
    if told:
        is_named = status is Status.RUMOURED and any(desk.archive.facts[fact].by for fact in facts)
        return "rumoured" if is_named else told  # somebody says so
    for fact in facts:
        dispute = desk.reasoning.dispute_of.get(fact)
        if dispute is not None:
            if not dispute.accepted:
                return "disputed"
            if fact in dispute.rejected:
                return "disputed, the editors accept another version"
    return ""


def source_line(source: Source) -> SourceLine:
    """A source, with a title to show whatever it has."""
    title = source.title or source.publisher or source.author or source.url or source.key
    return SourceLine(
        title=title,
        url=source.url,
        publisher=source.publisher if source.publisher != title else "",
        author=source.author if source.author != title else "",
        date=source.date,
        note=source.note,
    )


def sources_of(desk: Desk, fact: Fact) -> tuple[SourceLine, ...]:
    """What a fact stands on, in the order that its story gives."""
    keys = set(fact.sources)
    if not keys:
        return ()
    return tuple(source_line(each) for each in desk.archive.stories[fact.story].story.sources if each.key in keys)


_NO_ID = re.compile(r"[^0-9A-Za-z_-]")


def dispute_anchor(dispute_id: str) -> str:
    """The id of a dispute on its page."""
    return f"dispute-{_NO_ID.sub('-', dispute_id)}"


def claim_anchor(claim_id: str) -> str:
    """The id of a claim on its page."""
    return f"claim-{_NO_ID.sub('-', claim_id)}"


def dispute_link(desk: Desk, fact: str) -> str:
    """Where the dispute that a fact takes a side in is shown: a page and an anchor; "" for none."""
    dispute = desk.reasoning.dispute_of.get(fact)
    return f"{desk.dispute_paths[dispute.id]}#{dispute_anchor(dispute.id)}" if dispute else ""


def retraction_of(corrections: Sequence[Correction]) -> str:
    """The correction that took a fact back: its story's last."""
    return max(corrections, key=lambda each: (each.date.latest, each.at)).text if corrections else ""


_DID: Mapping[str, str] = {
    "confirms": "confirms",
    "sharpens": "supersedes, knowing the date more closely,",
    "disputes": "disputes",
}


def deed(desk: Desk, fact: str) -> Echo | None:
    """What a fact did to the archive when its story came out; None for one that introduced something."""
    life = desk.reasoning.lives.get(fact)
    if life is None or life.what == "introduces":
        return None
    return _echo(desk, _DID[life.what], life.of)


def later(desk: Desk, fact: str) -> tuple[Echo, ...]:
    """What later facts did to one."""
    life = desk.reasoning.lives.get(fact)
    return () if life is None else tuple(_later(desk, life))


def _later(desk: Desk, life: Life) -> Iterable[Echo]:
    found = (
        _echo(desk, "last confirmed by", life.confirmed_by),
        _echo(desk, "superseded by", life.superseded_by),
        _echo(desk, "disputed by", life.disputed_by),
    )
    return (echo for echo in found if echo is not None)


def _echo(desk: Desk, words: str, facts: Sequence[str]) -> Echo | None:
    """One line for many facts: the newest story among them, and how many more there are."""
    if not facts:
        return None
    slugs = {desk.archive.facts[fact].story for fact in facts}
    newest = max(slugs, key=lambda slug: desk.order[slug])
    return Echo(words, desk.stories[newest], len(slugs) - 1)


def fact_line(desk: Desk, fact_id: str, own: Ref | None = None) -> FactLine:
    """The line of one fact. ``own`` is whose page it is for: their name in it is no link."""
    fact = desk.archive.facts[fact_id]
    retracted = fact.status is Status.RETRACTED
    doubt = caution(desk, (fact_id,), fact.status)
    certainty = f"{doubt}; {fact.status.value}" if doubt and fact.status.counts else doubt or fact.status.value
    return FactLine(
        words=unlinked(ended(sentence(desk.archive.entities, fact)), own),
        story=desk.stories[fact.story],
        certainty=certainty[:1].upper() + certainty[1:],
        doubtful=bool(doubt),
        struck=retracted,
        retraction=retraction_of(desk.archive.stories[fact.story].story.corrections) if retracted else "",
        by=(desk.name(fact.by),) if fact.by else (),
        sources=sources_of(desk, fact),
        note=fact.note.rstrip(". "),
        dispute=dispute_link(desk, fact_id),
        deed=deed(desk, fact_id),
        later=later(desk, fact_id),
    )


def unlinked(words: Words, own: Ref | None) -> Words:
    """Words without a link to ``own``."""
    return tuple(Span(span.text) if span.ref == own else span for span in words) if own else words


def fact_lines(desk: Desk, facts: Sequence[str], own: Ref | None = None) -> tuple[FactLine, ...]:
    """Lines, the newest story's first; facts of one story in the order written."""
    return tuple(fact_line(desk, fact, own) for fact in newest_facts(desk, facts))


def newest_facts(desk: Desk, facts: Iterable[str]) -> list[str]:
    """Facts, the newest story's first; those of one story in the order given."""
    return sorted(facts, key=lambda fact: -desk.order[desk.archive.facts[fact].story])
