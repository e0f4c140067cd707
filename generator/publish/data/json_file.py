"""The archive as JSON: the rows of the database under the same names, and the JSON Schema that says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from mmap import mmap
from typing import NamedTuple

from generator.publish.data.replacing import Span
from generator.publish.data.shape import Column, Key, Row, RowChanges, Table
from generator.publish.data.tables import TABLES

_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode
_BETWEEN = "\x1f"  # in JSON no text holds it as it is (RFC 8259, 7)
_encode_all = json.JSONEncoder(ensure_ascii=False, separators=(_BETWEEN, ":")).encode
_NEXT = ",\n"  # between rows, and in none
_MANY = 1024  # rows that are encoded in one go, which takes a third of the time


class Written(NamedTuple):
    """What was written before: by table its rows, and their lines as they stand there."""

    rows: Mapping[str, Sequence[Row]]
    lines: Mapping[str, str]


def archive_json(tables: Iterable[tuple[Table, Sequence[Row]]], before: Written | None = None) -> Iterator[str]:
    """``{"story": [{"slug": …}, …], …}`` in pieces, one row a line. Lines are taken over from ``before``."""
    opening = "{\n"
    for table, rows in tables:
        yield f"{opening}{_encode(table.name)}: ["
        opening = ",\n"
        if before is None or not rows:
            yield from _written(rows, partial(_lines, table))
        elif rows == before.rows[table.name]:
            yield f"\n{before.lines[table.name]}"
        else:
            known = dict(zip(before.rows[table.name], before.lines[table.name].split(_NEXT), strict=False))
            yield from _written(rows, partial(_known, table, known))
        yield "\n]" if rows else "]"
    yield "\n}\n"


def _written(rows: Sequence[Row], lines: Callable[[Sequence[Row]], Iterable[str]]) -> Iterator[str]:
    between = "\n"
    for start in range(0, len(rows), _MANY):
        yield between + _NEXT.join(lines(rows[start : start + _MANY]))
        between = _NEXT


def _known(table: Table, known: Mapping[Row, str], rows: Sequence[Row]) -> Iterator[str]:
    new = _lines(table, [row for row in rows if row not in known])
    return (known[row] if row in known else next(new) for row in rows)


def read_written(text: str, rows: Mapping[str, Sequence[Row]]) -> Written:
    """What :func:`archive_json` wrote of ``rows``. ValueError where the text isn't that."""
    lines = {}
    place = text.index("{\n") + 2
    for name, each in rows.items():
        start = place + len(f"{_encode(name)}: [")
        end = text.index("\n]", start) if each else start
        lines[name] = text[start + 1 : end] if each else ""
        if text[place:start] != f"{_encode(name)}: [" or lines[name].count(_NEXT) != max(0, len(each) - 1):
            raise ValueError(name)
        place = text.index("]", end) + len("],\n")
    return Written(rows, lines)


def table_spans(data: mmap, changes: Mapping[str, RowChanges], keys: Mapping[str, Sequence[Key]]) -> Iterator[Span]:
    """Where tables stand in what :func:`archive_json` wrote, and what is to: some rows are others, or come, or gone.

    ``keys`` are those of all rows of such a table as they stand there. LookupError where ``data`` isn't that.
    """
    place = 0
    for name in (name for name in TABLES if name in changes):
        head, known, (table, before, now) = f"\n{_encode(name)}: [".encode(), keys[name], changes[name]
        start = data.find(head, place) + len(head)
        place = data.find(b"\n]" if known else b"]", start) + bool(known)
        lines = data[start + 1 : place - 1].split(_NEXT.encode()) if known else []
        if start < len(head) or place < start or len(lines) != len(known):
            raise LookupError(name)
        merged = dict(zip(known, lines, strict=True))
        if any(merged.pop(key, None) != line for key, line in _encoded(table, before)):
            raise LookupError(name)
        merged |= _encoded(table, now)
        told = _NEXT.encode().join(merged[key] for key in sorted(merged))
        yield Span(start, place, b"\n" + told + b"\n" if merged else b"")


def _encoded(table: Table, rows: Mapping[Key, Row]) -> Iterator[tuple[Key, bytes]]:
    """Their lines, by their keys."""
    lines = _lines(table, [*rows.values()]) if rows else iter(())
    return ((key, line.encode()) for key, line in zip(rows, lines, strict=True))


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
