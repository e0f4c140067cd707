"""The keys of a profile: the one place for a name's spelling, aliases and identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.read.model import EntityKind
from generator.read.schema.facts import FACT_KINDS
from generator.read.schema.story import IMAGE, NOT_OURS
from generator.read.schema.types import Field, Shape

WIKIDATA = Field("wikidata", "text", "its item on Wikidata", "Q42", pattern=r"Q[1-9][0-9]*")
IDENTIFIERS: Mapping[EntityKind, Shape] = MappingProxyType(
    {
        "person": Shape(
            "a person's set of identifiers",
            (
                WIKIDATA,
                Field(
                    "orcid", "text", "their ORCID iD", "0000-0002-1825-0097", pattern=r"([0-9]{4}-){3}[0-9]{3}[0-9X]"
                ),
            ),
        ),
        "company": Shape(
            "a company's set of identifiers",
            (
                Field(
                    "lei",
                    "text",
                    "its Legal Entity Identifier (ISO 17442)",
                    "529900T8BM49AURSDO55",
                    pattern=r"[A-Z0-9]{18}[0-9]{2}",
                ),
                Field(
                    "opencorporates",
                    "text",
                    "its path on OpenCorporates",
                    "us_de/5902758",
                    pattern=r"[a-z]{2}(_[a-z]{2})?/[^\s/]+",
                ),
                Field("ticker", "text", "its sign on a stock exchange", "NASDAQ:ORBT"),
                WIKIDATA,
            ),
        ),
        "topic": Shape("a topic's set of identifiers", (WIKIDATA,)),
    }
)
FORMER_NAME = Shape(
    "a former name",
    (
        Field("name", "name", "the name", "Ada Gordon", required=True),
        Field("until", "date", "when it ended (EDTF)", "1835"),
    ),
)
LINK = Shape(
    "a link",
    (
        Field("title", "text", "the words to show", "Her own page"),
        Field("url", "url", "its address on the web", "https://example.org/ada", required=True),
    ),
)
_REASON = Field("reason", "text", "why, for the record", "two people of one name", required=True)
_WHEN = Field("date", "date", "when this was decided", "2031-03-05")
NOT_SAME = Shape(
    "a judgement", (Field("slug", "slug", "the other one's slug", "durk-kinsma", required=True), _REASON, _WHEN)
)
MERGED = Shape(
    "a merge",
    (Field("slug", "slug", "the slug that was merged into this one", "dp-kingma", required=True), _REASON, _WHEN),
)
RULING = Shape(
    "a ruling",
    (
        Field(
            "fact",
            "text",
            "the disputed fact: its kind, and the other company or person if it has one",
            "left Orbital",
            required=True,
        ),
        Field(
            "accept",
            "name",
            "the slug of the story whose version is accepted",
            "ada-byron-leaves",
            required=True,
            names="story",
        ),
        Field("reason", "text", "why, for readers", "the company's filing gives the day", required=True),
        Field("by", "text", "who decided", "Archive desk"),
        _WHEN,
    ),
)

_NAME = Field("name", "name", "the name, spelt as it is shown", "Durk Kingma", required=True)
_NAMES = (
    Field(
        "aliases",
        "name",
        "other spellings and names that mean the same",
        "[Diederik Kingma, D. P. Kingma]",
        many="list",
        limit=1_000,
    ),
    Field(
        "weak_aliases",
        "name",
        "names that search finds and that are never linked by themselves",
        "[Kingma]",
        many="list",
        limit=1_000,
    ),
    Field(
        "former_names",
        "mapping",
        "names that were theirs before",
        "[{name: Ada Gordon, until: 1835}]",
        many="list",
        shape=FORMER_NAME,
        limit=1_000,
    ),
)
_REST = (
    Field(
        "links",
        "mapping",
        "where else to read about them",
        "[{title: Her own page, url: https://example.org/ada}]",
        many="list",
        shape=LINK,
        limit=1_000,
    ),
    Field("image", "mapping", "a picture", "{file: ada.jpg, alt: Ada Byron at her desk}", shape=IMAGE),
    Field("redirect_from", "old-slug", "older slugs of this page", "[d-kingma]", many="list"),
    Field(
        "not_same_as",
        "mapping",
        "who is somebody else, though the names are near",
        "[{slug: durk-kinsma, reason: another man}]",
        many="list",
        shape=NOT_SAME,
    ),
    Field(
        "merged",
        "mapping",
        "which slugs turned out to be this one",
        "[{slug: dp-kingma, reason: one man}]",
        many="list",
        shape=MERGED,
    ),
    Field(
        "rulings",
        "mapping",
        "what the editors decided where stories disagree",
        "[{fact: left Orbital, accept: ada-byron-leaves, reason: …}]",
        many="list",
        shape=RULING,
    ),
    Field("extra", "anything", "what an import didn't understand; kept, and shown nowhere", "{wp_id: 1234}"),
)
_KIND = Field("kind", "text", "what kind of company it is", "AI lab")
_FACTS_STAND_ELSEWHERE = "a profile reports nothing; put this fact into the story that reports it"


def _profile(entity: EntityKind, *own: Field) -> Shape:
    identifiers = Field(
        "identifiers", "mapping", "what registers call them", "{wikidata: Q42}", shape=IDENTIFIERS[entity]
    )
    advice = {**NOT_OURS, **dict.fromkeys(FACT_KINDS, _FACTS_STAND_ELSEWHERE)}
    return Shape(f"a {entity}'s profile", (_NAME, *own, *_NAMES, identifiers, *_REST), advice)


PROFILES: Mapping[EntityKind, Shape] = MappingProxyType(
    {"person": _profile("person"), "company": _profile("company", _KIND), "topic": _profile("topic")}
)
