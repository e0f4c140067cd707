"""The kinds of fact that a story may report of a person or a company."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from generator.read.model import Status
from generator.read.schema.types import FactKind, Field, FieldType, Many, NamedKind, Shape, Side

PERSON: tuple[Side, ...] = ("person",)
COMPANY: tuple[Side, ...] = ("company",)
EITHER: tuple[Side, ...] = ("person", "company")
RELATIONS = ("sibling", "spouse", "parent", "child", "colleague")

DATE = Field("date", "date", "when it was true, as precisely as it is known and no more (EDTF)", "2031-02")
ON_EVERY_FACT = (
    DATE,
    Field(
        "status",
        "choice",
        "what the story says of it: confirmed, reported (if nothing is said), rumoured, denied, retracted",
        "confirmed",
        choices=tuple(status.value for status in Status),
    ),
    Field(
        "source",
        "source",
        "what it stands on: a key of `sources`, or a list of keys",
        "post",
        many="one or list",
        attribute="sources",
    ),
    Field("by", "name", "who says so: one person or company", "Orbital", names="person or company"),
    Field("note", "text", "anything else a reader should know of it", "She gave no reason."),
)
ROLE = Field("role", "text", "their role there", "head of guidance")


def _company(name: str, doc: str, attribute: str, example: str = "Perigee") -> Field:
    return Field(name, "name", doc, example, attribute=attribute, names="company")


def _kind(
    name: str,
    noun: str,
    under: tuple[Side, ...],
    doc: str,
    value: tuple[FieldType, str, str],
    *also: Field,
    names: NamedKind = "",
    attribute: str = "text",
) -> FactKind:
    """``value``: the type, doc and example of the kind's own value; ``attribute``: the model's name for it."""
    own = Field(name, *value, required=True, attribute=attribute, names=names)
    taken = {field.name for field in also}
    common = tuple(field for field in ON_EVERY_FACT if field.name not in taken)
    if own.type == "date":  # which is when it was true already
        again = replace(DATE, doc=f"as `{name}` says, if it is given at all", example=own.example)
        common = tuple(again if field is DATE else field for field in common)
    return FactKind(name, under, doc, own, also, Shape(noun, (own, *also, *common)))


def _names(name: str, doc: str, example: str, attribute: str, names: NamedKind) -> Field:
    many: Many = "one or list"
    return Field(name, "name", doc, example, many=many, attribute=attribute, names=names)


_KINDS = (
    _kind(
        "founded",
        "a move",
        PERSON,
        "they founded a company, alone or with others",
        ("name", "a company", "Orbital"),
        ROLE,
        names="company",
        attribute="name",
    ),
    _kind(
        "joined",
        "a move",
        PERSON,
        "they joined a company",
        ("name", "a company", "Perigee"),
        ROLE,
        _company("from", "the company that they came from", "origin", "Orbital"),
        names="company",
        attribute="name",
    ),
    _kind(
        "held",
        "a post",
        PERSON,
        "they held a role; without a date, on the story's day, and that says no more",
        ("text", "a role", "chief technology officer"),
        Field(
            "at",
            "name",
            "the company that they held it at, if at one",
            "Orbital",
            attribute="company",
            names="company",
        ),
    ),
    _kind(
        "left",
        "a move",
        PERSON,
        "they left a company",
        ("name", "a company", "Orbital"),
        ROLE,
        _company("to", "the company that they went to", "destination"),
        Field("reason", "text", "why, as they or others gave it", "a return to hands-on work"),
        names="company",
        attribute="name",
    ),
    _kind(
        "related",
        "a relation",
        PERSON,
        "they are related to a person, whose page says it too",
        ("name", "a person", "Anne Isabella Milbanke"),
        Field(
            "as",
            "choice",
            "what that person is to this one: sibling, spouse, parent, child, colleague",
            "parent",
            attribute="relation",
            choices=RELATIONS,
        ),
        names="person",
        attribute="name",
    ),
    _kind(
        "said",
        "a quotation",
        PERSON,
        "they said something",
        ("text", "the words, short", "a slow-motion launch abort"),
        _names("about", "people or companies that it is about", "Orbital", "about", "person or company"),
        _company("to", "the publication that they said it to", "destination", "The Register"),
    ),
    _kind(
        "formed",
        "a founding",
        COMPANY,
        "the company was founded",
        ("date", "a date", "2028"),
        _names("by", "its founders; each gets a `founded`", "[Dora Marsh, Ben Hull]", "founders", "person"),
        Field("based_in", "text", "where", "Lisbon"),
        attribute="when",
    ),
    _kind(
        "raised",
        "a funding round",
        COMPANY,
        "the company raised money",
        ("money", "an amount", "6.6 billion USD"),
        Field("valuation", "money", "what the company was valued at", "157 billion USD"),
        _names("investors", "people or companies", "[Thrift Capital, Macro]", "investors", "person or company"),
        Field("round", "text", "what the round is called", "Series C"),
        attribute="money",
    ),
    _kind(
        "valued",
        "a valuation",
        COMPANY,
        "the company was valued",
        ("money", "an amount", "157 billion USD"),
        attribute="money",
    ),
    _kind(
        "acquired",
        "a purchase",
        COMPANY,
        "the company bought another",
        ("name", "the company that was bought", "Perigee"),
        Field("price", "money", "what it paid", "40 million EUR"),
        names="company",
        attribute="name",
    ),
    _kind(
        "folded_into",
        "a merger",
        COMPANY,
        "the company became part of another and ended",
        ("name", "the company that it went into", "Orbital"),
        names="company",
        attribute="name",
    ),
    _kind(
        "part_of",
        "a parent company",
        COMPANY,
        "the company belongs to another",
        ("name", "the company that it belongs to", "Orbital"),
        names="company",
        attribute="name",
    ),
    _kind(
        "renamed",
        "a new name",
        COMPANY,
        "the company changed its name",
        ("name", "the new name", "Orbital Launch"),
        names="company",
        attribute="name",
    ),
    _kind("launched", "a launch", COMPANY, "the company launched a product", ("text", "a product", "Ferry 2")),
    _kind(
        "asked",
        "a request",
        EITHER,
        "we asked them for something",
        ("text", "what for", "comment"),
        Field("answer", "text", "none, declined, or what they answered", "declined"),
    ),
    _kind(
        "event",
        "an event",
        EITHER,
        "anything else that happened to them",
        ("text", "a sentence", "considers turning itself into a for-profit"),
        _names("with", "people or companies that took part", "Macro", "partners", "person or company"),
    ),
)

FACT_KINDS: Mapping[str, FactKind] = MappingProxyType({kind.name: kind for kind in _KINDS})


def kinds_under(side: Side) -> tuple[FactKind, ...]:
    """The kinds of fact that may stand under a person or a company, in the order of the format's tables."""
    return tuple(kind for kind in _KINDS if side in kind.under)
