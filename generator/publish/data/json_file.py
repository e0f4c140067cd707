"""The archive as JSON: the rows of the database under the same names, and the JSON Schema that says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from generator.publish.data.shape import Column, Row, Table
from generator.publish.data.tables import TABLES

_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_BETWEEN = "\x1f"  # in JSON no text holds it as it is (RFC 8259, 7)
_encode_all = json.JSONEncoder(ensure_ascii=False, separators=(_BETWEEN, ":")).encode
_MANY = 1024  # rows that are encoded in one go, which takes a third of the time


def archive_json(tables: Iterable[tuple[Table, list[Row]]]) -> Iterator[str]:
    """``{"story": [{"slug": …}, …], …}`` in pieces, one row a line."""
    opening = "{\n"
    for table, rows in tables:
        yield f"{opening}{_encode(table.name)}: ["
        opening = ",\n"
        before = "\n"
        for start in range(0, len(rows), _MANY):
            yield before + ",\n".join(_lines(table, rows[start : start + _MANY]))
            before = ",\n"
        yield "\n]" if rows else "]"
    yield "\n}\n"


def json_row(table: Table, row: Row) -> str:
    """One row's line, without what divides it from the next."""
    [line] = _lines(table, [row])
    return line


def _lines(table: Table, rows: Sequence[Row]) -> Iterator[str]:
    width = len(table.columns)
    line = "{" + ", ".join(f"{_encode(column.name)}: %s" for column in table.columns) + "}"
    values = _encode_all([value for row in rows for value in row])[1:-1].split(_BETWEEN)
    return (line % tuple(values[start : start + width]) for start in range(0, len(values), width))


def schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of ``archive.json``, made from the same declaration as its rows."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A newsroom's story archive as data",
        "type": "object",
        "required": list(TABLES),
        "additionalProperties": False,
        "properties": {table.name: _table(table) for table in TABLES.values()},
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "description": table.doc,
        "type": "array",
        "items": {
            "type": "object",
            "required": [column.name for column in table.columns],
            "additionalProperties": False,
            "properties": {column.name: _column(column) for column in table.columns},
        },
    }


def _column(column: Column) -> dict[str, object]:
    kind = "integer" if column.type == "INTEGER" else "string"
    shape: dict[str, object] = {"description": column.doc, "type": kind if column.needed else [kind, "null"]}
    if column.allowed:
        shape["enum"] = [*column.allowed] if column.needed else [*column.allowed, None]
    return shape
