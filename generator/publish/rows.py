"""Values on disk that are read one by one, by table and key: whoever needs few of them reads no others.

A file of rows is written once and never changed. Each row has a number, which counts through all tables, in their
order. A row is found by the hash of its key, and read only if its checksum (CRC-32) is right.
"""

from __future__ import annotations

import pickle
from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any
from zlib import crc32

from generator.publish.records import loaded

_FORMAT = b"cuttings rows 1\n"
_HEAD = len(_FORMAT) + 28  # with what stands for the form, and where the list of rows begins
Entries = Iterable[tuple[Any, Any]]


def write(path: Path, form: str, tables: Iterable[Entries]) -> None:
    """Write tables, each as keys and values. ``form`` stands for all that their values depend on besides."""
    counts = array("Q")
    ends = array("Q")
    sums = array("I")
    keys: list[tuple[int, int]] = []
    new = path.with_name(f"{path.name}-new")
    with new.open("wb") as file:
        file.write(bytes(_HEAD))
        place = _HEAD
        for number, table in enumerate(tables):
            before = len(ends)
            for key, value in table:
                data = pickle.dumps((key, value), 5)
                keys.append((_hash(number, key), len(ends)))
                place += file.write(data)
                ends.append(place)
                sums.append(crc32(data))
            counts.append(len(ends) - before)
        keys.sort()
        hashes, numbers = array("Q", (each for each, _ in keys)), array("I", (each for _, each in keys))
        listed = pickle.dumps((counts, ends, sums, hashes, numbers), 5)
        file.write(listed + crc32(listed).to_bytes(4, "big"))
        file.seek(0)
        file.write(_FORMAT + _form(form) + place.to_bytes(8, "big"))
    new.replace(path)  # never in place: what somebody reads may be mapped into memory


class Rows:
    """An open file of rows."""

    def __init__(self, path: Path, form: str) -> None:
        """One of :data:`generator.publish.records.DAMAGED` where it isn't there, or isn't of this form."""
        with path.open("rb") as file:
            self._data = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
        start = int.from_bytes(self._data[_HEAD - 8 : _HEAD], "big")
        if self._data[: _HEAD - 8] != _FORMAT + _form(form) or not _HEAD <= start < len(self._data) - 4:
            raise ValueError(path)
        listed = self._data[start:-4]
        if crc32(listed).to_bytes(4, "big") != self._data[-4:]:
            raise ValueError(path)
        self._counts, self._ends, self._sums, self._hashes, self._numbers = loaded(listed)
        self._starts = [0]
        for count in self._counts:
            self._starts.append(self._starts[-1] + count)
        self._read: dict[int, tuple[Any, Any]] = {}

    def table(self, number: int) -> ReadTable:
        """One of the tables."""
        return ReadTable(self, number)

    def count(self, table: int) -> int:
        """How many rows a table has."""
        return int(self._counts[table])

    def find(self, table: int, key: Hashable) -> int | None:
        """The place of a key's row in its table; None if there is none."""
        wanted = _hash(table, key)
        place = bisect_left(self._hashes, wanted)
        while place < len(self._hashes) and self._hashes[place] == wanted:
            number = self._numbers[place]
            if self._starts[table] <= number < self._starts[table + 1] and self._row(number)[0] == key:
                return int(number - self._starts[table])
            place += 1
        return None

    def row(self, table: int, place: int) -> tuple[Any, Any]:
        """A key and its value, by place in the table. ValueError where the file was damaged."""
        return self._row(self._starts[table] + place)

    def _row(self, number: int) -> tuple[Any, Any]:
        found = self._read.get(number)
        if found is None:
            data = self._data[self._ends[number - 1] if number else _HEAD : self._ends[number]]
            if crc32(data) != self._sums[number]:
                raise ValueError(number)
            found = self._read[number] = loaded(data)
        return found


class ReadTable(Mapping[Any, Any]):
    """A table of a file of rows, with its values in the order in which they were written."""

    def __init__(self, rows: Rows, number: int) -> None:
        self._rows = rows
        self._number = number

    def __getitem__(self, key: Hashable) -> Any:
        return self._rows.row(self._number, self.place(key))[1]

    def place(self, key: Hashable) -> int:
        """Which row a key's is, from 0. KeyError if there is none."""
        place = self._rows.find(self._number, key)
        if place is None:
            raise KeyError(key)
        return place

    def nth(self, place: int) -> tuple[Any, Any]:
        """The key and the value of a row."""
        return self._rows.row(self._number, place)

    def __iter__(self) -> Iterator[Any]:
        return (self._rows.row(self._number, place)[0] for place in range(len(self)))

    def __len__(self) -> int:
        return self._rows.count(self._number)


class ReadRow(Sequence[Any]):
    """A value that is a tuple, under its name in a table: read when somebody looks at it."""

    def __init__(self, table: Mapping[str, Sequence[Any]], name: str) -> None:
        self._table = table
        self._name = name

    @property
    def _value(self) -> Sequence[Any]:
        return self._table[self._name]

    def __getitem__(self, place: Any) -> Any:
        return self._value[place]

    def __len__(self) -> int:
        return len(self._value)


def _hash(table: int, key: Hashable) -> int:
    return int.from_bytes(
        blake2b(_told(key).encode("utf-8", "surrogatepass"), digest_size=8, salt=b"%d" % table).digest(), "big"
    )


def _told(key: Any) -> str:
    return "\0".join(map(_told, key)) if isinstance(key, tuple) else str(key)


def _form(form: str) -> bytes:
    return blake2b(form.encode(), digest_size=20).digest()
