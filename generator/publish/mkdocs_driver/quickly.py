"""A generated page's Markdown → its clean content, by the quick way alone.

This module loads neither MkDocs nor Python-Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from generator.publish.fast_markdown.blocks import Heading
from generator.publish.fast_markdown.blocks import Page as QuickPage
from generator.publish.html.cleaning import clean
from generator.publish.html.links import Anchor, Notes
from generator.publish.html.tables import labelled
from generator.publish.mkdocs_driver.front import MetaData
from generator.publish.mkdocs_driver.paths import Paths

_BARE = re.compile(r"[A-Za-z0-9/._~-]*").fullmatch


class Content(Struct, frozen=True):
    """One page, ready for the theme. ``title`` is what MkDocs found in the text, for a page whose head has none."""

    path: str
    markdown: str
    meta: MetaData
    html: str
    headings: tuple[Heading, ...]
    notes: Notes
    title: str | None = None


class Quickly:
    """Renders contents, one after the other, where it is known that the quick way is right."""

    def __init__(self, addresses: Mapping[str, str], permalink: str) -> None:
        """``addresses`` maps to its address each page's docs path, of those that are bare (:func:`is_bare`).

        ``permalink`` is what the links beside headings say.
        """
        self._addresses = addresses
        self._paths = Paths(addresses)
        self._permalink = permalink

    def content(self, path: str, text: str, meta: MetaData) -> Content | None:
        """The content of the page at ``path``; None where only MkDocs can tell."""
        if path not in self._addresses:
            return None
        anchors: list[Anchor] = []
        made = QuickPage(self._paths.resolver(path, anchors), self._permalink, clean).render(text)
        if made is None:
            return None
        return Content(path, text, meta, labelled(made.html), made.headings, Notes(made.places, tuple(anchors)))


def is_bare(address: str) -> bool:
    """Whether an address reads the same percent-encoded."""
    return _BARE(address) is not None
