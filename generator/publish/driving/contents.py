"""A generated page's Markdown → its clean content, the quick way where that is known to be right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.publish.cleaning import clean, plain_title
from generator.publish.driving.files import page_file
from generator.publish.driving.front import MetaData, split
from generator.publish.driving.paths import Paths
from generator.publish.driving.slow import PythonMarkdown
from generator.publish.links import Anchor, LinkBook, Notes
from generator.publish.quick.blocks import Heading
from generator.publish.quick.blocks import Page as QuickPage
from generator.publish.tables import labelled

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.toc import AnchorLink


_BARE = re.compile(r"[A-Za-z0-9/._~-]*").fullmatch


@dataclass(frozen=True, slots=True)
class Content:
    """One page, ready for the theme. ``title`` is what MkDocs found in the text, for a page whose head has none."""

    path: str
    markdown: str
    meta: MetaData
    html: str
    headings: tuple[Heading, ...]
    notes: Notes
    title: str | None = None


class Contents:
    """Renders contents, one after the other."""

    def __init__(
        self, config: MkDocsConfig, files: Files, addresses: Mapping[str, str], others: frozenset[str]
    ) -> None:
        """``addresses`` maps each page's docs path to its address; ``others`` are the paths of all other files."""
        self._config = config
        self._markdown = PythonMarkdown(config, files)
        self._addresses = addresses
        self._others = others
        self._pages = frozenset(addresses.values())
        self._paths = Paths({path: where for path, where in addresses.items() if _is_bare(where)})
        self._permalink = str(config.mdx_configs.get("toc", {}).get("permalink_title", ""))
        self.quick = True

    @property
    def some_path(self) -> str | None:
        """A page, to try things on; None if there is none."""
        return next((path for path, where in self._addresses.items() if where and _is_bare(where)), None)

    def content(self, path: str, source: str) -> Content:
        """The content of the page at ``path`` below the generated folder."""
        text, meta = split(source)
        if self.quick and _is_bare(self._addresses[path]):
            quick = self._quickly(path, text, meta)
            if quick is not None:
                return quick
        return self._slowly(path, text, meta)

    def _quickly(self, path: str, text: str, meta: MetaData) -> Content | None:
        anchors: list[Anchor] = []
        made = QuickPage(self._paths.resolver(path, anchors), self._permalink, clean).render(text)
        if made is None:
            return None
        return Content(path, text, meta, labelled(made.html), made.headings, Notes(made.places, tuple(anchors)))

    def _slowly(self, path: str, text: str, meta: MetaData) -> Content:
        """By MkDocs, Python-Markdown and the cleaner, as ``mkdocs build`` does it."""
        file = page_file(self._config, path)
        made = self._markdown.convert(file, text)
        html = labelled(clean(made.html))
        book = LinkBook(self._pages, self._others)
        own = self._addresses[path]
        book.note(path, own, html)
        return Content(path, text, meta, html, tuple(_headings(made.toc)), book.notes(path, own), made.title)


def _is_bare(address: str) -> bool:
    """Whether an address reads the same percent-encoded."""
    return _BARE(address) is not None


def _headings(toc: Iterable[AnchorLink]) -> Iterator[Heading]:
    for item in toc:
        yield Heading(item.level, item.id, plain_title(item.title))
        yield from _headings(item.children)
