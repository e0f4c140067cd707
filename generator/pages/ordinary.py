"""Ordinary pages: about, ethics policy, contact."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.desk import Desk
from generator.pages.excerpt import opening
from generator.pages.head import Head, sentence_of
from generator.pages.prose import Prose, page_prose


class OrdinaryContext(Struct, frozen=True):
    """A page that editors write whole."""

    head: Head
    title: str
    has_heading: bool  # the text begins with its own
    text: Prose


def ordinary_page(desk: Desk, slug: str) -> OrdinaryContext:
    """A page of content/pages."""
    page = desk.archive.pages[slug]
    description = sentence_of(page.description or opening(page.body) or page.title)
    return OrdinaryContext(
        head=Head(f"{slug}.md", page.title, description, "page"),
        title=page.title,
        has_heading=page.body.lstrip().startswith("# "),
        text=page_prose(desk.archive, desk.files, page),
    )
