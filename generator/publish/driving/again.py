"""Some pages of a site, rendered again where nothing has changed that is the same on every page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.driving.contents import Content
from generator.publish.driving.files import theme_files
from generator.publish.driving.press import Press
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
        self._press = Press(config, pages, others, theme_files(config))
        self._press.contents.quick = menu.quick
        for told in menu.pages:
            page = self._press.in_menu[told.path]
            page.meta, page.markdown, page.content = dict(told.meta), "", ""
            page._title_from_render = told.title

    def render(self, sources: Mapping[str, bytes]) -> Iterator[tuple[str, Rendition]]:
        """Pages by path, from their Markdown. KeyError for one that was not there before."""
        press = self._press
        contents = {path: self._content(path, source) for path, source in sources.items()}
        for path, content in contents.items():
            html = press.in_menu_html(path, content) if path in press.in_menu else press.html(content)
            yield path, Rendition(press.file(path), html, content.notes)

    def _content(self, path: str, source: bytes) -> Content:
        with patience():
            return self._press.contents.content(path, source.decode())
