"""How the tables of the data exports are declared.

Rows hold text, whole numbers and nothing (NULL, null) only, so that they are the same everywhere.
Dates keep the form in which they were written (EDTF), beside the first and the last day they may
mean (ISO 8601; empty where that is not known or without end). Amounts of money are exact decimals,
as text. Yes and no are 1 and 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

Value = str | int | None
Row = tuple[Value, ...]
Key = tuple[Value, ...]


class Column(Struct, frozen=True):
    """One column. ``allowed`` lists every value it may have, where there are only so many."""

    name: str
    doc: str
    type: Literal["TEXT", "INTEGER"] = "TEXT"
    needed: bool = False
    allowed: tuple[str, ...] = ()


class Foreign(Struct, frozen=True):
    """Columns that are a key of another table."""

    columns: tuple[str, ...]
    table: str
    parents: tuple[str, ...]


class Table(Struct, frozen=True):
    """One table. ``key`` is its primary key, in the order that its rows are sorted by."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[Foreign, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()

    def key_of(self, row: Row) -> Key:
        """A row's key."""
        return tuple(row[place] for place in self.key_places)

    @property
    def key_places(self) -> tuple[int, ...]:
        """Where in a row the columns of the key stand, from 0."""
        names = [column.name for column in self.columns]
        return tuple(map(names.index, self.key))


class RowChanges(NamedTuple):
    """What of a table's rows is another: those before and now, of all that may be, by their keys."""

    table: Table
    before: Mapping[Key, Row]
    now: Mapping[Key, Row]

    @property
    def is_same_keys(self) -> bool:
        """Whether there are rows for the same keys as before."""
        return self.before.keys() == self.now.keys()


def text(name: str, doc: str, *allowed: str) -> Column:
    return Column(name, doc, allowed=allowed)


def must(name: str, doc: str, *allowed: str) -> Column:
    return Column(name, doc, needed=True, allowed=allowed)


def number(name: str, doc: str, *, needed: bool = True) -> Column:
    return Column(name, doc, "INTEGER", needed)


def dated(what: str) -> tuple[Column, Column, Column]:
    return (
        text("written", f"{what}, as written (EDTF)"),
        text("earliest", "the first day that it may mean"),
        text("latest", "the last day that it may mean"),
    )


def whose(kind: str = "kind", slug: str = "slug", what: str = "whose") -> tuple[Column, Column]:
    return must(kind, f"{what}: person, company, topic or story"), must(slug, "and its slug")


def one(column: str, table: str, parent: str = "slug") -> Foreign:
    return Foreign((column,), table, (parent,))


def page(kind: str = "kind", slug: str = "slug") -> Foreign:
    return Foreign((kind, slug), "page", ("kind", "slug"))


STORY = must("story", "the story's slug")
OF_STORY = one("story", "story")
