"""JSON Schemas (draft 2020-12) of the front matter of stories and profiles, made from the schema that reads it.

They speak of what an ordinary YAML 1.2 reader makes of a file, where ``date: 2031`` is a number. They
never refuse what the archive accepts; what the archive refuses they refuse where a schema can tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.read.schema import PROFILES, STORY, FactKind, Field, FieldType, Shape, Side, kinds_under

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = ("story.schema.json", "person.schema.json", "company.schema.json", "topic.schema.json")

Schema = dict[str, object]
_SIDES: tuple[Side, ...] = ("person", "company")

_SIDE = "([0-9]{4}(-([0-9]{2}|XX)(-([0-9]{2}|XX))?)?|[0-9]{3}X|[0-9]{2}XX)[~?%]?"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[Tt ] *[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)? *([Zz]|[+-][0-9]{2}:?[0-9]{2})"
_SCALAR: tuple[str, ...] = ("string", "number", "boolean")
_PATTERNS: Mapping[FieldType, str] = MappingProxyType(
    {
        "date": rf"^\s*({_SIDE}|{_SIDE}/(\.\.|{_SIDE})?|(\.\.)?/{_SIDE})\s*$",
        "published": rf"^\s*{_DAY}({_TIME})?\s*$",
        "money": r"^(?=[^0-9]*[0-9])(.*[^A-Za-z])?[A-Za-z]{3}([^A-Za-z]|$)",
        "number": r"^\s*([0-9]{1,9}|[0-9]{1,3}([,_][0-9]{3}){1,2})\s*$",
        "url": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://",
        "yes-no": r"^\s*([Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\s*$",
    }
)
_NUMBERS: Mapping[FieldType, Schema] = MappingProxyType(
    {
        "date": {"type": "integer", "minimum": 1, "maximum": 9999},
        "number": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
        "yes-no": {"type": "boolean"},
    }
)


def front_matter_schemas(url: str = "") -> Mapping[str, Schema]:
    """Each of :data:`FILES` as a schema. ``url`` is where the site is, which their ``$id`` begins with."""
    shapes: dict[str, Shape] = {"story": STORY, **{str(kind): shape for kind, shape in PROFILES.items()}}
    return {name: _document(shapes[name.partition(".")[0]], name, url) for name in FILES}


def _document(shape: Shape, name: str, url: str) -> Schema:
    head: Schema = {"$schema": DIALECT}
    if url:
        head["$id"] = f"{url}data/{name}"
    definitions: Schema = {}
    if shape is STORY:
        for side in _SIDES:
            definitions[f"{side}-fact"] = _fact(side)
            definitions |= {kind.name: _kind(kind) for kind in kinds_under(side)}
    body = _shape(shape)
    return {
        **head,
        "title": f"The front matter of {shape.noun}",
        **body,
        **({"$defs": definitions} if definitions else {}),
    }


def _shape(shape: Shape) -> Schema:
    made: Schema = {
        "type": "object",
        "properties": {field.name: _field(field) for field in shape.fields},
        "additionalProperties": False,
    }
    required = [field.name for field in shape.required]
    return {**made, "required": required} if required else made


def _fact(side: Side) -> Schema:
    """A fact is of the kind whose key it has; each kind's own schema then says what else it may have."""
    kinds = kinds_under(side)
    return {
        "type": "object",
        "anyOf": [{"required": [kind.name]} for kind in kinds],
        "allOf": [{"if": {"required": [kind.name]}, "then": {"$ref": f"#/$defs/{kind.name}"}} for kind in kinds],
    }


def _kind(kind: FactKind) -> Schema:
    return {"description": kind.doc, **_shape(kind.shape)}


def _field(field: Field) -> Schema:
    """No ``anyOf``: of a wrong value, a validator then says one thing that is wrong and not five."""
    said: Schema = {"description": field.doc, "examples": [f"{field.name}: {field.example}"]}
    one = _one(field)
    if field.many == "list":
        made: Schema = {"type": ["array"], "items": one, "maxItems": field.limit}
    elif field.many == "one or list":
        made = {**one, "type": [*_types(one), "array"], "items": one, "maxItems": field.limit}
    else:
        made = {**one, "type": _types(one)}
    if not field.required:
        made["type"] = [*_types(made), "null"]
        if "enum" in made:
            made["enum"] = [*field.choices, *_otherwise(field.choices), None]
    return {**said, **made}


def _types(schema: Schema) -> list[str]:
    types = schema["type"]
    return [types] if isinstance(types, str) else [str(each) for each in types] if isinstance(types, list) else []


def _one(field: Field) -> Schema:
    if field.type == "entries":
        return _entries("person" if field.names == "person" else "company")
    if field.type == "keyed" and field.shape:
        source = _shape(field.shape)
        return {"type": "object", "additionalProperties": {**source, "type": ["object", "null"]}}
    if field.shape:
        return _shape(field.shape)
    if field.type == "anything":
        return {"type": "object"}
    if field.choices:
        return {"type": "string", "enum": [*field.choices, *_otherwise(field.choices)]}
    pattern = pattern_of(field)
    if pattern is None:
        return {"type": list(_SCALAR)}
    number = _NUMBERS.get(field.type, {})
    return {**number, "type": ["string", *(_types(number) if number else ())], "pattern": pattern}


def pattern_of(field: Field) -> str | None:
    """What a field's text has to match (ECMA-262), where a pattern can tell."""
    return rf"^\s*({field.pattern})\s*$" if field.pattern else _PATTERNS.get(field.type)


def _otherwise(choices: Iterable[str]) -> list[str]:
    """The same words in the other cases that people write."""
    return [again for word in choices for again in (word.capitalize(), word.upper())]


def _entries(side: Side) -> Schema:
    facts: Schema = {"type": ["array", "null"], "items": {"$ref": f"#/$defs/{side}-fact"}}
    return {
        "type": ["object", "array"],
        "additionalProperties": facts,
        "items": {"type": [*_SCALAR, "object"], "additionalProperties": facts},
    }


def schema_text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def for_an_editor() -> Mapping[str, str]:
    """The same as texts, for a validator that may know draft 7 only, where what they use means the same."""
    made = {}
    for name, schema in front_matter_schemas().items():
        made[name] = schema_text({key: value for key, value in schema.items() if key != "$schema"})
    return made
