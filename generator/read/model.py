"""What one file says, before it is held against any other: names are still names, not people.

``read`` makes these; ``archive`` resolves them. Everything here is immutable and picklable.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from msgspec import Struct, field

from generator.problems import Position
from generator.values.dates import EdtfDate
from generator.values.money import Money


class Status(StrEnum):
    """What the story says of a fact. Only the first two count when the archive counts."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    RUMOURED = "rumoured"
    DENIED = "denied"
    RETRACTED = "retracted"

    @property
    def counts(self) -> bool:
        return self in (Status.CONFIRMED, Status.REPORTED)


class Name(NamedTuple):
    """A name as an editor wrote it (or a profile's slug), and where."""

    text: str
    at: Position


class Published(Struct, frozen=True):
    """When a story came out: its day, and the zoned time if one was given.

    ``day`` is the day in the zone that the editor wrote. ``at`` is aware, or None for a bare day.
    """

    written: str
    day: date
    at: datetime | None = None


class Source(Struct, frozen=True):
    """One entry of a story's ``sources``. ``date`` is when it was said."""

    key: str
    at: Position
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    date: EdtfDate | None = None
    note: str = ""


class RawFact(Struct, frozen=True):
    """A fact as one story states it, typed but with names unresolved.

    ``kind`` is the key that came first (``left``, ``raised``, …), ``schema.FACT_KINDS`` describes it.
    Exactly one of ``name`` (the value is a person or a company), ``money``, ``when`` (``formed``) and
    ``text`` (words, a role, a product, a sentence) holds the value, by the kind.
    """

    kind: str
    at: Position
    name: Name | None = None
    text: str = ""
    money: Money | None = None
    when: EdtfDate | None = None
    date: EdtfDate | None = None
    role: str = ""
    company: Name | None = None  # held: at
    origin: Name | None = None  # joined: from
    destination: Name | None = None  # left: to; said: to (a publication)
    about: tuple[Name, ...] = ()  # said: about
    partners: tuple[Name, ...] = ()  # event: with
    investors: tuple[Name, ...] = ()  # raised: investors
    founders: tuple[Name, ...] = ()  # formed: by
    by: Name | None = None  # who says so (every kind but formed)
    valuation: Money | None = None
    price: Money | None = None
    reason: str = ""
    round: str = ""
    relation: str = ""  # related: as
    based_in: str = ""
    answer: str = ""
    status: Status = Status.REPORTED
    sources: tuple[str, ...] = ()
    note: str = ""


class Entry(Struct, frozen=True):
    """A person or company that a story's front matter names, and the facts written under it."""

    name: Name
    facts: tuple[RawFact, ...] = ()


COUNTS = ("founders", "founders-remaining", "people-at", "departures", "arrivals")


class RawClaim(Struct, frozen=True):
    """A number that a story states and the archive can count."""

    says: str
    count: str  # one of COUNTS
    company: Name
    stated: int  # is
    at: Position
    total: int | None = None  # of
    origin: Name | None = None  # from
    destination: Name | None = None  # to
    since: EdtfDate | None = None
    date: EdtfDate | None = None  # as of; None = the story's day
    sources: tuple[str, ...] = ()


class Correction(Struct, frozen=True):
    date: EdtfDate
    text: str
    at: Position


class Image(Struct, frozen=True):
    file: str  # path below content/images
    at: Position
    alt: str = ""
    credit: str = ""
    caption: str = ""


class WikiLink(NamedTuple):
    """``[[target|label]]`` in a text. ``start``/``end`` are offsets into ``body``."""

    target: str
    label: str  # "" where none was written
    start: int
    end: int
    at: Position  # in the file


class Story(Struct, frozen=True):
    """One story file, read. ``body`` is its Markdown, unchanged, after the front matter."""

    slug: str
    path: str  # below the content folder, with forward slashes: stories/2031/orbital.md
    title: str
    published: Published
    at: Mapping[str, Position]  # where each top-level front-matter key stands, and what older_slug_at asks for
    standfirst: str = ""
    updated: Published | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[Name, ...] = ()
    image: Image | None = None
    follows: Name | None = None
    draft: bool = False
    autolink: bool = True
    sources: tuple[Source, ...] = ()
    people: tuple[Entry, ...] = ()
    companies: tuple[Entry, ...] = ()
    claims: tuple[RawClaim, ...] = ()
    corrections: tuple[Correction, ...] = ()
    redirect_from: tuple[str, ...] = ()
    body: str = ""
    body_line: int = 1  # the file line that the body starts on
    links: tuple[WikiLink, ...] = ()
    extra: str = ""  # canonical JSON of `extra:`, kept for whoever imported it


EntityKind = Literal["person", "company", "topic"]


class FormerName(Struct, frozen=True):
    name: str
    until: EdtfDate | None = None


class Link(Struct, frozen=True):
    title: str
    url: str


class Judgement(Struct, frozen=True):
    """``not_same_as`` or ``merged``: that two slugs are two, or one, with the reason on record."""

    slug: str
    reason: str
    at: Position
    date: EdtfDate | None = None


class RawRuling(Struct, frozen=True):
    """The editors' decision on a dispute: which story's version of a fact is accepted, and why."""

    fact: str  # "left Orbital", "raised", …
    accept: Name  # a story's slug
    reason: str
    at: Position
    by: str = ""
    date: EdtfDate | None = None


class Profile(Struct, frozen=True):
    """One file of content/people, content/companies or content/topics, read."""

    entity: EntityKind
    slug: str
    path: str
    name: str
    at: Mapping[str, Position]
    aliases: tuple[Name, ...] = ()
    weak_aliases: tuple[Name, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    redirect_from: tuple[str, ...] = ()
    not_same_as: tuple[Judgement, ...] = ()
    merged: tuple[Judgement, ...] = ()
    rulings: tuple[RawRuling, ...] = ()
    kind: str = ""  # companies: "AI lab"
    image: Image | None = None
    body: str = ""
    body_line: int = 1
    wikilinks: tuple[WikiLink, ...] = ()
    extra: str = ""  # canonical JSON of `extra:`


class OrdinaryPage(Struct, frozen=True):
    """A file of content/pages: about, ethics policy, contact."""

    slug: str  # path below content/pages without .md: "about", "policies/ethics"
    path: str
    title: str
    body: str
    body_line: int = 1
    wikilinks: tuple[WikiLink, ...] = ()
    description: str = ""  # one line for search engines


class Content(Struct, frozen=True):
    """All that is in a content folder, in order of path; drafts included, nothing resolved."""

    root: str  # the folder as the user gave it, the prefix of every Problem.path
    stories: tuple[Story, ...] = ()
    profiles: tuple[Profile, ...] = ()
    pages: tuple[OrdinaryPage, ...] = ()
    images: tuple[str, ...] = field(default=())  # paths below content/images


OLDER = "redirect_from"


def older_slug_at(item: Story | Profile, slug: str) -> Position:
    """Where one of the older slugs of a story or profile is written; its key, or the file's start, where it isn't."""
    return item.at.get(f"{OLDER}: {slug}") or item.at.get(OLDER, Position(1, 1))
