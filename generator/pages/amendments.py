"""What of a desk is not as before, as plain data: kept, added up, put over what was before, in memory or on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generator.archive.model import Ref
from generator.archive.reasoning import Reasoning
from generator.archive.revised import Revised
from generator.archive.revision import revised_row
from generator.pages.desk import Desk, lay_out
from generator.pages.tables import PICTURES, ROWS, Plain, desk_from, plain, tables


class Entries(NamedTuple):
    """What of a table is another: what is under some keys now, and which have nothing any more.

    ``placed``: as :class:`generator.archive.revised.Revised` has it.
    """

    now: Mapping[Any, Any]
    gone: frozenset[Any] = frozenset()
    placed: tuple[tuple[Any, Any], ...] = ()

    def then(self, later: Entries) -> Entries:
        """This, and what became another after it."""
        left = {key: value for key, value in self.now.items() if key not in later.gone}
        gone = (self.gone - later.now.keys()) | later.gone
        return Entries({**left, **later.now}, gone, (*self.placed, *later.placed))

    def over(self, before: Mapping[Any, Any]) -> Revised[Any, Any]:
        """The table, over that before."""
        return Revised(before, self.now, {key for key in self.gone if key in before}, self.placed)


class Instead(NamedTuple):
    """What of a row is another: whatever is about some, and what is there in its place."""

    subjects: frozenset[Ref]
    come: tuple[Any, ...]


class Amendments(NamedTuple):
    """Of a desk's tables, by their places, and of its rows, by their names.

    What is quoted, careers and the like follow from the others (:data:`generator.pages.tables.FOLLOWING`).
    """

    tables: Mapping[int, Entries]
    rows: Mapping[str, Instead]

    def then(self, later: Amendments) -> Amendments:
        """These, and what was amended after them."""
        none = Entries({})
        found = {place: self.tables.get(place, none).then(each) for place, each in later.tables.items()}
        rows = dict(self.rows)
        for name, each in later.rows.items():
            if name in rows:
                row = revised_row(name, (), *rows[name]).then(revised_row(name, (), *each))
                each = Instead(frozenset(row.subjects), row.come)  # noqa: PLW2901
            rows[name] = each
        return Amendments({**self.tables, **found}, rows)

    def row(self, name: str, before: Sequence[Any]) -> Sequence[Any]:
        """One of the rows, over that before."""
        return revised_row(name, before, *self.rows[name]) if name in self.rows else before

    def plain(self, before: Plain) -> Plain:
        """What a desk has besides its tables."""
        come = self.tables[PICTURES].now if PICTURES in self.tables else ()
        return before._replace(images=tuple(sorted({*before.images, *come}))) if come else before


NONE = Amendments({}, {})


def amendments(before: Desk, desk: Desk) -> Amendments:
    """What of a revised desk (:func:`generator.pages.revision.revised_desk`) is not as before."""
    found: dict[int, Entries] = {}
    for place, table in enumerate(tables(desk)):
        if isinstance(table, Revised) and (table.changed or table.placed):
            found[place] = Entries(table.now, frozenset(table.gone), tuple(table.placed))
    rows: dict[str, Instead] = {}
    for name in ROWS:
        row = getattr(desk.reasoning, name)
        if row is not getattr(before.reasoning, name):
            rows[name] = Instead(frozenset(row.subjects), row.come)
    return Amendments(found, rows)


def amended(reasoning: Reasoning, by: Amendments) -> Reasoning:
    """A reasoning in memory, amended."""
    desk = lay_out(reasoning.archive, reasoning)
    found = [*tables(desk)]
    for place, each in by.tables.items():
        found[place] = each.over(found[place]).whole()
    rows = {name: tuple(by.row(name, getattr(reasoning, name))) for name in ROWS}
    return desk_from(found, rows, by.plain(plain(desk))).reasoning


def settled(desk: Desk) -> Reasoning:
    """All that a revised desk, whose tables may lie on disk, has, in memory."""
    found = [table.whole() if isinstance(table, Revised) else table for table in tables(desk)]
    rows = {name: tuple(getattr(desk.reasoning, name)) for name in ROWS}
    return desk_from(found, rows, plain(desk)).reasoning
