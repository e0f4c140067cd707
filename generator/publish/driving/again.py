"""Some pages of a site, rendered again where nothing has changed that is the same on every page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from mkdocs.structure.files import Files
from mkdocs.structure.nav import get_navigation

from generator.pages.addresses import address
from generator.publish.compiled import compiled
from generator.publish.driving.contents import Content, Contents
from generator.publish.driving.contexts import Theme
from generator.publish.driving.files import LazyFiles, theme_files
from generator.publish.driving.frames import Frames
from generator.publish.driving.record import Menu
from generator.publish.links import Notes
from generator.publish.patience import patience

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class Rendition(NamedTuple):
    """A page: its file on the site, and what it links to."""

    file: str
    html: bytes
    notes: Notes


class Again:
    """MkDocs' configuration, theme and menu as another build had them, for any number of pages."""

    def __init__(self, config: MkDocsConfig, menu: Menu, pages: Collection[str], others: Collection[str]) -> None:
        """``menu`` is that of the build that rendered the others; ``pages`` and ``others`` are all files there are."""
        config.nav = menu.nav
        env = config.theme.get_env()
        env.bytecode_cache = compiled("theme")
        self._addresses = {path: address(path) for path in pages}
        files = LazyFiles(config, frozenset(pages), Files(list(theme_files(config))))
        nav = get_navigation(files, config)
        self._contents = Contents(config, files, self._addresses, frozenset(others))
        self._contents.quick = menu.quick
        self._theme = Theme(config, env, nav, [page.file for page in nav.pages])
        self._frames = Frames(self._theme)
        self._menu = {page.file.src_uri: page for page in nav.pages}
        for told in menu.pages:
            page = self._menu[told.path]
            page.meta, page.markdown, page.content = dict(told.meta), "", ""
            page._title_from_render = told.title

    def render(self, sources: Mapping[str, bytes]) -> Iterator[tuple[str, Rendition]]:
        """Pages by path, from their Markdown. KeyError for one that was not there before."""
        contents = {path: self._content(path, source) for path, source in sources.items()}
        for path, content in contents.items():
            page = self._menu.get(path)
            html = self._theme.html(self._theme.fill(page, content)) if page else self._frames.html(content)
            file = f"{self._addresses[path]}index.html"
            yield path, Rendition(file, html.encode("utf-8", errors="xmlcharrefreplace"), content.notes)

    def _content(self, path: str, source: bytes) -> Content:
        with patience():
            return self._contents.content(path, source.decode())
