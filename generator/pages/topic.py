"""A topic's page: its stories."""

from __future__ import annotations

from dataclasses import dataclass

from generator.archive.model import Ref
from generator.pages.addresses import docs_path
from generator.pages.desk import Desk
from generator.pages.dossier import Dossier, DossierPage, dossier, dossier_pages
from generator.pages.head import Head, feed, sentence_of
from generator.pages.person import stories_in_words
from generator.pages.profile import About, about, found_by


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic: what its profile says, and its stories."""

    head: Head
    name: str
    about: About
    dossier: Dossier


def topic_pages(desk: Desk, ref: Ref) -> tuple[TopicPage | DossierPage, ...]:
    """A topic's page, and its parts where there is too much for one."""
    entity = desk.archive.entities[ref]
    path = docs_path(desk.archive, ref)
    head = Head(
        path,
        entity.name,
        sentence_of(f"{entity.name}: {stories_in_words(desk.count(ref))} on this topic."),
        "topic",
        (("slug", ref.slug), ("names", found_by(entity)), feed(path)),
    )
    page = TopicPage(head, entity.name, about(desk, entity), dossier(desk, ref, path))
    return (page, *dossier_pages(desk, ref, head))
