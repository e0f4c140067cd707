"""The schema is the single truth: the model can hold every field, and every example is what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from generator.read import model
from generator.read.schema import FACT_KINDS, PAGE, PROFILES, STORY, FactKind, Field, Shape, kinds_under
from generator.read.stories import read_story

if TYPE_CHECKING:
    from msgspec import Struct


def shapes() -> Iterator[tuple[str, Shape, type]]:
    """Every shape that is read straight into a class of the model."""
    by_noun: dict[str, type] = {
        "a source": model.Source,
        "a claim": model.RawClaim,
        "a correction": model.Correction,
        "an image": model.Image,
        "a former name": model.FormerName,
        "a link": model.Link,
        "a judgement": model.Judgement,
        "a merge": model.Judgement,
        "a ruling": model.RawRuling,
    }
    tops = [("story", STORY, model.Story), ("page", PAGE, model.OrdinaryPage)]
    tops += [(entity, shape, model.Profile) for entity, shape in PROFILES.items()]
    for name, shape, held_by in tops:
        yield name, shape, held_by
        for field in shape.fields:
            if field.shape and field.name != "identifiers":
                yield f"{name}.{field.name}", field.shape, by_noun[field.shape.noun]
    for kind in FACT_KINDS.values():
        yield kind.name, kind.shape, model.RawFact


SHAPES = list(shapes())


@pytest.mark.parametrize(("name", "shape", "held_by"), SHAPES, ids=[name for name, _, _ in SHAPES])
def test_the_model_has_a_place_for_every_field(name: str, shape: Shape, held_by: type[Struct]) -> None:
    places = {*held_by.__struct_fields__}
    assert {field.target for field in shape.fields} <= places
    assert len({field.name for field in shape.fields}) == len(shape.fields)


@pytest.mark.parametrize(("name", "shape", "held_by"), SHAPES, ids=[name for name, _, _ in SHAPES])
def test_every_field_is_explained_in_one_line(name: str, shape: Shape, held_by: type[Struct]) -> None:
    for field in shape.fields:
        assert field.doc
        assert field.example
        assert "\n" not in field.doc + field.example
        assert not field.doc.endswith(".")
        assert (field.type == "choice") == bool(field.choices)
        assert (field.type == "name") or not field.names or field.type == "entries"


def test_the_tables_of_the_format() -> None:
    under_person = ["founded", "joined", "held", "left", "related", "said", "asked", "event"]
    under_company = [
        "formed",
        "raised",
        "valued",
        "acquired",
        "folded_into",
        "part_of",
        "renamed",
        "launched",
        "asked",
        "event",
    ]
    assert [kind.name for kind in kinds_under("person")] == under_person
    assert [kind.name for kind in kinds_under("company")] == under_company
    also = {name: [field.name for field in kind.also] for name, kind in FACT_KINDS.items()}
    assert also == {
        "founded": ["role"],
        "joined": ["role", "from"],
        "held": ["at"],
        "left": ["role", "to", "reason"],
        "related": ["as"],
        "said": ["about", "to"],
        "formed": ["by", "based_in"],
        "raised": ["valuation", "investors", "round"],
        "valued": [],
        "acquired": ["price"],
        "folded_into": [],
        "part_of": [],
        "renamed": [],
        "launched": [],
        "asked": ["answer"],
        "event": ["with"],
    }
    for kind in FACT_KINDS.values():
        assert {"date", "status", "source", "by", "note"} <= kind.shape.table.keys()
    assert list(STORY.table) == [
        "title", "standfirst", "date", "updated", "authors", "topics", "image", "follows", "draft", "autolink",
        "sources", "people", "companies", "claims", "corrections", "redirect_from", "extra",
    ]  # fmt: skip
    assert [field.name for field in STORY.required] == ["title", "date"]


def problems_of(extra: str) -> list[str]:
    front = f"---\ntitle: T\ndate: 2031-03-04\nsources: {{post: {{title: P}}}}\n{extra}\n---\n"
    return [str(each) for each in read_story(front.encode(), "stories/a.md", "content")[1]]


@pytest.mark.parametrize("kind", FACT_KINDS.values(), ids=FACT_KINDS)
def test_examples_of_facts_are_facts(kind: FactKind) -> None:
    def written(field: Field) -> str:
        return f"{field.name}: {field.example}"

    place = "people" if kind.under[0] == "person" else "companies"
    keys = ", ".join(written(field) for field in kind.shape.fields)
    assert problems_of(f"{place}: {{Ada Byron: [{{{keys}}}]}}") == []


@pytest.mark.parametrize("field", STORY.fields, ids=[field.name for field in STORY.fields])
def test_examples_of_a_story_are_right(field: Field) -> None:
    if field.name in ("title", "date", "sources"):
        return
    assert problems_of(f"{field.name}: {field.example}") == []
