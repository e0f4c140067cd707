"""What incremental builds changed since a full one: a file that grows, and is written anew now and then.

To write all of it again for every edit would take longer than most else that one takes.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from generator.publish.build_cache.cached_build import CacheChanges
from generator.publish.build_cache.records import DamagedCacheError, loaded

_FORMAT = b"cuttings since 1\n"
_DIGEST, _LENGTH = 20, 8  # bytes of what stands for a part, and of how long it is: both before it
_MOST = 8  # parts, until they are put together


class Journal:
    """The journal at ``path`` of the build of that ``name``.

    What was damaged, and all after it, is as if it weren't there.
    """

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._key = name.encode()
        self._parts = 0
        self._end = len(_FORMAT)  # of the last part that is whole
        self.touched: CacheChanges | None = None
        """All of it in one."""
        with suppress(OSError, DamagedCacheError):
            self._read(memoryview(path.read_bytes()))

    def _read(self, data: memoryview) -> None:
        if data[: self._end] != _FORMAT:
            return
        while self._end < len(data):
            start = self._end + _DIGEST + _LENGTH
            end = start + int.from_bytes(data[start - _LENGTH : start], "big")
            if end > len(data) or data[self._end : start - _LENGTH] != self._digest(data[start:end]):
                return
            found = loaded(data[start:end])
            if not isinstance(found, CacheChanges):
                return
            self.touched = self._with(found)
            self._parts += 1
            self._end = end

    def add(self, since: CacheChanges) -> None:
        """What was changed after all that. OSError where it can't be written."""
        whole = self._with(since)
        is_new = not 0 < self._parts < _MOST
        if is_new:
            data = _FORMAT + self._part(whole)
            new = self._path.with_suffix(".since-new")
            new.write_bytes(data)
            new.replace(self._path)
            self._parts, self._end = 0, 0
        else:
            data = self._part(since)
            with self._path.open("r+b") as file:
                file.truncate(self._end)  # what was being written when a build was killed
                file.seek(self._end)
                file.write(data)
        self._parts += 1
        self._end += len(data)
        self.touched = whole

    def _with(self, since: CacheChanges) -> CacheChanges:
        return self.touched.then(since) if self.touched else since

    def _part(self, since: CacheChanges) -> bytes:
        data = pickle.dumps(since, 5)
        return self._digest(data) + len(data).to_bytes(_LENGTH, "big") + data

    def _digest(self, data: bytes | memoryview) -> bytes:
        """What stands for some data, and for the build that it came after."""
        return blake2b(data, digest_size=_DIGEST, key=self._key).digest()
