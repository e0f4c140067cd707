"""All stories together: who is who, and every fact with the story that reported it.

An :class:`Archive` stores what stories report and nothing that follows from it: where someone
works, how many founders remain, who is here today are worked out for a day by the other modules
of this room. Everything is immutable, and every tuple is in an order that depends on the content
alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.problems import Position
from generator.read.model import FormerName, OrdinaryPage, Profile, Status, Story, WikiLink
from generator.values.dates import EdtfDate
from generator.values.money import Money

Day = date  # under a name that no field has
RefKind = Literal["person", "company", "topic", "story", "page"]


class Ref(NamedTuple):
    """Who or what, by kind and slug: the key of everything in the archive. Sorts by kind, then slug."""

    kind: RefKind
    slug: str


class Entity(Struct, frozen=True):
    """A person, company or topic: what all pages that name them read. The rest of a profile is filed apart."""

    ref: Ref
    name: str  # as it is shown
    names: tuple[str, ...]  # every spelling that links to it: name, aliases, former and later names
    weak_names: tuple[str, ...] = ()  # found by search, never linked by themselves
    kind: str = ""  # of a company, as its profile says: "AI lab"
    redirects: tuple[str, ...] = ()  # older slugs, merged ones, and those of a renamed company's other names
    former: tuple[FormerName, ...] = ()  # earlier names, oldest first, each with the day it ended where that is known


class Fact(Struct, frozen=True):
    """One thing that one story reports, its names resolved. ``id`` is stable while the fact is.

    ``subject`` is whom it stands under, ``object`` the person or company that its value names
    (``held``: the company it was held at). ``date`` is when it was true, as written, and None where
    nothing was (``formed``: its value). ``text`` is a value in words: what was said, launched or asked
    for, an event's sentence, a ``renamed`` company's new name; ``held`` has its role in ``role``.
    ``relation`` is what ``object`` is to ``subject``: her ``parent``, his ``sibling``.
    A fact that the archive derived from another (a ``founded`` for each of ``formed … by``; the other
    side of ``related``, a parent's being a child) has that one's id in ``derived_from`` and the same
    story, status and source. Where it stands in its file the story tells (:func:`generator.archive.facts.places_of`),
    so that a line more above a fact leaves it as it is.
    """

    id: str
    kind: str
    story: str  # slug
    reported: Day  # the story's day
    subject: Ref
    object: Ref | None = None
    text: str = ""
    money: Money | None = None
    valuation: Money | None = None
    price: Money | None = None
    date: EdtfDate | None = None
    role: str = ""
    origin: Ref | None = None  # joined from
    destination: Ref | None = None  # left to; said to
    others: tuple[Ref, ...] = ()  # about, with, investors, formed by
    by: Ref | None = None  # who says so
    reason: str = ""
    round: str = ""
    relation: str = ""
    based_in: str = ""
    answer: str = ""
    status: Status = Status.REPORTED
    sources: tuple[str, ...] = ()  # keys of the story's sources
    note: str = ""
    derived_from: str = ""


class Claim(Struct, frozen=True):
    """A number that a story states, its names resolved. ``id`` is stable while the claim is.

    Where it stands in its file the story tells: its claims are those of ``Filed.claims``, in the same order.
    """

    id: str
    story: str
    says: str
    count: str
    company: Ref
    stated: int
    day: EdtfDate  # as of: the story's day unless given
    total: int | None = None
    origin: Ref | None = None
    destination: Ref | None = None
    since: EdtfDate | None = None
    sources: tuple[str, ...] = ()


class Ruling(Struct, frozen=True):
    """An editors' decision on a dispute about ``subject``."""

    subject: Ref
    fact: str  # as written: "left Orbital"
    accept: str  # a story's slug
    reason: str
    at: Position
    by: str = ""
    date: EdtfDate | None = None
    path: str = ""  # of the profile that it stands in


class Text(NamedTuple):
    """The text of a story: as :class:`Story` has it."""

    body: str
    links: tuple[WikiLink, ...] = ()


class Filed(Struct, frozen=True):
    """A published story with its names resolved."""

    story: Story  # without its text and the links in it: whoever reads those depends on more than on what it reports
    ref: Ref
    year: int
    people: tuple[Ref, ...]  # whom the front matter names, in its order
    companies: tuple[Ref, ...]
    named: tuple[Ref, ...]  # people and companies that the front matter names anywhere, in order of first naming
    topics: tuple[Ref, ...]
    facts: tuple[str, ...]  # ids, in the order written
    claims: tuple[str, ...]
    links: Mapping[str, Ref]  # each [[target]] of the text
    follows: str = ""  # slug of the story that this one continues
    followed_by: tuple[str, ...] = ()


class Archive(Struct, frozen=True):
    """The index: one owner of every link, backlink and collision.

    ``stories`` holds published stories only (no drafts, none dated after the day of the build),
    keyed by slug, oldest first (day, time, slug); other mappings are sorted by key.
    """

    stories: Mapping[str, Filed]
    texts: Mapping[str, Text]  # of the stories
    years: Mapping[str, int]  # of each story, by slug: part of its address, so of every link to it
    entities: Mapping[Ref, Entity]
    profiles: Mapping[Ref, Profile]  # nothing for whoever only stories name
    facts: Mapping[str, Fact]
    claims: Mapping[str, Claim]
    facts_of: Mapping[Ref, tuple[str, ...]]  # every fact an entity takes part in, in any part, oldest first
    stories_of: Mapping[Ref, tuple[str, ...]]  # stories that name it (a topic: that are on it), oldest first
    linked_from: Mapping[Ref, tuple[str, ...]]  # stories whose text links to it with [[…]]
    rulings: tuple[Ruling, ...]
    pages: Mapping[str, OrdinaryPage]
    images: tuple[str, ...]
    page_links: Mapping[tuple[Ref, str], Ref]  # [[target]] in a profile's or ordinary page's text
    redirects: Mapping[Ref, Ref]  # an older address, by kind and slug (a story's: "2023/NAME"), → what is there now
    unsettled: frozenset[Ref] = frozenset()  # near to another's name, or warned of: which stories name them matters
