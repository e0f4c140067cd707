"""The story format as data: every key of every file, its type, whether it must be there, a line of doc, an example."""

from __future__ import annotations

from generator.read.schema.facts import FACT_KINDS, ON_EVERY_FACT, RELATIONS, kinds_under
from generator.read.schema.profile import PROFILES
from generator.read.schema.story import CLAIM, CORRECTION, IMAGE, PAGE, SOURCE, STORY
from generator.read.schema.types import FactKind, Field, FieldType, Many, NamedKind, Shape, Side

__all__ = [
    "CLAIM",
    "CORRECTION",
    "FACT_KINDS",
    "IMAGE",
    "ON_EVERY_FACT",
    "PAGE",
    "PROFILES",
    "RELATIONS",
    "SOURCE",
    "STORY",
    "FactKind",
    "Field",
    "FieldType",
    "Many",
    "NamedKind",
    "Shape",
    "Side",
    "kinds_under",
]
