"""The register: who is on file while the archive is built, and what is wrong with the names so far.

Profiles are entered first, then whoever the published stories name, then, apart, whoever only drafts
and stories of a later day name. It is filled by :mod:`generator.archive.profiles`, ``renames`` and
``newcomers``; when they are done, ``ref`` answers for every name in every story.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct, field

from generator import codes
from generator.archive.model import Ref
from generator.archive.name_advice import Fault
from generator.archive.names import Names, taken_apart
from generator.archive.namings import Wanted
from generator.archive.sightings import NameInField
from generator.problems import Position, Problem
from generator.read.model import EntityKind, FormerName, Name, Profile

START = Position(1, 1)
_MOST_OF_ONE_CODE = 500  # as in `read`: a file made of nothing but mistakes is told of so many of one kind


class Taken(NamedTuple):
    """A name that a company took, and the one that it had before."""

    new: str
    old: str


class Register(Struct):
    """Everybody on file. Grows in one build, in one order; nothing of it outlives the build."""

    root: str  # the content folder, as problems show it
    names: Names = field(default_factory=Names)
    entities: dict[Ref, None] = field(default_factory=dict)  # all that have a page
    profiles: dict[Ref, Profile] = field(default_factory=dict)  # those of them with a profile
    older: dict[Ref, Ref] = field(default_factory=dict)  # an older, merged or later slug → whose it is
    merged: dict[Ref, Ref] = field(default_factory=dict)  # the part of `older` that a profile's `merged` made
    weak: dict[str, list[Ref]] = field(default_factory=dict)  # key of a weak alias → whose
    spellings: dict[Ref, dict[str, None]] = field(default_factory=dict)  # how stories write them
    given: dict[Ref, str] = field(default_factory=dict)  # the first name of whoever has no profile
    later: dict[Ref, list[Taken]] = field(default_factory=dict)  # names a company took, oldest first
    former: dict[Ref, list[FormerName]] = field(default_factory=dict)  # … and those that they ended
    apart: set[frozenset[Ref]] = field(default_factory=set)  # not_same_as, by slug
    faults: dict[NameInField, Fault] = field(default_factory=dict)  # what to tell each story that writes a name
    blamed: dict[tuple[EntityKind, str], Fault] = field(default_factory=dict)  # … by kind and key
    mended: dict[tuple[EntityKind, str], Ref] = field(default_factory=dict)  # a faulty name's likeliest owner
    unsettled: set[Ref] = field(default_factory=set)  # see Archive.unsettled
    problems: list[Problem] = field(default_factory=list)
    _told: dict[tuple[str, str], int] = field(default_factory=dict)
    _refs: dict[tuple[Wanted, str], Ref] = field(default_factory=dict)

    def shown(self, path: str) -> str:
        """A path below the content folder, as problems show it."""
        return f"{self.root.rstrip('/')}/{path}" if self.root else path

    def report(self, code: str, path: str, at: Position, message: str, hint: str = "") -> None:
        """Adds a problem at a place in a file of the content folder; of one code in one file, no more than 500."""
        count = self._told[path, code] = self._told.get((path, code), 0) + 1
        if count <= _MOST_OF_ONE_CODE:
            self.problems.append(codes.problem(code, self.shown(path), at, message, hint))

    def find(self, kind: EntityKind, text: str) -> tuple[Ref, ...]:
        """Whom a name fits: by the names on file, or else as a faulty name was mended."""
        found = self.names.find(kind, text)
        if not found:
            mended = self.mended.get((kind, self.names.key(text)))
            return () if mended is None else (mended,)
        return found

    def candidates(self, wanted: Wanted, text: str) -> tuple[Ref, ...]:
        """Whom a name could be in a field. An investor who could be both is taken for the company."""
        written = taken_apart(text)
        kind = wanted.kind or written.kind
        if kind is not None:
            return self.find(kind, written.text)
        companies, people = self.find("company", text), self.find("person", text)
        if wanted is Wanted.INVESTOR and companies:
            return companies
        return (*companies, *people)

    def ref(self, wanted: Wanted, name: Name) -> Ref:
        """Who a name is. Once all are enrolled each name is somebody; an ambiguous one is the first it fits."""
        key = (wanted, name.text)
        found = self._refs.get(key)
        if found is None:
            found = self._refs[key] = self.candidates(wanted, name.text)[0]
        return found

    def maybe(self, wanted: Wanted, name: Name | None) -> Ref | None:
        """Who a name is, where there is one."""
        return None if name is None else self.ref(wanted, name)

    def refs(self, wanted: Wanted, names: Iterable[Name]) -> tuple[Ref, ...]:
        """Each of ``names`` once, in their order."""
        return tuple(dict.fromkeys([self.ref(wanted, name) for name in names]))

    def forget(self) -> None:
        """Drops remembered answers, before more names are enrolled."""
        self._refs.clear()
