"""A topic's page: its stories."""

from __future__ import annotations

from msgspec import Struct

from generator.archive.model import Ref
from generator.pages.desk import Desk
from generator.pages.dossier import Dossier, dossier
from generator.pages.head import Head
from generator.pages.person import stories_in_words
from generator.pages.profile import About, about, head_on


class TopicPage(Struct, frozen=True):
    """A topic: what its profile says, and its stories."""

    head: Head
    name: str
    about: About
    dossier: Dossier


def topic_page(desk: Desk, ref: Ref) -> TopicPage:
    """The page of a topic."""
    entity = desk.archive.entities[ref]
    head = head_on(desk, ref, f"{entity.name}: {stories_in_words(desk.count(ref))} on this topic.")
    return TopicPage(head, entity.name, about(desk, entity), dossier(desk, ref, head.path))
