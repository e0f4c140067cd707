"""What the schema is made of: fields, the shapes that hold them, and kinds of fact.

The schema is data. Reading, the editors' table of fields, the JSON Schemas and the completions in an
editor are all made from it, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

FieldType = Literal[
    "text",  # words on one line
    "name",  # of a person, company, topic or story: as written, or a slug
    "date",  # EDTF level 1
    "published",  # a day, or a time with its zone
    "money",  # an amount with its ISO 4217 code
    "number",  # a whole one
    "yes-no",
    "choice",  # one of `choices`
    "url",  # http or https
    "slug",  # of a person, company or topic
    "old-slug",  # an older slug of this page; a story's may have its year before it
    "picture",  # a path below content/images
    "source",  # a key of the story's `sources`
    "mapping",  # keys of its own: `shape`
    "keyed",  # any key, each with a mapping of `shape`
    "entries",  # people or companies, each with facts or without
    "anything",  # any mapping, kept as it is
]
Many = Literal["one", "list", "one or list"]
NamedKind = Literal["", "person", "company", "person or company", "topic", "story"]
Side = Literal["person", "company"]


class Field(Struct, frozen=True):
    """One key: what its value is, in one line for editors, and an example of the value as it is written.

    ``attribute`` is what the model calls it. ``limit`` is the most entries that it may have.
    """

    name: str
    type: FieldType
    doc: str
    example: str
    required: bool = False
    many: Many = "one"
    attribute: str = ""
    names: NamedKind = ""
    choices: tuple[str, ...] = ()
    shape: Shape | None = None
    pattern: str = ""
    limit: int = 1_000

    @property
    def target(self) -> str:
        """The model's name for it."""
        return self.attribute or self.name


@dataclass(frozen=True, slots=True)
class Shape:
    """Something with keys. ``noun`` has its article: "a story". ``advice`` answers keys that people try, by key."""

    noun: str
    fields: tuple[Field, ...]
    advice: Mapping[str, str] = field(default_factory=dict)
    table: Mapping[str, Field] = field(init=False, repr=False, compare=False)
    required: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", {one.name: one for one in self.fields})
        object.__setattr__(self, "required", tuple(one for one in self.fields if one.required))


class FactKind(Struct, frozen=True):
    """A kind of fact: whom it may stand under, what its own value is, and which keys it may have besides.

    ``shape`` has every key that the fact may have, its own first, those of every fact last.
    """

    name: str
    under: tuple[Side, ...]
    doc: str
    value: Field
    also: tuple[Field, ...]
    shape: Shape
