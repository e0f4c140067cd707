"""What pages of others, and feeds, show of a story's text: so that they stay as they are while that does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.archive.model import Archive, Entity, Filed, Ref, Text
from generator.pages.excerpt import sentence_naming
from generator.pages.start import plain_start


class Quoted:
    """What is quoted of one text. Two are equal where they say the same of everybody that the story names."""

    __slots__ = ("_entities", "_filed", "_text")
    __hash__ = None  # type: ignore[assignment]  # equal ones may differ in the rest of their texts

    def __init__(self, text: Text, filed: Filed, entities: Mapping[Ref, Entity]) -> None:
        self._text = text
        self._filed = filed
        self._entities = entities

    def naming(self, entity: Entity) -> str:
        """The first sentence that names somebody; "" where only the front matter does."""
        return sentence_naming(self._text, self._filed.links, entity)

    @property
    def start(self) -> str:
        """The first paragraph in plain words, cut at a word; "" where there is none."""
        return plain_start(*self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quoted):
            return NotImplemented
        if self._text == other._text and self._filed.links == other._filed.links:
            return True
        named = {ref for ref in (*self._filed.named, *other._filed.named) if ref in self._entities}
        return self.start == other.start and all(
            self.naming(self._entities[ref]) == other.naming(self._entities[ref]) for ref in named
        )


class Quotes(Mapping[str, Quoted]):
    """What is quoted of each story's text, by slug, oldest first. It follows from the archive, and is kept nowhere."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __getitem__(self, slug: str) -> Quoted:
        archive = self._archive
        return Quoted(archive.texts[slug], archive.stories[slug], archive.entities)

    def __iter__(self) -> Iterator[str]:
        return iter(self._archive.stories)

    def __len__(self) -> int:
        return len(self._archive.stories)
