"""What a build remembers for the next one: what each file said, what followed, and what each page was made from.

It lies in the build folder, and may be deleted at any time. A memory of another program, theme or configuration means
nothing, and one that is damaged is none. It is read back by an unpickler that makes records of this program, dates and
numbers, and nothing else: whoever can write to a cache that continuous integration shares can run nothing by it.
"""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from generator.archive.reasoning import Reasoning
from generator.pages.catalogue import Unit
from generator.pages.tracing import Reads
from generator.publish.driving.record import Record
from generator.publish.folder import Identity, identity
from generator.publish.search.names import Card
from generator.publish.workers import Aside
from generator.read.walk import Parsed, Reader, TextFile

_FORMAT = b"cuttings memory 1\n"
_AFTER = ".after"  # what is known when the site stands
# What our records hold beside each other.
_PLAIN = frozenset(
    {
        *(("datetime", name) for name in ("date", "datetime", "timedelta", "timezone")),
        *(("builtins", name) for name in ("frozenset", "set")),
        ("decimal", "Decimal"),
        ("array", "array"),
        ("array", "_array_reconstructor"),
    }
)


class Known(NamedTuple):
    """A file of the content that was read: what stands for its bytes, and what it says."""

    digest: bytes
    parsed: Parsed


class UnitMade(NamedTuple):
    """A unit's pages and feeds: what they were made from, and each file below the generated folder with its digest.

    ``card`` is how search files whom the unit is about; None where it is about nobody.
    """

    reads: Reads
    files: tuple[tuple[str, str], ...]
    card: Card | None


@dataclass(frozen=True, slots=True)
class Memory:
    """One build. ``form`` stands for all that goes into every page; ``known`` is by path below the content folder."""

    form: str
    known: Mapping[str, Known]
    reasoning: Reasoning
    units: Mapping[Unit, UnitMade]
    files: Mapping[str, Identity] = field(default_factory=dict)  # the units' files as it left them
    record: Record | None = None  # what was rendered, once the site stands


class Recollection:
    """Reads the files of the content, and those that an earlier build read from its memory."""

    def __init__(self, before: Memory | None, read: Reader) -> None:
        """``read`` reads the others."""
        self._before = before.known if before else {}
        self._read = read
        self.known: dict[str, Known] = {}

    def __call__(self, files: Iterable[TextFile], shown: str) -> Iterator[Parsed]:
        """What the files say, in their order."""
        told = [(file, _digest(file, shown)) for file in files]
        others = iter(self._read((file for file, digest in told if self._known(file, digest) is None), shown))
        for file, digest in told:
            known = self._known(file, digest) or Known(digest, next(others))
            self.known[file.path] = known
            yield known.parsed

    def _known(self, file: TextFile, digest: bytes) -> Known | None:
        known = self._before.get(file.path)
        return known if known is not None and known.digest == digest else None


def _digest(file: TextFile, shown: str) -> bytes:
    return blake2b(file.data, digest_size=20, key=blake2b(shown.encode("utf-8", "surrogateescape")).digest()).digest()


def recall(build_dir: Path, site: Path, form: str) -> Memory | None:
    """What the build of a site left, if all that goes into every page is as it was; None if there is none to be had."""
    try:
        path = _path(build_dir, site)
        made, whole = _read(path, form)
        (files, record), _ = _read(path.with_suffix(_AFTER), whole)
    except (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, ImportError, pickle.UnpicklingError):
        return None
    return replace(made, files=files, record=record) if isinstance(made, Memory) else None


class Keeping:
    """A memory on its way to the disk: written while other work goes on, and put in place when that is done."""

    def __init__(self, build_dir: Path, site: Path, memory: Memory, jobs: int) -> None:
        self._path = _path(build_dir, site)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._new = self._path.with_suffix(".new")
        self._memory = memory
        self._written = Aside(self._write, jobs)

    def _write(self) -> str:
        # What can be worked out from the rest takes longer to read than to work out.
        evidence = replace(self._memory.reasoning.evidence, _stays={}, _timelines={}, _there={}, _moves={})
        lean = replace(self._memory, reasoning=replace(self._memory.reasoning, evidence=evidence))
        return _write(self._new, self._memory.form, lean)

    def done(self, memory: Memory) -> None:
        """The site stands, and this is the memory with what is known since. OSError where it can't be written."""
        whole = self._written.result()
        _write(self._path.with_suffix(_AFTER), whole, (memory.files, memory.record))
        self._new.replace(self._path)

    def given_up(self) -> None:
        """The build came to nothing, and what was remembered before still holds."""
        self._written.stop()
        self._new.unlink(missing_ok=True)


def as_left(memory: Memory, docs_dir: Path, record: Record | None) -> Memory:
    """The memory with the units' files as they are now in the generated folder, and what was rendered."""
    start = f"{docs_dir}{os.sep}"
    files = {path: identity(start + path) for made in memory.units.values() for path, _ in made.files}
    return replace(memory, files=files, record=record.published() if record else None)


def forget(build_dir: Path, site: Path) -> None:
    """Take a memory away."""
    _path(build_dir, site).unlink(missing_ok=True)


def _path(build_dir: Path, site: Path) -> Path:
    return build_dir / "memory" / blake2b(os.fsencode(site), digest_size=10).hexdigest()


def _write(path: Path, form: str, value: object) -> str:
    """Write a value; what stands for the whole of it."""
    head = _FORMAT + blake2b(form.encode(), digest_size=20).digest()
    with path.open("wb") as file:
        file.write(head + bytes(20))
        told = _Told(file)
        pickle.Pickler(told, protocol=5).dump(value)  # piece by piece: a large archive's memory is half a gigabyte
        file.seek(len(head))
        file.write(told.whole.digest())
    return told.whole.hexdigest()


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
    if data[:start] != _FORMAT + blake2b(form.encode(), digest_size=20).digest() + whole.digest():
        raise ValueError(path)
    return _Unpickler(io.BytesIO(memoryview(data)[start:])).load(), whole.hexdigest()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """A record of this program, or a plain value. UnpicklingError for whatever else a file asks for."""
        found = super().find_class(module, name) if (module, name) in _PLAIN or _is_ours(module, name) else None
        if (module, name) in _PLAIN or (isinstance(found, type) and _is_record(found)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name} is no record")


def _is_ours(module: str, name: str) -> bool:
    return module.startswith("generator.") and "." not in name


def _is_record(found: type) -> bool:
    return is_dataclass(found) or issubclass(found, Enum) or (issubclass(found, tuple) and hasattr(found, "_fields"))
