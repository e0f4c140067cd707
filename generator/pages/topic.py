"""A topic's page: its stories."""

from __future__ import annotations

from msgspec import Struct

from generator.archive.model import Ref
from generator.pages.addresses import docs_path
from generator.pages.desk import Desk
from generator.pages.dossier import Dossier, dossier
from generator.pages.head import Head, feed, sentence_of
from generator.pages.person import stories_in_words
from generator.pages.profile import About, about, found_by


class TopicPage(Struct, frozen=True):
    """A topic: what its profile says, and its stories."""

    head: Head
    name: str
    about: About
    dossier: Dossier


def topic_page(desk: Desk, ref: Ref) -> TopicPage:
    """The page of a topic."""
    entity = desk.archive.entities[ref]
    path = docs_path(desk.archive, ref)
    return TopicPage(topic_head(desk, ref), entity.name, about(desk, entity), dossier(desk, ref, path))


def topic_head(desk: Desk, ref: Ref) -> Head:
    """Title, description and what the theme asks of a topic's page."""
    entity = desk.archive.entities[ref]
    path = docs_path(desk.archive, ref)
    description = sentence_of(f"{entity.name}: {stories_in_words(desk.count(ref))} on this topic.")
    return Head(path, entity.name, description, "topic", (("slug", ref.slug), ("names", found_by(entity)), feed(path)))
