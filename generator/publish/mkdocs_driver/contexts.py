"""A page as MkDocs hands it to the theme, rendered by the theme's own template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mkdocs.commands.build import get_context
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from generator.publish.mkdocs_driver.files import page_file
from generator.publish.mkdocs_driver.filling import nested
from generator.publish.mkdocs_driver.quickly import Content

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
    from mkdocs.structure.nav import Navigation


class Theme:
    """Renders whole pages as stock MkDocs does (``mkdocs.commands.build._build_page``)."""

    def __init__(self, config: MkDocsConfig, env: jinja2.Environment, nav: Navigation, files: Sequence[File]) -> None:
        self.config = config
        self.env = env
        self.nav = nav
        self._files = files

    def page(self, content: Content) -> Page:
        """A page of its own for one that no menu names."""
        file = page_file(self.config, content.path)
        return self.fill(Page(None, file, self.config), content)

    @staticmethod
    def fill(page: Page, content: Content) -> Page:
        """Give a page its content."""
        page.markdown, page.meta = content.markdown, content.meta
        page.content = content.html
        page._title_from_render = content.title
        page.toc = TableOfContents(nested(content.headings))
        if page.toc.items:
            page.toc.items[0].active = True  # type: ignore[attr-defined]
        return page

    def html(self, page: Page) -> str:
        """The whole page."""
        page.active = True
        try:
            context = get_context(self.nav, self._files, self.config, page)
            return self.env.get_template(str(page.meta.get("template", "main.html"))).render(context)
        finally:
            page.active = False
