"""The form's inputs, one for each field of the schema, as Sveltia CMS has them (its name for an input is "widget").

A value is text wherever the format's is: a date stays as precise as it was written. What no input can hold,
mappings whose keys are names, is a list in the form; ``theme/admin/form.js`` turns the one into the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.publish.data.front_matter import pattern_of
from generator.read.schema import FactKind, Field, FieldType, Shape, Side, kinds_under

Widget = dict[str, object]

KEY = "key"  # of an entry of a mapping with keys of one's own
NAME = "name"  # of somebody whom a story names
FACTS = "facts"  # what is reported of them
KIND = "fact"  # what kind of fact it is; no fact has a key of this name
FORMATS = "cuttings"  # how form.js reads and writes it; Sveltia CMS passes over this

_CHOICES: Mapping[FieldType, tuple[str, ...]] = {"yes-no": ("yes", "no")}
_SAYS: Mapping[FieldType, str] = {
    "date": "Write a year, a month or a day, as 2024, 2024-08 or 2024-10-02; 2018~ is about 2018, 2016/2018 a span.",
    "published": "Write a day, as 2024-10-02, or a time with its zone, as 2024-10-02T09:30+01:00.",
    "money": "Write an amount and its currency, as 6.6 billion USD.",
    "number": "Write a whole number in digits.",
    "url": "Write a whole web address, as https://example.org/1.",
}


def widgets(fields: Iterable[Field]) -> list[Widget]:
    """An input for each field, in the schema's order; none for what an import left behind, which is kept as it is."""
    return [_widget(field) for field in fields if field.type != "anything"]


def _widget(field: Field) -> Widget:
    made: Widget = {"name": field.name, "label": label(field.name), "required": field.required, "hint": _hint(field)}
    if field.type == "entries":
        return made | _entries("person" if field.names == "person" else "company")
    if field.type == "keyed" and field.shape is not None:
        key = {"name": KEY, "label": "Key", "required": True, "widget": "string", "hint": "a word that facts point to"}
        listed = _list([key, *widgets(field.shape.fields)], "{{key}}: {{title}}")
        return made | listed | {"label_singular": _noun(field.shape), FORMATS: "keyed"}
    if field.shape is not None:
        inside = widgets(field.shape.fields)
        if field.many == "one":
            return made | {"widget": "object", "fields": inside, "collapsed": "auto"}
        return made | _list(inside, _summary(field.shape)) | {"label_singular": _noun(field.shape)}
    if field.many != "one":
        one = {"name": field.name, "label": label(field.name), "widget": "string"}
        listed = {"widget": "list", "field": one, "label_singular": _one_of(label(field.name))}
        return made | listed | ({FORMATS: "one or list"} if field.many == "one or list" else {})
    return made | _scalar(field)


def _scalar(field: Field) -> Widget:
    if field.type == "picture":
        return {"widget": "image", "choose_url": False, FORMATS: "picture"}
    choices = field.choices or _CHOICES.get(field.type)
    if choices:
        made: Widget = {"widget": "select", "options": list(choices)}
        return made if field.choices else made | {FORMATS: "yes-no"}
    pattern = pattern_of(field)
    if pattern is None:
        return {"widget": "string"}
    return {"widget": "string", "pattern": [pattern, _SAYS.get(field.type, f"Write it as {field.example}.")]}


def _list(fields: list[Widget], summary: str) -> Widget:
    return {"widget": "list", "fields": fields, "summary": summary, "collapsed": "auto"}


def _entries(side: Side) -> Widget:
    """Whom a story names, each with facts: in the form a list, since no input has names for keys."""
    name: Widget = {"name": NAME, "label": "Name", "required": True, "widget": "string"}
    facts: Widget = {
        "name": FACTS,
        "label": "Facts",
        "label_singular": "Fact",
        "required": False,
        "widget": "list",
        "collapsed": "auto",
        "typeKey": KIND,
        "types": [_kind(kind) for kind in kinds_under(side)],
    }
    return _list([name, facts], "{{name}}") | {"label_singular": label(side), FORMATS: "entries"}


def _kind(kind: FactKind) -> Widget:
    return {
        "name": kind.name,
        "label": f"{label(kind.name)}: {kind.doc.partition(';')[0]}",
        "widget": "object",
        "summary": f"{{{{{kind.name}}}}}",
        "fields": widgets(kind.shape.fields),
    }


def _noun(shape: Shape) -> str:
    """A shape's noun without its article: "a claim" → Claim."""
    return label(shape.noun.partition(" ")[2])


def _one_of(several: str) -> str:
    """Authors → Author, Aliases → Alias; other words as they are."""
    return several.removesuffix("es") if several.endswith("ses") else several.removesuffix("s")


def _summary(shape: Shape) -> str:
    """What a closed entry of a list shows: its first text, and for lack of one its first key."""
    needed = [field.name for field in shape.fields if field.required]
    return " · ".join(f"{{{{{name}}}}}" for name in (needed or [shape.fields[0].name])[:2])


def label(name: str) -> str:
    """A key as words: ``based_in`` → Based in."""
    return name.replace("_", " ").capitalize()


def _hint(field: Field) -> str:
    """What the schema says of a field, and an example where it is written as it stands in the file."""
    plain = field.shape is None and field.type not in ("entries", "yes-no", "picture") and not field.choices
    doc = field.doc.replace("`", "")
    if not plain:
        return doc
    example = field.example.strip("[]") if field.many != "one" else field.example
    return f"{doc}; for example: {example}"
