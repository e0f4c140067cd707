"""The archive as JSON: the rows of the database under the same names, and the JSON Schema that says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from mmap import mmap
from typing import NamedTuple

from generator.publish.data.replacing import NotRevisableError, Span
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


def table_spans(data: mmap, changes: Mapping[str, RowChanges]) -> Iterator[Span]:
    """Where rows stand in what :func:`archive_json` wrote, and what is to: some are others, or come, or gone.

    They are looked for by their keys, in the order of which they stand. NotRevisableError where ``data`` isn't that.
    """
    place = 0
    for name in (name for name in TABLES if name in changes):
        head, (table, before, now) = f"\n{_encode(name)}: [".encode(), changes[name]
        start = data.find(head, place) + len(head)
        is_empty = data[start : start + 1] == b"]"
        place = start if is_empty else data.find(b"\n]", start)
        if start < len(head) or place < start or (is_empty and before):
            raise NotRevisableError(name)
        was, told = dict(_encoded(table, before)), dict(_encoded(table, now))
        if not is_empty:
            yield from _row_spans(_Lines(data, table, start + 1, place), was, told)
        elif told:
            yield Span(start, start, b"\n" + _NEXT.encode().join(told[key] for key in sorted(told)) + b"\n")


class _Lines:
    """The lines of a table, from ``start`` to before ``end``, each with its key: sorted by those."""

    def __init__(self, data: mmap, table: Table, start: int, end: int) -> None:
        self._data = data
        self._key = table.key
        self.start, self.end = start, end

    def line(self, start: int) -> bytes:
        """The one that starts there."""
        stop = self._data.find(b"\n", start, self.end)
        return self._data[start : self.end if stop < 0 else stop - 1]  # without the comma

    def find(self, key: Key) -> int:
        """Where the first one starts whose key is that, or after it; else where they end."""
        low, high = self.start, self.end
        while low < high:
            middle = self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            if self.key(middle) < key:
                low = min(middle + len(self.line(middle)) + len(_NEXT), self.end)
            else:
                high = middle
        return low

    def key(self, start: int) -> Key:
        """The key of the one that starts there. ValueError where that is none."""
        row = json.loads(self.line(start))
        return tuple(row[name] for name in self._key)


def _row_spans(lines: _Lines, before: Mapping[Key, bytes], now: Mapping[Key, bytes]) -> Iterator[Span]:
    """Spans for rows of a table that has some: what stands before each place where something is another."""
    between = _NEXT.encode()
    gone: dict[int, bytes] = {}  # the lines that aren't there any more, by their starts
    come: dict[int, list[bytes]] = {}  # those that are, by where the next one that stays starts
    for key in sorted(before.keys() | now.keys()):
        start = lines.find(key)
        is_there = start < lines.end and lines.key(start) == key
        if is_there != (key in before) or (is_there and lines.line(start) != before[key]):
            raise NotRevisableError(key)
        if is_there:
            gone[start] = before[key]
        if key in now:
            come.setdefault(start, []).append(now[key])
    while gone or come:
        start = end = min((*gone, *come))
        told: list[bytes] = []
        while end in gone or end in come:
            told += come.pop(end, ())
            if end not in gone:
                break
            end = min(end + len(gone.pop(end)) + len(between), lines.end)
        if end < lines.end:
            yield Span(start, end, between.join((*told, b"")))
        elif start > lines.start:  # what stays before them is the last line, or was
            joint = len(between) if start < lines.end else 0
            yield Span(start - joint, end, b"".join(between + line for line in told))
        else:
            around = 0 if told else len(b"\n")  # nothing stands in a table without rows
            yield Span(start - around, end + around, between.join(told))


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
