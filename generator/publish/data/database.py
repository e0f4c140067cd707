"""The archive as one SQLite file, the same bytes for the same archive.

Foreign keys are declared (a reader switches their enforcement on with ``PRAGMA foreign_keys = ON``).
Each table is written in the order of its key, and clustered on it where its first columns are the
key, so the file says nothing of when or in which order it was made; its comments, which SQLite keeps,
say what each column means.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from generator.publish.data.replacing import NotRevisableError
from generator.publish.data.shape import Column, Row, RowChanges, Table
from generator.publish.data.tables import TABLES
from generator.publish.data.views import VIEWS

_APPLICATION_ID = 0x43555454  # "CUTT", by which file(1) may know the format
_VERSION = 2  # of the tables: grows when one changes in a way that readers notice
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


def write_database(
    path: Path, tables: Iterable[tuple[Table, Sequence[Row]]], before: Mapping[str, Sequence[Row]] | None = None
) -> None:
    """Writes the database to ``path``, over what is there. OSError where it can't.

    ``before`` is what :func:`read_database` says of what is there: then only rows that are others are written.
    """
    with _scratch(path) as scratch:
        if before is not None:
            shutil.copyfile(path, scratch)
        with closing(sqlite3.connect(scratch, isolation_level=None)) as connection:
            _set_up(connection)
            connection.execute("BEGIN")
            for table, rows in tables:
                if before is None:
                    connection.execute(create(table))
                    connection.executemany(_insert(table), rows)
                elif rows != before[table.name]:
                    _revise(connection, table, before[table.name], rows)
            _index(connection, TABLES.values() if before is None else ())
            connection.execute("COMMIT")
        _copy(scratch, path)


def _revise(connection: sqlite3.Connection, table: Table, before: Sequence[Row], rows: Sequence[Row]) -> None:
    """Have these rows in a table that holds others. Where they are numbered as they come, all of them come again.

    NotRevisableError where it doesn't hold those.
    """
    kept = {*before} & {*rows} if _is_clustered(table) else set[Row]()
    gone = [table.key_of(row) for row in before if row not in kept]
    remove = f'DELETE FROM "{table.name}" WHERE {_keyed(table)}'  # noqa: S608 -- see _insert
    if gone and connection.executemany(remove, gone).rowcount != len(gone):
        raise NotRevisableError(table.name)
    connection.executemany(_insert(table), (row for row in rows if row not in kept))


def read_database(path: Path) -> dict[str, list[Row]]:
    """The rows of each table, in the order of its key.

    NotRevisableError where the file isn't one that :func:`write_database` writes; sqlite3.DatabaseError where it is
    damaged.
    """
    expected = {create(table) for table in TABLES.values()}
    expected |= {index for table in TABLES.values() for index in indexes(table)}
    expected |= set(views())
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        made = {sql for (sql,) in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
        if made != expected:
            raise NotRevisableError(path)
        return {
            table.name: connection.execute(f'SELECT * FROM "{table.name}" ORDER BY {_names(table.key)}').fetchall()  # noqa: S608
            for table in TABLES.values()
        }


def change_database(path: Path, changes: Iterable[RowChanges]) -> None:
    """Writes the database again with some rows others. OSError where it can't.

    The bytes are those that :func:`write_database` writes. NotRevisableError where it doesn't have the rows of before.
    """
    with _scratch(path) as scratch:
        shutil.copyfile(path, scratch)
        with closing(sqlite3.connect(scratch, isolation_level=None)) as connection:
            _set_up(connection)
            connection.execute("BEGIN")
            for table, before, now in changes:
                was, rows = [*before.values()], [*now.values()]
                if not _is_clustered(table):
                    was = connection.execute(f'SELECT * FROM "{table.name}"').fetchall()  # noqa: S608 -- see _insert
                    left = {table.key_of(row): row for row in was if table.key_of(row) not in before}
                    rows = [row for _, row in sorted({**left, **now}.items())]
                _revise(connection, table, was, rows)
            connection.execute("COMMIT")
        _copy(scratch, path)


@contextmanager
def _scratch(path: Path) -> Iterator[Path]:
    """A file beside ``path`` for what is on its way there."""
    scratch = path.with_suffix(".rows")
    scratch.unlink(missing_ok=True)
    try:
        yield scratch
    except sqlite3.IntegrityError as error:
        raise NotRevisableError(f"{path} has other rows than it should: {error}") from error
    except sqlite3.OperationalError as error:  # SQLite's word for a full disk, or a folder that can't be written to
        raise OSError(f"{path} can't be written: {error}") from error
    finally:
        scratch.unlink(missing_ok=True)


def _copy(scratch: Path, path: Path) -> None:
    """The rows of a database in a new one, which then depends on them alone and on no way by which they came there.

    Between tables of the same columns, rules and indexes SQLite moves rows, and what its indexes say of them, as they
    are and in their order (``xferOptimization`` in its ``insert.c``): nothing is sorted again.
    """
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    with closing(sqlite3.connect(new, isolation_level=None)) as connection:
        connection.execute("ATTACH ? AS scratch", (os.fspath(scratch),))
        _set_up(connection)
        connection.execute("BEGIN")
        for table in TABLES.values():
            connection.execute(create(table))
            _index(connection, [table])
            connection.execute(f'INSERT INTO main."{table.name}" SELECT * FROM scratch."{table.name}"')  # noqa: S608 -- see _insert
        for statement in views():
            connection.execute(statement)
        connection.execute("COMMIT")
    new.replace(path)


def _set_up(connection: sqlite3.Connection) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)


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
    ending = "\n) WITHOUT ROWID" if _is_clustered(table) else "\n)"
    return f'CREATE TABLE "{table.name}" ( -- {table.doc}\n' + "\n".join(lines) + ending


def _is_clustered(table: Table) -> bool:
    """Whether rows lie in the order of the key, and have no numbers.

    SQLite 3.40's integrity_check mistakes the columns of such a table whose key stands further back.
    """
    return tuple(column.name for column in table.columns)[: len(table.key)] == table.key


def _insert(table: Table) -> str:
    # S608: the names are this package's own, the values are bound.
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608


def _keyed(table: Table) -> str:
    return " AND ".join(f'"{name}" = ?' for name in table.key)


def _index(connection: sqlite3.Connection, tables: Iterable[Table]) -> None:
    for table in tables:
        for statement in indexes(table):
            connection.execute(statement)


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
