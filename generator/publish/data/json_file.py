"""The archive as JSON: the rows of the database under the same names, and the JSON Schema that says so."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from generator.publish.data.shape import Column, Row, Table
from generator.publish.data.tables import TABLES

_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def archive_json(tables: Iterable[tuple[Table, list[Row]]]) -> Iterator[str]:
    """``{"story": [{"slug": …}, …], …}`` in pieces, one row a line."""
    opening = "{\n"
    for table, rows in tables:
        yield f"{opening}{_encode(table.name)}: ["
        opening = ",\n"
        before = "\n"
        for row in rows:
            yield before + json_row(table, row)
            before = ",\n"
        yield "\n]" if rows else "]"
    yield "\n}\n"


def json_row(table: Table, row: Row) -> str:
    """One row's line, without what divides it from the next."""
    return _encode(dict(zip((column.name for column in table.columns), row, strict=True)))


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
