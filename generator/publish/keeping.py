"""The memory on disk, in the build folder: it may be deleted at any time, and one that is damaged is none.

Beside it lies the shelf, which says the same row by row, and what touch-ups have changed since.
"""

from __future__ import annotations

import os
import pickle
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO

from generator.pages.desk import lay_out
from generator.publish import shelf
from generator.publish.memory import Memory, Touched
from generator.publish.records import DAMAGED, loaded
from generator.publish.rows import Rows
from generator.publish.shelf import Shelf
from generator.publish.workers import Aside

_FORMAT = b"cuttings memory 1\n"
_AFTER = ".after"  # what is known when the site stands
_SHELF = ".shelf"
_SINCE = ".since"


def recall(build_dir: Path, site: Path, form: str) -> Memory | None:
    """What the build of a site left, if all that goes into every page is as it was; None if there is none to be had."""
    try:
        path = _path(build_dir, site)
        made, whole = _read(path, form)
        (files, record, docs), _ = _read(path.with_suffix(_AFTER), whole)
    except DAMAGED:
        return None
    if not isinstance(made, Memory):
        return None
    since = _since(path, whole)
    whole_memory = replace(made, files=files, record=record, docs=docs)
    return whole_memory.touched(since) if since else whole_memory


def recall_shelf(build_dir: Path, site: Path, form: str) -> Shelf | None:
    """The same, row by row; None where something is missing, and :func:`recall` may still find it."""
    try:
        path = _path(build_dir, site)
        with path.open("rb") as file:
            head = file.read(len(_FORMAT) + 40)
        if head[:-20] != _head(form):
            return None
        whole = head[-20:].hex()
        found = path.with_suffix(_SHELF)
        return Shelf(Rows(found, whole), Rows(found.with_suffix(_SHELF + _AFTER), whole), _since(path, whole))
    except DAMAGED:
        return None


def _since(path: Path, whole: str) -> Touched | None:
    try:
        found, _ = _read(path.with_suffix(_SINCE), whole)
    except DAMAGED:
        return None
    return found if isinstance(found, Touched) else None


def keep_since(build_dir: Path, site: Path, since: Touched) -> None:
    """Remember what touch-ups changed since the build that the memory is of. OSError where it can't be written."""
    path = _path(build_dir, site)
    with path.open("rb") as file:
        whole = file.read(len(_FORMAT) + 40)[-20:].hex()
    new = path.with_suffix(".since-new")
    _write(new, whole, since)
    new.replace(path.with_suffix(_SINCE))


class Keeping:
    """A memory on its way to the disk: written while other work goes on, and put in place when that is done."""

    def __init__(self, build_dir: Path, site: Path, memory: Memory, jobs: int) -> None:
        self._path = _path(build_dir, site)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._new = self._path.with_suffix(".new")
        self._memory = memory
        self._written = Aside(self._write, jobs)

    def _write(self) -> str:
        lean = replace(self._memory, reasoning=self._memory.reasoning.lean)
        whole = _write(self._new, self._memory.form, lean)
        desk = lay_out(lean.reasoning.archive, lean.reasoning)
        shelf.put(self._path.with_suffix(_SHELF), whole, desk, lean.units)
        return whole

    def done(self, memory: Memory) -> None:
        """The site stands, and this is the memory with what is known since. OSError where it can't be written."""
        whole = self._written.result()
        _write(self._path.with_suffix(_AFTER), whole, (memory.files, memory.record, memory.docs))
        if memory.record:
            shelf.put_record(self._path.with_suffix(_SHELF + _AFTER), whole, memory.record, memory.docs)
        self._new.replace(self._path)
        self._path.with_suffix(_SINCE).unlink(missing_ok=True)

    def given_up(self) -> None:
        """The build came to nothing, and what was remembered before still holds."""
        self._written.stop()
        self._new.unlink(missing_ok=True)


def forget(build_dir: Path, site: Path) -> None:
    """Take a memory away."""
    _path(build_dir, site).unlink(missing_ok=True)


def _path(build_dir: Path, site: Path) -> Path:
    return build_dir / "memory" / blake2b(os.fsencode(site), digest_size=10).hexdigest()


def _write(path: Path, form: str, value: object) -> str:
    """Write a value; what stands for the whole of it."""
    head = _head(form)
    with path.open("wb") as file:
        file.write(head + bytes(20))
        told = _Told(file)
        pickle.Pickler(told, protocol=5).dump(value)  # piece by piece: a large archive's memory is half a gigabyte
        file.seek(len(head))
        file.write(told.whole.digest())
    return told.whole.hexdigest()


def _head(form: str) -> bytes:
    return _FORMAT + blake2b(form.encode(), digest_size=20).digest()


class _Told:
    """A file that is written, and what stands for all that was."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.whole = blake2b(digest_size=20)

    def write(self, data: bytes) -> int:
        self.whole.update(data)
        return self._file.write(data)


def _read(path: Path, form: str) -> tuple[Any, str]:
    """What was written, and what stands for the whole of it. ValueError for another form, or a damaged file."""
    data = path.read_bytes()
    start = len(_FORMAT) + 40
    whole = blake2b(memoryview(data)[start:], digest_size=20)
    if data[:start] != _head(form) + whole.digest():
        raise ValueError(path)
    return loaded(memoryview(data)[start:]), whole.hexdigest()
