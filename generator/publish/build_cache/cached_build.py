"""What a build remembers for the next one: what each file said, what followed, and what each page was made from.

A memory of another program, theme or configuration means nothing.
"""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from generator.archive.reasoning import Reasoning
from generator.archive.revised import Revised
from generator.pages.amendments import NONE, Amendments, amended
from generator.pages.catalogue import Unit
from generator.pages.currents import Current
from generator.pages.tables import STORIES
from generator.pages.tracing import Reads
from generator.publish.generated.folder import Files, Identity, Kept, identity, is_state, state
from generator.publish.mkdocs_driver.record import Record, Rendered
from generator.publish.search.names import Card
from generator.read.model import Story
from generator.read.walk import Parsed, Reader, TextFile

_KEY = TypeVar("_KEY", bound=Hashable)
_VALUE = TypeVar("_VALUE")


class Known(NamedTuple):
    """A file of the content that was read: what stands for its bytes, and what it says."""

    digest: bytes
    parsed: Parsed


class UnitMade(NamedTuple):
    """A unit's pages and feeds: what they were made from, and each file below the generated folder with its digest.

    ``card`` is how search files whom the unit is about, None where it is about nobody; ``current`` are the posts that
    say who a person is now.
    """

    reads: Reads
    files: tuple[tuple[str, str], ...]
    card: Card | None
    current: Current | None = None

    def is_told_as(self, other: UnitMade | None) -> bool:
        """Whether the other, that of an earlier build, was taken over: what it was made from may have other numbers."""
        return other is not None and self.files is other.files and self.card is other.card


class CacheChanges(Struct, frozen=True):
    """What incremental builds changed since a full one, by the names in its cache; None for what is gone.

    ``numbers`` are what entries that have come are told by, in what units were made from; ``marker`` is the site's own,
    as it stands now.
    """

    amendments: Amendments = NONE
    numbers: Mapping[tuple[int, Hashable], int] = field(default_factory=dict)
    known: Mapping[str, Known | None] = field(default_factory=dict)
    units: Mapping[Unit, UnitMade | None] = field(default_factory=dict)
    # Some of which may be gone: nobody looks for one of a unit that is.
    files: Mapping[str, Identity] = field(default_factory=dict)
    pages: Mapping[str, Rendered | None] = field(default_factory=dict)
    others: Mapping[str, tuple[str, Identity] | None] = field(default_factory=dict)
    marker: Identity = (0, 0, 0)
    docs: Identity = (0, 0, 0)  # as the memory has it
    sum: int = 0  # of the site's files, as it stands now

    def then(self, later: CacheChanges) -> CacheChanges:
        """This, and what was changed after it."""
        return CacheChanges(
            amendments=self.amendments.then(later.amendments),
            numbers={**self.numbers, **later.numbers},
            known={**self.known, **later.known},
            units={**self.units, **later.units},
            files={**self.files, **later.files},
            pages={**self.pages, **later.pages},
            others={**self.others, **later.others},
            marker=later.marker,
            docs=later.docs,
            sum=later.sum,
        )


def amended_by(before: Mapping[_KEY, _VALUE], since: Mapping[_KEY, _VALUE | None]) -> dict[_KEY, _VALUE]:
    """What was changed since, in the place of what was before."""
    return {key: value for key, value in {**before, **since}.items() if value is not None}


def over(before: Mapping[_KEY, _VALUE], since: Mapping[_KEY, _VALUE | None]) -> Revised[_KEY, _VALUE]:
    """The same as a table over that before, which isn't looked through."""
    now = {key: value for key, value in since.items() if value is not None}
    return Revised(before, now, {key for key, value in since.items() if value is None and key in before})


class CacheDifference(NamedTuple):
    """What of a memory is not as in another one, by the names under which it is found: all that changed, or came."""

    name: str  # of the other one, on disk
    tables: tuple[Set[Hashable], ...]  # of its desk
    units: Set[Unit]
    known: Set[str]


class CachedBuild(Struct, frozen=True):
    """One build. ``form`` stands for all that goes into every page; ``known`` is by path below the content folder."""

    form: str
    known: Mapping[str, Known]
    reasoning: Reasoning
    units: Mapping[Unit, UnitMade]
    files: Mapping[str, Identity] = field(default_factory=dict)  # the units' files as it left them
    record: Record | None = None  # what was rendered, once the site stands
    docs: Identity = (0, 0, 0)  # the generated folder's state, once it was written
    name: str = ""  # what stands for it on disk, where it was read there
    difference: CacheDifference | None = None  # from the one before, where that is on disk: not remembered itself
    numbered: Reasoning | None = (
        None  # in whose numbers it is told what units were made from, where it isn't in its own
    )
    more: Mapping[tuple[int, Hashable], int] = field(default_factory=dict)  # the numbers of what has come since

    def after(self, before: CachedBuild, tables: tuple[Set[Hashable], ...]) -> CachedBuild:
        """The same, with what is not as ``before``: see :class:`CacheDifference`. ``tables`` is that of the desk's.

        A story that comes out, or goes in again, is told of in another way, whether its file is the same or not.
        """
        moved = tables[STORIES]
        known = {
            path
            for path, each in self.known.items()
            if each is not before.known.get(path)
            or (isinstance(each.parsed.item, Story) and each.parsed.item.slug in moved)
        }
        units = {unit for unit, made in self.units.items() if not made.is_told_as(before.units.get(unit))}
        return replace(self, difference=CacheDifference(before.name, tables, units, known))

    def is_left(self, docs_dir: Path, later: CachedBuild) -> bool:
        """Whether the generated folder is as this build left it, and all that a record doesn't tell of is the same."""
        same = self.reasoning.archive.images == later.reasoning.archive.images
        return same and is_state(docs_dir, self.docs)

    def touched(self, since: CacheChanges) -> CachedBuild:
        """The same, after incremental builds."""
        record = self.record and replace(
            self.record,
            pages=amended_by(self.record.pages, since.pages),
            others=amended_by(self.record.others, since.others),
            marker=since.marker,
            sum=since.sum,
        )
        return replace(
            self,
            known=amended_by(self.known, since.known),
            reasoning=amended(self.reasoning, since.amendments),
            numbered=self.numbered or self.reasoning,
            more={**self.more, **since.numbers},
            units=amended_by(self.units, since.units),
            files={**self.files, **since.files},
            record=record,
            docs=since.docs,
        )


class FileCache:
    """Reads the files of the content, and those that an earlier build read from its memory."""

    def __init__(self, before: CachedBuild | None, read: Reader, unchanged: Set[str] = frozenset()) -> None:
        """``unchanged`` are sure to be what they were; ``read`` reads those that aren't."""
        self.before = before
        self._read = read
        self._unchanged = unchanged
        self._known: dict[str, Known] = {}

    @property
    def known(self) -> dict[str, Known]:
        """What every file says, by path."""
        return dict(sorted(self._known.items()))

    def recall(self, path: str) -> Parsed | None:
        """What a file says that nobody need look at; None for any other."""
        known = self.before.known.get(path) if self.before and path in self._unchanged else None
        if known is None:
            return None
        self._known[path] = known
        return known.parsed

    def __call__(self, files: Iterable[TextFile], shown: str) -> Iterator[Parsed]:
        """What the files say, in their order."""
        told = [(file, file_digest(file, shown)) for file in files]
        others = iter(self._read((file for file, digest in told if self._found(file, digest) is None), shown))
        for file, digest in told:
            known = self._found(file, digest) or Known(digest, next(others))
            self._known[file.path] = known
            yield known.parsed

    def _found(self, file: TextFile, digest: bytes) -> Known | None:
        known = self.before.known.get(file.path) if self.before else None
        return known if known is not None and known.digest == digest else None


def file_digest(file: TextFile, shown: str) -> bytes:
    """What stands for a file's bytes, and for how problems name it."""
    return blake2b(file.data, digest_size=20, key=blake2b(shown.encode("utf-8", "surrogateescape")).digest()).digest()


def as_left(memory: CachedBuild, docs_dir: Path, made: Files, record: Record | None) -> CachedBuild:
    """The memory with the units' files as they are now in the generated folder, and what was rendered."""
    start = f"{docs_dir}{os.sep}"
    files = {}
    for unit in memory.units.values():
        for path, _ in unit.files:
            held = made[path]
            files[path] = held.identity if isinstance(held, Kept) else identity(start + path)
    return replace(memory, files=files, record=record.published() if record else None, docs=state(docs_dir))
