"""Values on disk that are read a few at a time, by table and key: whoever needs few of them reads few others.

A file of rows is written once and never changed. Each row has a number, which counts through all tables, in their
order, and is found by the hash of its key. Rows stand in blocks, each read only if its checksum (CRC-32) is right. A
block ends with the first row whose hash says so, four on the average (of numbers 64), so that a row that comes or goes
leaves all blocks but its own as they are ("content-defined chunking"; see A. Muthitacharoen, B. Chen and D. Mazières,
"A low-bandwidth network file system", 2001): those are taken over from an earlier file, byte for byte.
"""

from __future__ import annotations

import pickle
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Hashable, ItemsView, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, BinaryIO
from zlib import crc32

from msgspec import Struct

from generator.publish.build_cache.records import DamagedCacheError, loaded

_FORMAT = b"cuttings rows 4\n"
_HEAD = len(_FORMAT) + 28  # with what stands for the form, and where the list of rows begins
_BLOCK = 3  # a block ends with a row whose hash has none of these bits
_NUMBERS = 63  # the same for a table of numbers, which are small
_ABSENT = object()
Entries = Iterable[tuple[Any, Any]]


class Earlier(Struct, frozen=True):
    """A file of the same tables, of which most rows are the same: all but those with these keys, by table."""

    rows: Rows
    changed: Sequence[Collection[Any]]


def write(path: Path, form: str, tables: Sequence[Entries], earlier: Earlier | None = None) -> str:
    """Write tables, each as keys and values; what stands for all of it.

    ``form`` stands for all that their values depend on besides.
    """
    new = path.with_name(f"{path.name}-new")
    with new.open("wb") as file:
        file.write(bytes(_HEAD))
        writing = _Writing(file, earlier)
        for entries in tables:
            writing.table(entries)
        hashes = writing.hashes
        order = array("I", sorted(range(len(hashes)), key=hashes.__getitem__))
        in_order = array("Q", map(hashes.__getitem__, order))
        listed = pickle.dumps((writing.counts, hashes, in_order, order, writing.firsts, writing.ends, writing.sums), 5)
        file.write(listed + crc32(listed).to_bytes(4, "big"))
        file.seek(0)
        file.write(_FORMAT + _form(form) + writing.ends[-1].to_bytes(8, "big"))
    new.replace(path)  # never in place: what somebody reads may be mapped into memory
    return _name(form, listed)


class _Writing:
    """A file of rows while it is written: of each table how many rows, of each row the hash, of each block the rest."""

    def __init__(self, file: BinaryIO, earlier: Earlier | None) -> None:
        self._file = file
        self._earlier = earlier
        self.counts = array("Q")
        self.hashes = array("Q")
        self.firsts = array("I", [0])  # the first row of each block, and in the end how many rows there are
        self.ends = array("Q", [_HEAD])  # where each block ends, and first of all where they begin
        self.sums = array("I")
        self._likely = 0  # the earlier block that is most likely to be the next

    def table(self, entries: Entries) -> None:
        """All rows of the next table."""
        number, before = len(self.counts), len(self.hashes)
        changed = self._earlier.changed[number] if self._earlier else ()
        block: list[tuple[Any, Any]] = []
        is_new = self._earlier is None
        ending = 0
        for entry in entries:
            block.append(entry)
            ending = ending or (_NUMBERS if isinstance(entry[1], int) else _BLOCK)
            is_new = is_new or entry[0] in changed
            told = _hash(number, entry[0])
            self.hashes.append(told)
            if not told & ending:
                self._end(number, block, is_new=is_new)
                block, is_new = [], self._earlier is None
        if block:
            self._end(number, block, is_new=is_new)
        self.counts.append(len(self.hashes) - before)

    def _end(self, table: int, block: list[tuple[Any, Any]], *, is_new: bool) -> None:
        data: bytes | memoryview | None = None
        if self._earlier is not None and not is_new:
            found, data = self._earlier.rows.block(table, self.hashes[self.firsts[-1] :], self._likely)
            self._likely = found + 1
        data = data or pickle.dumps(block, 5)
        self._file.write(data)
        self.sums.append(crc32(data))
        self.firsts.append(len(self.hashes))
        self.ends.append(self.ends[-1] + len(data))


class Rows:
    """An open file of rows."""

    def __init__(self, path: Path, form: str) -> None:
        """DamagedCacheError where it isn't there, or isn't of this form."""
        self._data = memoryview(_mapped(path))
        start = int.from_bytes(self._data[_HEAD - 8 : _HEAD], "big")
        if self._data[: _HEAD - 8] != _FORMAT + _form(form) or not _HEAD <= start < len(self._data) - 4:
            raise DamagedCacheError(path)
        listed = self._data[start:-4]
        if crc32(listed).to_bytes(4, "big") != self._data[-4:]:
            raise DamagedCacheError(path)
        self.name = _name(form, listed)
        """What stands for all of it."""
        told = loaded(listed)
        self._counts, self._hashes, self._in_order, self._order, self._firsts, self._ends, self._sums = told
        self._starts = [0]
        for count in self._counts:
            self._starts.append(self._starts[-1] + count)
        self._read: dict[int, list[tuple[Any, Any]]] = {}
        self._found: list[dict[Hashable, Any]] = [{} for _ in self._counts]  # of each table what was looked for
        self._held: dict[int, dict[Any, Any]] = {}  # tables of which so much was looked for that they are read whole
        self._placed: dict[int, dict[Any, int]] = {}  # … and the places of their rows
        starts = [bisect_left(self._firsts, start) for start in self._starts]
        self._blocks = [range(*pair) for pair in pairwise(starts)]  # of each table: none has rows of another

    def table(self, number: int) -> ReadTable:
        """One of the tables. DamagedCacheError where there is none of that number."""
        if number >= len(self._counts):
            raise DamagedCacheError(number)
        return ReadTable(self, number)

    def count(self, table: int) -> int:
        """How many rows a table has."""
        return int(self._counts[table])

    def whole(self, table: int) -> dict[Any, Any]:
        """All of a table, which nobody may change. DamagedCacheError where the file was damaged."""
        if table not in self._held:
            found: dict[Any, Any] = {}
            for block in self._blocks[table]:
                found.update(self._read.get(block) or self._load(block))
            self._held[table] = found
        return self._held[table]

    def value(self, table: int, key: Hashable) -> Any:
        """The value of a row. KeyError if there is none; DamagedCacheError where the file was damaged.

        Whoever has looked for as many rows as a table has blocks is likely to look for others: then it is read whole,
        which takes as long as what was done so far.
        """
        held = self._held.get(table)
        if held is not None:
            return held[key]
        found = self._found[table]
        value = found.get(key, self)
        if value is self:
            if len(found) > len(self._blocks[table]):
                return self.whole(table)[key]
            place = self.find(table, key)
            value = found[key] = _ABSENT if place is None else self.row(table, place)[1]
        if value is _ABSENT:
            raise KeyError(key)
        return value

    def find(self, table: int, key: Hashable) -> int | None:
        """The place of a key's row in its table; None if there is none."""
        if table in self._held:
            if table not in self._placed:
                self._placed[table] = {each: place for place, each in enumerate(self._held[table])}
            return self._placed[table].get(key)
        wanted = _hash(table, key)
        hashes, order = self._in_order, self._order
        place = bisect_left(hashes, wanted)
        while place < len(order) and hashes[place] == wanted:
            number = order[place]
            if self._starts[table] <= number < self._starts[table + 1] and self._row(number)[0] == key:
                return int(number - self._starts[table])
            place += 1
        return None

    def row(self, table: int, place: int) -> tuple[Any, Any]:
        """A key and its value, by place in the table. DamagedCacheError where the file was damaged."""
        return self._row(self._starts[table] + place)

    def block(self, table: int, hashes: array[int], likely: int) -> tuple[int, memoryview | None]:
        """The block of a table whose rows have these hashes, in this order, with its number.

        None where there is none that is whole. The ``likely`` one is looked at before others.
        """
        block = likely if self._holds(likely, hashes) else self._begins_with(hashes[0])
        if block in self._blocks[table] and self._holds(block, hashes):
            with suppress(DamagedCacheError):
                return block, self._whole(block)
        return block, None

    def _holds(self, block: int, hashes: array[int]) -> bool:
        """Whether the rows of a block have these hashes, in this order."""
        return block < len(self._sums) and self._hashes[self._firsts[block] : self._firsts[block + 1]] == hashes

    def _begins_with(self, told: int) -> int:
        """The block that the row with a hash is in."""
        place = bisect_left(self._in_order, told)
        return bisect_right(self._firsts, self._order[place]) - 1 if place < len(self._order) else len(self._sums)

    def _row(self, number: int) -> tuple[Any, Any]:
        block = bisect_right(self._firsts, number) - 1
        if block not in self._read:
            self._read[block] = self._load(block)
        found: tuple[Any, Any] = self._read[block][number - self._firsts[block]]
        return found

    def _load(self, block: int) -> list[tuple[Any, Any]]:
        found: list[tuple[Any, Any]] = loaded(self._whole(block))
        return found

    def _whole(self, block: int) -> memoryview:
        data = self._data[self._ends[block] : self._ends[block + 1]]
        if crc32(data) != self._sums[block]:
            raise DamagedCacheError(block)
        return data


class ReadTable(Mapping[Any, Any]):
    """A table of a file of rows, with its values in the order in which they were written."""

    def __init__(self, rows: Rows, number: int) -> None:
        self._rows = rows
        self._number = number

    def __getitem__(self, key: Hashable) -> Any:
        return self._rows.value(self._number, key)

    def needed(self, key: Hashable) -> Any:
        """The value of a row that every build writes. DamagedCacheError where there is none."""
        if (found := self.get(key, _ABSENT)) is _ABSENT:
            raise DamagedCacheError(key)
        return found

    def place(self, key: Hashable) -> int:
        """Which row a key's is, from 0. KeyError if there is none."""
        place = self._rows.find(self._number, key)
        if place is None:
            raise KeyError(key)
        return place

    def nth(self, place: int) -> tuple[Any, Any]:
        """The key and the value of a row."""
        return self._rows.row(self._number, place)

    def whole(self) -> dict[Any, Any]:
        """All of it."""
        return self._rows.whole(self._number)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.whole())

    def items(self) -> ItemsView[Any, Any]:
        """All of it, read at once."""
        return self.whole().items()

    def __len__(self) -> int:
        return self._rows.count(self._number)


def _mapped(path: Path) -> mmap:
    """What a file holds. DamagedCacheError where it isn't there, can't be read, or holds nothing."""
    try:
        with path.open("rb") as file:
            return mmap(file.fileno(), 0, access=ACCESS_READ)
    except (OSError, ValueError) as error:
        raise DamagedCacheError(path) from error


def _hash(table: int, key: Hashable) -> int:
    told = f"{table}\0{_told(key)}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "big")


def _told(key: Any) -> str:
    return key if isinstance(key, str) else "\0".join(map(_told, key)) if isinstance(key, tuple) else str(key)


def _name(form: str, listed: bytes | memoryview) -> str:
    told = blake2b(listed, digest_size=20, key=_form(form))
    return told.hexdigest()


def _form(form: str) -> bytes:
    return blake2b(form.encode(), digest_size=20).digest()
