"""MkDocs, set up once to render any number of pages: its files, its menu, its theme, and what is the same on each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation

from generator.pages.addresses import address
from generator.publish.markdown.compiled_templates import compiled
from generator.publish.mkdocs_driver.contents import Contents
from generator.publish.mkdocs_driver.contexts import Theme
from generator.publish.mkdocs_driver.files import LazyFiles
from generator.publish.mkdocs_driver.filling import encoded
from generator.publish.mkdocs_driver.frames import Frames
from generator.publish.mkdocs_driver.quickly import Content

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class PreparedMkDocs:
    """What pages are rendered with."""

    def __init__(
        self, config: MkDocsConfig, pages: Iterable[str], others: Collection[str], of_theme: Iterable[File]
    ) -> None:
        """``pages`` and ``others`` are all files of the generated folder, ``of_theme`` those that the theme brings."""
        self.env = config.theme.get_env()
        self.env.bytecode_cache = compiled("theme")
        self.addresses = {path: address(path) for path in pages}
        self.others = frozenset(others)
        self.files = LazyFiles(config, self.others | self.addresses.keys(), Files(list(of_theme)))
        self.nav = get_navigation(self.files, config)
        self.contents = Contents(config, self.files, self.addresses, self.others)
        self.theme = Theme(config, self.env, self.nav, [page.file for page in self.nav.pages])
        self.in_menu = {page.file.src_uri: page for page in self.nav.pages}
        self.frames = Frames(self.theme)

    def file(self, path: str) -> str:
        """A page's file on the site."""
        return f"{self.addresses[path]}index.html"

    def html(self, content: Content) -> bytes:
        """A page, in the menu or not."""
        return encoded(self.frames.html(content, self.in_menu.get(content.path)))

    def by_theme(self, content: Content) -> bytes:
        """The same, where few are to be had."""
        return encoded(self.frames.by_theme(content, self.in_menu.get(content.path)))


__all__ = ["PreparedMkDocs"]
