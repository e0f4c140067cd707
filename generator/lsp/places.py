"""What stands at a place in a file: which name, and whom it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import astuple

from generator.archive.model import Ref
from generator.archive.names import FOLDERS, resolve
from generator.lsp.workspace import Item, View
from generator.problems import Position
from generator.read.model import Name, Profile, Story, WikiLink

_QUOTES = "\"'"


class Mention(NamedTuple):
    """A name as it stands in a file: the text, where it starts, and how many characters it takes."""

    text: str
    at: Position
    length: int


def mentions(item: Item, lines: list[str]) -> Iterator[Mention]:
    """Every name and ``[[link]]`` of a file, in no order that matters; a profile's own name too."""
    if isinstance(item, Profile):
        yield from _own_name(item, lines)
    for part in _parts(item):
        if isinstance(part, WikiLink):
            yield Mention(part.target, Position(part.at.line, part.at.column + 2), len(part.target))
        elif 1 <= part.at.line <= len(lines):
            quoted = lines[part.at.line - 1][part.at.column - 1 : part.at.column]
            column = part.at.column + (bool(quoted) and quoted in _QUOTES)
            yield Mention(part.text, Position(part.at.line, column), len(part.text))


def mention_at(item: Item, lines: list[str], line: int, column: int) -> Mention | None:
    """The name that a cursor is in or right behind; ``line`` and ``column`` count from 1."""
    for mention in mentions(item, lines):
        if mention.at.line == line and mention.at.column <= column <= mention.at.column + mention.length:
            return mention
    return None


def meant(view: View, path: str, mention: Mention) -> Ref | None:
    """Whom a name means where it stands; None where it fits nobody, or several."""
    item = view.items.get(path)
    if isinstance(item, Profile) and mention.text == item.name:
        own = Ref(item.entity, item.slug)
        return own if own in view.archive.entities else None
    if isinstance(item, Story) and item.slug in view.archive.stories:
        linked = view.archive.stories[item.slug].links.get(mention.text)
        if linked is not None:
            return linked
    if mention.text in view.archive.stories:
        return view.archive.stories[mention.text].ref
    found = resolve(view.names, mention.text, ("person", "company"))
    found = found or resolve(view.names, mention.text, tuple(FOLDERS))
    return found[0] if len(found) == 1 else None


def _own_name(profile: Profile, lines: list[str]) -> Iterator[Mention]:
    key = profile.at.get("name")
    if key is not None and 1 <= key.line <= len(lines):
        column = lines[key.line - 1].find(profile.name, key.column + len("name:") - 1)
        if column >= 0:
            yield Mention(profile.name, Position(key.line, column + 1), len(profile.name))


def _parts(value: object) -> Iterator[Name | WikiLink]:
    """Names and links at any depth of a file's model."""
    if isinstance(value, (Name, WikiLink)):
        yield value
    elif isinstance(value, (tuple, Struct)):
        for each in astuple(value) if isinstance(value, Struct) else value:
            yield from _parts(each)
