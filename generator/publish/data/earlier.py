"""The exports of the build before: most rows of the next are the same, and are taken over as they are written there.

Rows are read from the database and their lines from the JSON, which is only right where both were written together:
a note beside them says so, by number, time and size of the two files. Without it they are made anew.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.publish.data.database import read_database
from generator.publish.data.json_file import Written, read_written
from generator.publish.data.replacing import NotRevisableError
from generator.publish.generated.folder import identity

JSON = "data/archive.json"
DATABASE = "data/archive.sqlite"
_NOTE = "together"


def recall(folder: Path) -> Written | None:
    """What the build before wrote below ``folder``; None where it can't be had, or not for sure."""
    try:
        if not are_together(folder):
            return None
        rows = read_database(folder / DATABASE)
        return read_written((folder / JSON).read_text(encoding="utf-8"), rows)
    except (OSError, ValueError, NotRevisableError, sqlite3.DatabaseError):
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
