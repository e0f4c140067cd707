"""Names that the build would stop at, settled by small profiles: near ones, and addresses taken or unfit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Literal

from generator.imports.written import block
from generator.read.model import Content
from generator.values.hygiene import slug_faults, slug_key
from generator.values.names import match_key, slug_of
from generator.values.near_names import NearNames

Folder = Literal["people", "companies", "topics"]
FOLDERS: tuple[Folder, ...] = ("people", "companies", "topics")
_KINDS: Mapping[str, Folder] = MappingProxyType({"person": "people", "company": "companies", "topic": "topics"})


class Names:
    """The names of an archive by kind, those of the stories that are there already included."""

    def __init__(self) -> None:
        self._new: dict[Folder, dict[str, str]] = {folder: {} for folder in FOLDERS}
        self._there: dict[Folder, dict[str, str]] = {folder: {} for folder in FOLDERS}
        self._profiles: dict[Folder, set[str]] = {folder: set() for folder in FOLDERS}

    def see(self, content: Content, own: frozenset[str]) -> None:
        """Note who is on file by what editors wrote. ``own``: paths of files that an import wrote."""
        for story in content.stories:
            if story.path not in own:
                for entry in story.people:
                    self._there["people"].setdefault(match_key(entry.name.text), entry.name.text)
                for entry in story.companies:
                    self._there["companies"].setdefault(match_key(entry.name.text), entry.name.text)
                for topic in story.topics:
                    self._there["topics"].setdefault(match_key(topic.text), topic.text)
        for profile in content.profiles:
            if profile.path not in own:
                folder = _KINDS[profile.entity]
                self._profiles[folder].add(slug_key(profile.slug))
                for name in (profile.name, *(alias.text for alias in profile.aliases)):
                    self._there[folder].setdefault(match_key(name), name)

    def add(self, folder: Folder, names: Iterable[str]) -> list[str]:
        """``names`` as the archive spells them: the first spelling of each, so that case alone makes no second name."""
        return [self._new[folder].setdefault(match_key(name), name) for name in names]

    def keys(self) -> frozenset[str]:
        """What a bare ``[[link]]`` would mean before it meant a story."""
        found = {key for names in (*self._new.values(), *self._there.values()) for key in names}
        slugs = {match_key(slug_of(name)) for names in self._new.values() for name in names.values()}
        return frozenset(found | slugs)

    def profiles(self) -> Mapping[str, bytes]:
        """The profiles that settle names, by path."""
        found: dict[str, bytes] = {}
        for folder in FOLDERS:
            for slug, name in self._unsettled(folder):
                note = "An import made this profile, since the name is near another one, or its address is taken."
                front = block({"name": name, "extra": {"imported": note}})
                found[f"{folder}/{slug}.md"] = f"---\n{front}---\n".encode()
        return found

    def _unsettled(self, folder: Folder) -> Iterable[tuple[str, str]]:
        new = {key: name for key, name in self._new[folder].items() if key not in self._there[folder]}
        everyone = {**new, **self._there[folder]}
        near = NearNames(everyone[key] for key in sorted(everyone))
        by_slug: dict[str, list[str]] = {}
        for key in sorted(everyone):
            by_slug.setdefault(slug_key(slug_of(everyone[key])), []).append(key)
        taken = self._profiles[folder] | set(by_slug)
        for key in sorted(new):
            name, slug = new[key], slug_of(new[key])
            sharing = by_slug[slug_key(slug)]
            # Of several with one address, one that is there already keeps it, or else the first.
            first = min(sharing, key=lambda each: (each in new, each))
            own = bool(slug) and not slug_faults(slug) and first == key and slug_key(slug) not in self._profiles[folder]
            if not own:
                slug = _free(slug, key, taken)
                taken.add(slug_key(slug))
                yield slug, name
            elif (folder != "topics" and near.slips(name)) or len(sharing) > 1:
                yield slug, name


def _free(slug: str, key: str, taken: set[str]) -> str:
    """A slug of which no other name makes its address."""
    base = slug[:100].strip("-") or f"name-{sha256(key.encode()).hexdigest()[:6]}"
    number = 2
    free = f"the-{base}" if not slug or slug_faults(slug) else f"{base}-{number}"
    while slug_key(free) in taken or slug_faults(free):
        number += 1
        free = f"{base}-{number}"
    return free
