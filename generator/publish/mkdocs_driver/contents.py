"""A generated page's Markdown → its clean content, the quick way where that is known to be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.publish.fast_markdown.blocks import Heading
from generator.publish.html.cleaning import clean, plain_title
from generator.publish.html.links import LinkBook
from generator.publish.html.tables import labelled
from generator.publish.mkdocs_driver.files import page_file
from generator.publish.mkdocs_driver.front import MetaData, split
from generator.publish.mkdocs_driver.quickly import Content, Quickly, is_bare
from generator.publish.mkdocs_driver.slow import PythonMarkdown

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.toc import AnchorLink


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
        self.permalink = str(config.mdx_configs.get("toc", {}).get("permalink_title", ""))
        bare = {path: where for path, where in addresses.items() if is_bare(where)}
        self._quickly = Quickly(bare, self.permalink)
        self.quick = True

    @property
    def some_path(self) -> str | None:
        """A page, to try things on; None if there is none."""
        return next((path for path, where in self._addresses.items() if where and is_bare(where)), None)

    def content(self, path: str, source: str) -> Content:
        """The content of the page at ``path`` below the generated folder."""
        text, meta = split(source)
        quick = self._quickly.content(path, text, meta) if self.quick else None
        return quick or self._slowly(path, text, meta)

    def _slowly(self, path: str, text: str, meta: MetaData) -> Content:
        """By MkDocs, Python-Markdown and the cleaner, as ``mkdocs build`` does it."""
        file = page_file(self._config, path)
        made = self._markdown.convert(file, text)
        html = labelled(clean(made.html))
        book = LinkBook(self._pages, self._others)
        own = self._addresses[path]
        book.note(path, own, html)
        return Content(path, text, meta, html, tuple(_headings(made.toc)), book.notes(path, own), made.title)


def _headings(toc: Iterable[AnchorLink]) -> Iterator[Heading]:
    for item in toc:
        yield Heading(item.level, item.id, plain_title(item.title))
        yield from _headings(item.children)
