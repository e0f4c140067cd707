"""Which names belong to whom: by slug, name, alias, former and later name.

Names match without regard to case, accents, spacing and Unicode form (``match_key``). The same name
may belong to several: whoever asks gets them all, and says what that means. ``people/SLUG`` and
``companies/SLUG`` say which one is meant where the name alone would not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.archive.model import Archive, Ref
from generator.read.model import EntityKind
from generator.values.names import match_key
from generator.values.near_names import NearNames

FOLDERS: Mapping[EntityKind, str] = {"person": "people", "company": "companies", "topic": "topics"}
KIND_OF_FOLDER: Mapping[str, EntityKind] = {folder: kind for kind, folder in FOLDERS.items()}


class Written(NamedTuple):
    """A name as written, taken apart: the kind that its qualifier says, if any, and the rest."""

    kind: EntityKind | None
    text: str


def taken_apart(text: str) -> Written:
    """``people/ada-byron`` → person, ``ada-byron``; a name without one of the known folders is left whole."""
    folder, slash, rest = text.partition("/")
    if slash and rest.strip():
        kind = KIND_OF_FOLDER.get(folder.strip().casefold())
        if kind is not None:
            return Written(kind, rest.strip())
    return Written(None, text)


def address(ref: Ref) -> str:
    """``people/ada-byron``: how editors write, in one word, who is meant."""
    if ref.kind == "story":
        return f"stories/{ref.slug}"
    return f"pages/{ref.slug}" if ref.kind == "page" else f"{FOLDERS[ref.kind]}/{ref.slug}"


class Names:
    """The names on file. It grows while an archive is built; finding never changes it."""

    def __init__(self) -> None:
        self._owners: dict[EntityKind, dict[str, tuple[Ref, ...]]] = {kind: {} for kind in FOLDERS}
        self._slugs: dict[EntityKind, dict[str, tuple[Ref]]] = {kind: {} for kind in FOLDERS}
        self._near: dict[EntityKind, NearNames] = {kind: NearNames() for kind in FOLDERS}
        self._new: dict[EntityKind, list[str]] = {kind: [] for kind in FOLDERS}  # not among those yet: few ever ask
        self._texts: dict[Ref, dict[str, None]] = {}
        self._keys: dict[str, str] = {}

    def key(self, text: str) -> str:
        """``match_key``, remembered: archives name the same people over and over."""
        key = self._keys.get(text)
        if key is None:
            key = self._keys[text] = match_key(text)
        return key

    def add_slug(self, owner: Ref, slug: str) -> None:
        """``slug`` (its own, an older or a merged one) leads to ``owner``; the first to take a slug keeps it."""
        kind = entity_kind(owner)
        self._slugs[kind].setdefault(slug, (owner,))
        self._owners[kind].setdefault(self.key(slug), (owner,))

    def add(self, owner: Ref, text: str) -> None:
        """``text`` names ``owner``, maybe among others."""
        kind = entity_kind(owner)
        key = self.key(text)
        held = self._owners[kind].get(key, ())
        if owner not in held:
            self._owners[kind][key] = tuple(sorted((*held, owner)))
        texts = self._texts.setdefault(owner, {})
        if text not in texts:
            texts[text] = None
            self._new[kind].append(text)

    def find(self, kind: EntityKind, text: str) -> tuple[Ref, ...]:
        """Whom a name of this kind fits, by slug: nobody, one, or several. A slug written exactly means its owner."""
        return self._slugs[kind].get(text) or self._owners[kind].get(self.key(text), ())

    @property
    def owners(self) -> Mapping[tuple[EntityKind, str], tuple[Ref, ...]]:
        """Whose each name is, by its kind and key."""
        return {(kind, key): refs for kind, keys in self._owners.items() for key, refs in keys.items()}

    def texts_of(self, owner: Ref) -> tuple[str, ...]:
        """Every spelling that was added for ``owner``."""
        return tuple(self._texts.get(owner, ()))

    def near(self, kind: EntityKind, text: str) -> tuple[str, ...]:
        """Names on file that ``text`` looks like a typing slip of, nearest first."""
        for name in self._new[kind]:
            self._near[kind].add(name)
        self._new[kind].clear()
        return self._near[kind].slips(text)


def entity_kind(ref: Ref) -> EntityKind:
    """The kind of a person, company or topic; ValueError for a story or page, which has no names of its own."""
    if ref.kind == "story" or ref.kind == "page":  # noqa: PLR1714 - mypy narrows this, and no set
        raise ValueError(f"a {ref.kind} has no names of its own")
    return ref.kind


def names_of(archive: Archive) -> Names:
    """The names of a finished archive, for questions asked of it."""
    names = Names()
    for ref, entity in archive.entities.items():
        names.add_slug(ref, ref.slug)
        for text in entity.names:
            names.add(ref, text)
    for old, ref in archive.redirects.items():
        if ref.kind not in {"story", "page"}:
            names.add_slug(ref, old.slug)
    return names


def resolve(names: Names, text: str, kinds: Iterable[EntityKind]) -> tuple[Ref, ...]:
    """Whom ``text`` fits among ``kinds``, as somebody asks: qualified, or by slug or any name."""
    written = taken_apart(text)
    wanted = kinds if written.kind is None else (written.kind,)
    return tuple(ref for kind in wanted for ref in names.find(kind, written.text))
