"""The archive as one SQLite file, the same bytes for the same archive.

Foreign keys are declared (a reader switches their enforcement on with ``PRAGMA foreign_keys = ON``).
Each table is written in the order of its key, and clustered on it where its first columns are the
key, so the file says nothing of when or in which order it was made; its comments, which SQLite keeps,
say what each column means.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from generator.publish.data.shape import Column, Row, Table
from generator.publish.data.views import VIEWS

_APPLICATION_ID = 0x43555454  # "CUTT", by which file(1) may know the format
_VERSION = 1  # of the tables: grows when one changes in a way that readers notice
_SETTINGS = (
    "PRAGMA page_size = 4096",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA auto_vacuum = NONE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA application_id = {_APPLICATION_ID}",
    f"PRAGMA user_version = {_VERSION}",
)


def write_database(path: Path, tables: Iterable[tuple[Table, list[Row]]]) -> None:
    """Writes the database to ``path``, which must not exist. OSError where it can't."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _fill(connection, tables)
    except sqlite3.OperationalError as error:  # SQLite's word for a full disk, or a folder that can't be written to
        raise OSError(f"{path} can't be written: {error}") from error


def _fill(connection: sqlite3.Connection, tables: Iterable[tuple[Table, list[Row]]]) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)
    connection.execute("BEGIN")
    made = []
    for table, rows in tables:
        made.append(table)
        connection.execute(create(table))
        connection.executemany(_insert(table), rows)
    for statement in (*(index for table in made for index in indexes(table)), *views()):
        connection.execute(statement)
    connection.execute("COMMIT")


def create(table: Table) -> str:
    """The statement that makes a table, each column with its meaning as a comment."""
    rules = [f"PRIMARY KEY ({_names(table.key)})", *(f"UNIQUE ({_names(each)})" for each in table.unique)]
    rules += [
        f'FOREIGN KEY ({_names(each.columns)}) REFERENCES "{each.table}" ({_names(each.parents)})'
        for each in table.foreign
    ]
    lines = [
        *(f"  {_column(column)}, -- {column.doc}" for column in table.columns),
        *(f"  {rule}," for rule in rules[:-1]),
        f"  {rules[-1]}",
    ]
    # SQLite 3.40's integrity_check mistakes the columns of a clustered table whose key stands further back.
    clustered = tuple(column.name for column in table.columns)[: len(table.key)] == table.key
    ending = "\n) WITHOUT ROWID" if clustered else "\n)"
    return f'CREATE TABLE "{table.name}" ( -- {table.doc}\n' + "\n".join(lines) + ending


def _insert(table: Table) -> str:
    # S608: the names are this package's own, the values are bound.
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608


def indexes(table: Table) -> Iterator[str]:
    for columns in table.indexes:
        name = "_".join((table.name, *columns))
        yield f'CREATE INDEX "{name}" ON "{table.name}" ({_names(columns)})'


def views() -> Iterator[str]:
    for name, view in VIEWS.items():
        yield f'CREATE VIEW "{name}" AS -- {view.doc}\n{view.sql.strip()}'


def _column(column: Column) -> str:
    needed = " NOT NULL" if column.needed else ""
    listed = ", ".join(f"'{value}'" for value in column.allowed)
    check = f' CHECK ("{column.name}" IN ({listed}))' if listed else ""
    return f'"{column.name}" {column.type}{needed}{check}'


def _names(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
