"""The exports of the build before: most rows of the next are the same, and are taken over as they are written there.

Rows are read from the database and their lines from the JSON, which is only right where both were written together:
a note beside them says so, by number, time and size of the two files. Without it they are made anew.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from generator.publish.data.database import read_database
from generator.publish.data.json_file import read_lines
from generator.publish.data.shape import Row, Table
from generator.publish.folder import identity

JSON = "data/archive.json"
DATABASE = "data/archive.sqlite"
_NOTE = "together"


class Earlier(NamedTuple):
    """By table, the rows in the order of its key, and the line of each in the JSON."""

    rows: Mapping[str, Sequence[Row]]
    lines: Mapping[str, Sequence[str]]

    def known(self, table: Table) -> Mapping[Row, str]:
        """The line of each row of a table."""
        return dict(zip(self.rows[table.name], self.lines[table.name], strict=True))


def recall(folder: Path) -> Earlier | None:
    """What the build before wrote below ``folder``; None where it can't be had, or not for sure."""
    try:
        if not are_together(folder):
            return None
        rows = read_database(folder / DATABASE)
        lines = read_lines(
            (folder / JSON).read_text(encoding="utf-8"), {name: len(each) for name, each in rows.items()}
        )
        return Earlier(rows, lines)
    except (OSError, ValueError, LookupError, sqlite3.DatabaseError):
        return None


@contextmanager
def together(folder: Path) -> Iterator[None]:
    """While both files are written: only then they belong together again."""
    (folder / _NOTE).unlink(missing_ok=True)
    yield
    (folder / _NOTE).write_text(_said(folder), encoding="utf-8")


def are_together(folder: Path) -> bool:
    """Whether both files were written by the same build, and not since."""
    try:
        return (folder / _NOTE).read_text(encoding="utf-8") == _said(folder)
    except OSError:
        return False


def _said(folder: Path) -> str:
    return json.dumps([identity(os.fspath(folder / path)) for path in (JSON, DATABASE)])
