"""The MkDocs plugin: from a generated folder to a clean site whose links all lead somewhere.

``mkdocs build``, ``mkdocs serve`` and ``cuttings build`` all go through these hooks. The plugin puts
the generated files in the place of those of ``docs_dir``, in memory: the content folder stays the
folder that MkDocs watches, and nothing that a build writes sets off another one.
"""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.pages.addresses import address
from generator.problems import Problem, has_errors
from generator.publish.config.mkdocs_yml import escape_names, refuse_unfit, settings_of
from generator.publish.config.settings import Settings
from generator.publish.errors import BuildFailedError, ContentRefusedError, RefusedError
from generator.publish.generated.docs_dir import nav_of, write_generated
from generator.publish.generated.folder import Held, Stored, contents, refuse_foreign
from generator.publish.generated.made import Made
from generator.publish.html.cleaning import clean, plain_title
from generator.publish.html.links import BrokenLink, LinkBook, Notes
from generator.publish.html.origins import link_problem
from generator.publish.html.tables import labelled
from generator.publish.processes.time_limit import TimeLimit
from generator.publish.swap.release import mark

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

log = get_plugin_logger("cuttings")

_SHOWN = 5  # of our own pages' broken links: one fault of ours stands on thousands of pages


class Options(Config):
    """What ``mkdocs.yml`` may say under ``plugins: - cuttings:``."""

    build_dir = config_options.Type(str, default="build")
    tag = config_options.Optional(config_options.Type(str))  # publish.site.Site says what it is for
    tip = config_options.Optional(config_options.Type(str))  # the line below each story that asks for tips
    admin = config_options.Optional(config_options.Type((dict, bool)))  # the browser form: publish.admin.switch


class NothingBuiltError(Abort):
    """The build ended before it touched the site."""


class RefusedBuildError(Abort):
    """What is a ``RefusedError`` for ``cuttings build``."""

    code = exit_code = 2


class Hooks(BasePlugin[Options]):
    """Everything but the making, which lies to the left of this room: a subclass says how."""

    def __init__(self) -> None:
        self._supplied: Made | None = None
        self._made: Made | None = None
        self._book = LinkBook(frozenset(), frozenset())
        self.page_done: Callable[[], None] = lambda: None
        self.time_limit = TimeLimit()
        self.current = ""  # the page that is being rendered, for whoever has to say where rendering failed

    @abstractmethod
    def make(self, settings: Settings, today: date) -> tuple[Made | None, tuple[Problem, ...]]:
        """The generated folder, or None where the content has problems."""

    def supply(self, made: Made) -> None:
        """Render this, instead of making it: for whoever has checked and made it already."""
        self._supplied = made

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._made = self._supplied or self._make(config)
        pages = [path for path in self._made.files if path.endswith(".md")]
        others = self._made.files.keys() - set(pages)
        self._book = LinkBook(frozenset(map(address, pages)), frozenset(others))
        config.nav = nav_of(config.nav, self._made)
        escape_names(config)
        config.theme.static_templates.discard("sitemap.xml")  # MkDocs' own dates every page with the day of the build
        return config

    def _make(self, config: MkDocsConfig) -> Made:
        try:
            refuse_unfit(config)
            settings = settings_of(config)
            refuse_foreign(settings.docs_dir)
        except RefusedError as refused:
            raise RefusedBuildError(str(refused)) from None
        made, problems = self.make(settings, datetime.now(UTC).date())
        for problem in problems:
            (log.error if problem.severity == "error" else log.info)(str(problem))
        if made is None or has_errors(problems):
            raise NothingBuiltError("The content has problems; nothing was built.")
        write_generated(settings, made)
        return made

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        assert self._made is not None
        kept = [file for file in files if file.src_dir != config.docs_dir and file.src_uri not in self._made.files]
        generated = [_file(config, path, made) for path, made in sorted(self._made.files.items())]
        return Files([*generated, *(file for file in kept if file.src_uri != "sitemap.xml")])

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        self.current = page.file.src_uri
        if self._supplied is not None and self.current in self._supplied.origins:
            self.time_limit.begin()
        return page

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        cleaned = labelled(clean(html))
        self.time_limit.end_in_time()
        _plain_titles(page.toc)
        self._book.note(page.file.src_uri, address(page.file.src_uri), cleaned)
        self.page_done()
        return cleaned

    def note(self, page: str, address: str, notes: Notes) -> None:
        """Note what a page links to, for whoever renders pages without MkDocs' build."""
        self._book.add(page, address, notes)
        self.page_done()

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        self.current = ""
        broken = self._book.broken()
        if broken:
            self._refuse(broken)
        return env

    def _refuse(self, broken: tuple[BrokenLink, ...]) -> None:
        """Say where the links were written. Abort under plain MkDocs, else what the caller can tell apart."""
        assert self._made is not None
        found = [(link, link_problem(link, self._made.root, self._made.origins.get(link.page))) for link in broken]
        problems = tuple(problem for _, problem in found if problem is not None)
        ours = [f"{link.page} links to {link.target}, which isn't there" for link, problem in found if problem is None]
        if self._supplied is not None:
            if problems:
                raise ContentRefusedError(problems)
            raise BuildFailedError(f"{len(ours)} broken links in generated pages: {'; '.join(ours[:_SHOWN])}")
        for line in (*map(str, problems), *ours[:_SHOWN]):
            log.error(line)
        raise Abort("The site has links that lead nowhere; nothing was built.")

    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        self.page_done()
        return output

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
        """Keep the last good pages where a saved file has problems; MkDocs' server would answer nothing."""
        build = server.builder

        def build_or_keep() -> None:
            try:
                build()
            except NothingBuiltError as error:
                log.error(error.format_message())

        server.builder = build_or_keep
        return server

    def on_post_build(self, config: MkDocsConfig) -> None:
        if self._supplied is None:
            mark(Path(config.site_dir))
        self._made = None


def _file(config: MkDocsConfig, path: str, made: Held) -> File:
    if isinstance(made, Stored):
        stored = os.fspath(made.path)
        return File.generated(config, path, abs_src_path=stored, inclusion=InclusionLevel.INCLUDED)
    return File.generated(config, path, content=contents(made), inclusion=InclusionLevel.INCLUDED)


def _plain_titles(items: Iterable[AnchorLink]) -> None:
    """The theme prints the titles of a table of contents as they are."""
    for item in items:
        item.title = plain_title(item.title)
        _plain_titles(item.children)
