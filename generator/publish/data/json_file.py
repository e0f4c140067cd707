"""The archive as JSON: the rows of the database under the same names, and the JSON Schema that says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.publish.data.shape import Column, Row, Table
from generator.publish.data.tables import TABLES

_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_BETWEEN = "\x1f"  # in JSON no text holds it as it is (RFC 8259, 7)
_encode_all = json.JSONEncoder(ensure_ascii=False, separators=(_BETWEEN, ":")).encode
_MANY = 1024  # rows that are encoded in one go, which takes a third of the time


def archive_json(
    tables: Iterable[tuple[Table, Sequence[Row]]], known: Callable[[Table], Mapping[Row, str]] = lambda _: {}
) -> Iterator[str]:
    """``{"story": [{"slug": …}, …], …}`` in pieces, one row a line. ``known`` has lines that rows had before."""
    opening = "{\n"
    for table, rows in tables:
        yield f"{opening}{_encode(table.name)}: ["
        opening = ",\n"
        between = "\n"
        lines = known(table)
        for start in range(0, len(rows), _MANY):
            some = rows[start : start + _MANY]
            yield between + ",\n".join(_known(table, some, lines) if lines else _lines(table, some))
            between = ",\n"
        yield "\n]" if rows else "]"
    yield "\n}\n"


def _known(table: Table, rows: Sequence[Row], lines: Mapping[Row, str]) -> Iterator[str]:
    new = _lines(table, [row for row in rows if row not in lines])
    return (lines[row] if row in lines else next(new) for row in rows)


def read_lines(text: str, rows: Mapping[str, int]) -> dict[str, list[str]]:
    """The line of each row, by table, where it is known how many ``rows`` each has.

    ValueError where the text isn't one that :func:`archive_json` gives.
    """
    lines = text.split("\n")
    found: dict[str, list[str]] = {}
    place = 1
    for name, count in rows.items():
        first, last = place + 1, place + 1 + count
        opening = f"{_encode(name)}: [" if count else f"{_encode(name)}: []"
        if lines[place].removesuffix(",") != opening or (count and lines[last].removesuffix(",") != "]"):
            raise ValueError(name)
        found[name] = [line.removesuffix(",") for line in lines[first:last]]
        place = last + 1 if count else first
    if lines[place:] != ["}", ""]:
        raise ValueError("more than the tables")
    return found


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
