"""What could be written at a cursor: names on file, keys of the story format, values that a field may have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from generator.archive.model import Ref
from generator.lsp.context import Context
from generator.lsp.workspace import View
from generator.read.model import Story
from generator.read.schema import Field
from generator.values.names import match_key

MOST = 200  # proposals; an editor asks again as more letters come
_KINDS: Mapping[str, tuple[str, ...]] = {
    "person": ("person",),
    "company": ("company",),
    "topic": ("topic",),
    "person or company": ("person", "company"),
}


class Proposal(NamedTuple):
    """One thing to write. ``detail`` says in a few words what it is."""

    text: str
    detail: str
    what: Literal["person", "company", "topic", "story", "key", "value"]


def proposals(view: View, path: str, context: Context) -> tuple[Proposal, ...]:
    """The best first, at most ``MOST``: those that begin with what is written, then those that contain it."""
    wanted = match_key(context.written)
    found = {each: _rank(each, wanted) for each in _all(view, path, context)}
    kept = sorted((rank, each) for each, rank in found.items() if rank < _NO_MATCH)
    return tuple(each for _, each in kept[:MOST])


_NO_MATCH = 3


def _rank(proposal: Proposal, wanted: str) -> int:
    key = match_key(proposal.text)
    if key.startswith(wanted):
        return 0
    if any(match_key(word).startswith(wanted) for word in proposal.text.split()):
        return 1
    return 2 if wanted in key or wanted in match_key(proposal.detail) else _NO_MATCH


def _all(view: View, path: str, context: Context) -> Iterator[Proposal]:
    if context.what == "link":
        yield from _names(view, ("person", "company", "topic"))
        yield from _stories(view)
    elif context.what == "name" and context.side:
        yield from _names(view, (context.side,))
    elif context.what == "key":
        for field in context.keys:
            yield Proposal(field.name, field.doc, "key")
    elif context.field is not None:
        yield from _values(view, path, context.field)


def _values(view: View, path: str, field: Field) -> Iterator[Proposal]:
    item = view.items.get(path)
    if field.type == "choice":
        yield from (Proposal(choice, field.doc, "value") for choice in field.choices)
    elif field.type == "yes-no":
        yield from (Proposal(word, field.doc, "value") for word in ("yes", "no"))
    elif field.type == "source" and isinstance(item, Story):
        yield from (Proposal(source.key, source.title or source.publisher, "value") for source in item.sources)
    elif field.type == "picture":
        yield from (Proposal(image, "a picture", "value") for image in view.archive.images)
    elif field.names == "story":
        yield from _stories(view)
    elif field.type in ("name", "entries"):
        yield from _names(view, _KINDS.get(field.names, ("person", "company")))


def _names(view: View, kinds: tuple[str, ...]) -> Iterator[Proposal]:
    for ref, entity in view.archive.entities.items():
        if ref.kind in kinds:
            number = len(view.archive.stories_of.get(ref, ()))
            detail = f"{ref.kind}, {number} {'story' if number == 1 else 'stories'}"
            for name in (entity.name, *entity.names):
                yield Proposal(name, detail if name == entity.name else f"{entity.name}: {detail}", _what(ref))


def _what(ref: Ref) -> Literal["person", "company", "topic"]:
    if ref.kind == "person" or ref.kind == "company":  # noqa: PLR1714 - mypy narrows this, and no set
        return ref.kind
    return "topic"


def _stories(view: View) -> Iterator[Proposal]:
    for slug, filed in view.archive.stories.items():
        yield Proposal(slug, f"{filed.story.title} ({filed.story.published.day})", "story")
