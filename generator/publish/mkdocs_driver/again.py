"""Some pages of a site, rendered again where nothing has changed that is the same on every page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from generator.pages.addresses import address
from generator.publish.html.links import Notes
from generator.publish.mkdocs_driver.filling import Filling, Frame, encoded
from generator.publish.mkdocs_driver.front import split_quickly
from generator.publish.mkdocs_driver.quickly import Content, Quickly, is_bare
from generator.publish.mkdocs_driver.record import Menu
from generator.publish.processes.time_limit import time_limit

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from generator.publish.mkdocs_driver.prepared import PreparedMkDocs


class Rendition(NamedTuple):
    """A page: its file on the site, and what it links to."""

    file: str
    html: bytes
    notes: Notes


class Rerender:
    """Configuration, theme and menu as another build had them, for any number of pages.

    A page of a known frame is filled into it. MkDocs is loaded for the first one that isn't: that takes as long as all
    else that a changed text asks for.
    """

    def __init__(
        self,
        load: Callable[[], MkDocsConfig],
        menu: Menu,
        frames: Mapping[Hashable, Frame | None],
        pages: Collection[str],
        others: Collection[str],
    ) -> None:
        """``menu`` and ``frames`` are of the build that rendered the others; ``pages`` and ``others`` are all files.

        Those may be asked for a few before all are gone through.
        """
        self._load = load
        self._menu = menu
        self._pages = pages
        self._others = others
        self._in_menu = frozenset(page.path for page in menu.pages)
        self._quickly = Quickly(_Bare(pages), menu.layout.permalink) if menu.quick else None
        self._filling = Filling(frames, menu.layout.rows, menu.layout.is_deep)

    def render(self, sources: Mapping[str, bytes]) -> Iterator[tuple[str, Rendition]]:
        """Pages by path, from their Markdown. KeyError for one that was not there before."""
        contents = {path: self._content(path, source.decode()) for path, source in sources.items()}
        for path, content in contents.items():
            yield path, Rendition(f"{address(path)}index.html", self._html(path, content), content.notes)

    def _content(self, path: str, source: str) -> Content:
        with time_limit():
            head = split_quickly(source) if self._quickly else None
            quick = self._quickly.content(path, *head) if self._quickly and head else None
        if quick is not None:
            return quick
        contents = self._press.contents  # what takes a while to load is no fault of the page's
        with time_limit():
            return contents.content(path, source)

    def _html(self, path: str, content: Content) -> bytes:
        html = self._filling.html(content, in_menu=path in self._in_menu)
        return self._press.by_theme(content) if html is None else encoded(html)

    @cached_property
    def _press(self) -> PreparedMkDocs:
        from generator.publish.mkdocs_driver.files import theme_files  # noqa: PLC0415 -- see the class
        from generator.publish.mkdocs_driver.prepared import PreparedMkDocs  # noqa: PLC0415

        config, menu = self._load(), self._menu
        config.nav = menu.nav
        prepared = PreparedMkDocs(config, self._pages, self._others, theme_files(config))
        prepared.contents.quick = menu.quick
        for told in menu.pages:
            page = prepared.in_menu[told.path]
            page.meta, page.markdown, page.content = dict(told.meta), "", ""
            page._title_from_render = told.title
        return prepared


class _Bare(Mapping[str, str]):
    """The addresses of those pages of which they are bare, looked up one by one."""

    def __init__(self, pages: Collection[str]) -> None:
        self._pages = pages

    def __getitem__(self, path: str) -> str:
        found = address(path)
        if path not in self._pages or not is_bare(found):
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return (path for path in self._pages if is_bare(address(path)))

    def __len__(self) -> int:
        return sum(1 for _ in self)
