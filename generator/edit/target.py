"""Who is meant, what they are to be called, and how each way of writing the old name is written anew."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.index import build_archive
from generator.archive.model import Archive, Ref, RefKind
from generator.archive.names import KIND_OF_FOLDER, Names, address, entity_kind, names_of, resolve, taken_apart
from generator.edit.errors import EditRefusedError
from generator.edit.namings import Naming
from generator.read.model import Content, OrdinaryPage, Profile, Story
from generator.values.names import closest, match_key
from generator.values.quoting import quoted

_NOT_IN_LINKS = "[]|\n"


class Editable:
    """The content as an editor changes it: drafts and stories still to come are part of it."""

    def __init__(self, content: Content) -> None:
        out = tuple(replace(story, draft=False) for story in content.stories)
        self.content = content
        self.archive: Archive = build_archive(replace(content, stories=out), until=date.max)[0]
        self.names: Names = names_of(self.archive)
        self.page_links: dict[Ref, dict[str, Ref]] = {}
        for (owner, target), ref in self.archive.page_links.items():
            self.page_links.setdefault(owner, {})[target] = ref

    def whom(self, text: str) -> Ref:
        """The one person, company, topic or story that ``text`` means. EditRefusedError where that is not one."""
        found = list(dict.fromkeys(resolve(self.names, text, KIND_OF_FOLDER.values())))
        if not found:
            found = [Ref("story", slug) for slug in self._stories(text)]
        if len(found) == 1:
            return found[0]
        if found:
            raise EditRefusedError(f"{quoted(text)} fits {' and '.join(map(address, found))}; write one of these.")
        known = [name for entity in self.archive.entities.values() for name in entity.names]
        near = closest(text, [*known, *self.archive.stories])
        raise EditRefusedError(
            f"nobody and no story on file is called {quoted(text)}"
            + (f"; did you mean {quoted(near)}?" if near else ".")
        )

    def _stories(self, text: str) -> list[str]:
        slug = text.rpartition("/")[2] if text.startswith("stories/") else text
        if slug in self.archive.stories:
            return [slug]
        key = match_key(text)
        return [slug for slug, filed in self.archive.stories.items() if match_key(filed.story.title) == key]

    def name(self, ref: Ref) -> str:
        """What somebody is called now; a story's slug."""
        return ref.slug if ref.kind == "story" else self.archive.entities[ref].name

    def owners(self, name: str, kinds: Iterable[RefKind]) -> list[Ref]:
        """Whom a name fits among people, companies and topics."""
        return [ref for kind in kinds if kind in KIND_OF_FOLDER.values() for ref in self.names.find(kind, name)]  # type: ignore[arg-type]


class Turn(Struct, frozen=True):
    """``old`` is written ``name`` from now on, and stands at ``new``. ``spellings`` are keys of what is rewritten."""

    desk: Editable
    old: Ref
    new: Ref
    name: str
    spellings: frozenset[str]  # empty: every spelling
    unmistakable: bool  # the new name fits nobody else of any kind

    @property
    def merging(self) -> bool:
        """Whether both are on file, and become one."""
        return self.old != self.new and self.new in self.desk.archive.entities

    def meant(self, naming: Naming) -> Ref | None:
        """The person, company or topic that a naming means; None where it means none, or a story."""
        kinds = [kind for kind in naming.kinds if kind in KIND_OF_FOLDER.values()]
        return next(iter(resolve(self.desk.names, naming.text, kinds)), None)  # type: ignore[arg-type]

    def naming(self, naming: Naming) -> str | None:
        """What is to be written in place of a naming's whole text; None where it stays as it is."""
        text = naming.text
        if self.old.kind == "story":
            return self._story(text) if "story" in naming.kinds else None
        if naming.slug_only:
            return self.new.slug if self.old.kind in naming.kinds and text == self.old.slug else None
        if self.meant(naming) != self.old:
            return None
        new = self.spelt(text)
        return None if new is None else naming.node.text[: naming.skip] + new

    def spelt(self, text: str) -> str | None:
        """Another way of writing what ``text`` names, which is ``old``: an address, a slug or a name, as it was one."""
        written = taken_apart(text)
        if written.kind:
            return address(self.new)
        if text == self.old.slug and text != self.desk.name(self.old):
            return self.new.slug
        if self.spellings and match_key(text) not in self.spellings:
            return None
        return self.name if self.unmistakable else address(self.new)

    def _story(self, text: str) -> str | None:
        """Another way of writing a story's slug, which may have its folders before it; None for an older slug."""
        folders, slash, slug = text.rpartition("/")
        named = match_key(slug) == match_key(self.old.slug)
        return f"{folders}{slash}{self.new.slug}" if named else None

    def link(self, target: str, label: str) -> tuple[str, str] | None:
        """A ``[[target|label]]`` anew; None where it stays. A label that says the old name says the new one."""
        if self.old.kind == "story":
            by_title = match_key(target) == match_key(self.desk.archive.stories[self.old.slug].story.title)
            new = None if by_title and target != self.old.slug else self._story(target)
            return None if new is None else (new, label)
        new = self.spelt(target)
        if new is None:
            return None
        if label and match_key(label) == match_key(self.desk.name(self.old)):
            label = self.name
        if any(sign in new for sign in _NOT_IN_LINKS):
            new = address(self.new)
        if new == address(self.new) and not taken_apart(target).kind and not label:
            label = self.name if not any(sign in self.name for sign in _NOT_IN_LINKS) else target
        return new, label


def concerned(item: Story | Profile | OrdinaryPage, made: Turn, ours: Ref) -> bool:
    """Whether a file has to be looked into: ten thousand stories are on file, and a few name anybody."""
    old, desk = made.old, made.desk
    if f"{old.slug}.md" in item.body:
        return True
    if isinstance(item, Story):
        filed = desk.archive.stories.get(item.slug)
        if filed is None or filed.story.path != item.path or filed.ref == ours:
            return True
        if old.kind == "story" and item.follows is not None:
            return True
        return old in filed.named or old in filed.topics or old in filed.links.values()
    if isinstance(item, Profile):
        ref = Ref(item.entity, item.slug)
        if ref == ours or item.rulings or item.not_same_as:
            return True
        return old in desk.page_links.get(ref, {}).values()
    return old in desk.page_links.get(Ref("page", item.slug), {}).values()


def turn(desk: Editable, old: Ref, new: Ref, name: str, *, every: bool, typed: str = "") -> Turn:
    """``every``: all spellings of ``old`` are rewritten, as a merge wants it; else its name as shown, or as typed."""
    kind = entity_kind(old) if old.kind != "story" else None
    keys: frozenset[str] = frozenset()
    if not every:
        # Where the name stays and the address alone changes, no name is rewritten: none has the key "".
        keys = (
            frozenset(match_key(text) for text in (desk.name(old), typed))
            if name != desk.name(old)
            else frozenset({""})
        )
    others = set(desk.owners(name, KIND_OF_FOLDER.values() if kind else ())) - {old, new}
    return Turn(desk, old, new, name, keys, not others)
