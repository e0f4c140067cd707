"""The tables of fields in content/README.md, made from the schema, so that they say what the archive accepts.

``python -m generator.publish.handbook content/README.md .vscode`` writes them anew between the two
marks, and the JSON Schemas that VS Code uses; a test fails while the files say anything else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.publish.data.front_matter import for_an_editor
from generator.read import schema
from generator.read.schema import FactKind, Field, FieldType, NamedKind, Side

BEGIN = "<!-- fields -->"
END = "<!-- /fields -->"

_TYPES: Mapping[FieldType, str] = {
    "text": "text",
    "name": "a name",
    "date": "a date",
    "published": "a day or time",
    "money": "money",
    "number": "a whole number",
    "yes-no": "yes or no",
    "choice": "one of",
    "url": "a web address",
    "slug": "a slug",
    "old-slug": "a slug",
    "picture": "a file name",
    "source": "a source's key",
    "mapping": "keys of its own",
    "keyed": "keys of your own",
    "entries": "names",
    "anything": "anything",
}
_PLURALS: Mapping[FieldType, str] = {
    "text": "texts",
    "name": "names",
    "slug": "slugs",
    "old-slug": "slugs",
    "source": "keys of sources",
    "mapping": "entries with keys of their own",
}
_NAMED: Mapping[NamedKind, str] = {
    "person": "a person",
    "company": "a company",
    "person or company": "a person or company",
    "topic": "a topic",
    "story": "a story's slug",
}
_NAMED_PLURALS: Mapping[NamedKind, str] = {
    "person": "people",
    "company": "companies",
    "person or company": "people or companies",
    "topic": "topics",
    "story": "slugs of stories",
}


def handbook() -> str:
    """All tables as Markdown, with a heading for each, from the headings of level three down."""
    sections = (
        ("A story", _fields(schema.STORY.fields)),
        ("What may be reported of a person", _kinds("person")),
        ("What may be reported of a company", _kinds("company")),
        ("On every fact", _fields(schema.ON_EVERY_FACT)),
        ("A source", _fields(schema.SOURCE.fields)),
        ("A claim", _fields(schema.CLAIM.fields)),
        ("A correction", _fields(schema.CORRECTION.fields)),
        ("A picture", _fields(schema.IMAGE.fields)),
        ("A profile", _fields(_profile_fields())),
        *_inside_profiles(),
        ("An ordinary page", _fields(schema.PAGE.fields)),
    )
    return "\n\n".join(f"### {title}\n\n" + "\n".join(lines) for title, lines in sections)


def with_handbook(text: str) -> str:
    """A text with the tables between its two marks made anew. ValueError where the marks are missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the text needs the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n\n{handbook()}\n\n{END}{after}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _row(*head)
    yield _row(*("---" for _ in head))
    yield from (_row(*row) for row in rows)


def _fields(fields: Iterable[Field]) -> Iterator[str]:
    return _table(
        ("key", "value", "says", "example"),
        ((_key(field), _value(field), field.doc, f"`{field.name}: {field.example}`") for field in fields),
    )


def _key(field: Field) -> str:
    return f"`{field.name}` (needed)" if field.required else f"`{field.name}`"


def _value(field: Field) -> str:
    """What may be written behind the colon, in words: "a company", "a list of people", "one of yes, no"."""
    if field.choices:
        return " · ".join(f"`{choice}`" for choice in field.choices)
    if field.type == "entries":
        return f"{_NAMED_PLURALS[field.names]}, with facts or without"
    one = _NAMED.get(field.names, _TYPES[field.type]) if field.type == "name" else _TYPES[field.type]
    if field.many == "one":
        return one
    several = _NAMED_PLURALS.get(field.names, _PLURALS.get(field.type, f"{one}s"))
    return f"a list of {several}" if field.many == "list" else f"{one}, or a list of {several}"


def _kinds(side: Side) -> Iterator[str]:
    return _table(("fact", "its value", "says", "also"), (_kind(kind) for kind in schema.kinds_under(side)))


def _kind(kind: FactKind) -> tuple[str, ...]:
    also = "; ".join(f"{_key(field)}: {field.doc}" for field in kind.also)
    return f"`{kind.name}`", _value(kind.value), kind.doc, also


def _profile_fields() -> tuple[Field, ...]:
    """The fields of all kinds of profile, those of a company alone where they stand there."""
    fields: dict[str, Field] = {}
    for shape in (schema.PROFILES["company"], schema.PROFILES["person"], schema.PROFILES["topic"]):
        for field in shape.fields:
            fields.setdefault(field.name, field)
    return tuple(fields.values())


def _inside_profiles() -> Iterator[tuple[str, Iterator[str]]]:
    """A table for each key of a profile that has keys of its own, under its noun; pictures have theirs already."""
    shown = {schema.IMAGE.noun}
    for profile in schema.PROFILES.values():
        for field in profile.fields:
            shape = field.shape
            if shape is not None and shape.noun not in shown:
                shown.add(shape.noun)
                yield f"In `{field.name}`: {shape.noun}", _fields(shape.fields)


if __name__ == "__main__":
    _path = Path(sys.argv[1])
    _path.write_text(with_handbook(_path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    for _name, _text in for_an_editor().items():
        (Path(sys.argv[2]) / _name).write_text(_text, encoding="utf-8", newline="\n")
