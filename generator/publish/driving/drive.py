"""The whole site from a generated folder, as ``mkdocs.commands.build.build`` makes it with our plugin."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound
from mkdocs.commands.build import _build_theme_template
from mkdocs.structure.files import Files
from mkdocs.structure.nav import get_navigation

from generator.pages.addresses import address
from generator.publish.driving.contents import Content, Contents
from generator.publish.driving.contexts import Theme
from generator.publish.driving.files import LazyFiles
from generator.publish.driving.frames import Frames
from generator.publish.driving.probe import quick_is_right
from generator.publish.folder import contents
from generator.publish.links import Notes
from generator.publish.made import Made
from generator.publish.patience import patience
from generator.publish.settings import listening
from generator.publish.workers import spread

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from generator.publish.plugin import Hooks

_NOT_OURS = "sitemap.xml"  # MkDocs' own dates every page with the day of the build


def can_drive(config: MkDocsConfig) -> bool:
    """Whether nobody but our plugin has a say in what becomes of pages, so that this module may take MkDocs' place."""
    alone = len(config.plugins) == 1 and not config.hooks and not config.extra_templates
    return alone and config.use_directory_urls and not config.repo_url and not config.edit_uri and _has_frames(config)


def _has_frames(config: MkDocsConfig) -> bool:
    try:
        config.theme.get_env().get_template("partials/toc-item.html")
    except TemplateNotFound:
        return False
    return True


class StumbledError(Exception):
    """A worker can't go on, or has heard a warning."""


class _Stumbles:
    """Whatever others' code raises in a worker becomes what can be told across processes."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, OSError):
            raise StumbledError from None


class Drive:
    """One build: MkDocs' configuration, theme and menu, loaded once, for any number of pages."""

    def __init__(self, config: MkDocsConfig, hooks: Hooks, made: Made) -> None:
        self._config = config = config.plugins.on_config(config)
        self._hooks = hooks
        self._made = made
        self._env = config.theme.get_env()
        theme_files = Files([])
        theme_files.add_files_from_theme(self._env, config)
        kept = [file for file in theme_files if file.src_uri not in made.files and file.src_uri != _NOT_OURS]
        self._theme_files = kept
        addresses = {path: address(path) for path in made.pages}
        self._addresses = addresses
        others = frozenset(made.files.keys() - addresses.keys())
        self._files = LazyFiles(config, frozenset(made.files), Files(kept))
        self._nav = get_navigation(self._files, config)
        self._contents = Contents(config, self._files, addresses, others)
        self._contents.quick = quick_is_right(self._contents)
        self._theme = Theme(config, self._env, self._nav, [page.file for page in self._nav.pages])
        self._frames = Frames(self._theme)
        self._in_menu = {page.file.src_uri: page for page in self._nav.pages}

    def site(self, jobs: int) -> Iterator[int]:
        """Write the site into ``config.site_dir``, an empty folder. Yields how many pages are done.

        StumbledError where a worker met something that only this process can tell of: then call it again, with one.
        """
        for path in self._in_menu:
            self._theme.fill(self._in_menu[path], self._content(path))
        rest = [path for path in self._addresses if path not in self._in_menu]
        done = len(self._in_menu)
        for notes in spread(self._chunk if jobs < 2 else self._apart, rest, jobs):
            for path, noted in notes:
                self._hooks.note(path, self._addresses[path], noted)
            done += len(notes)
            yield done
        self._config.plugins.on_env(self._env, config=self._config, files=self._files)
        self._static()
        for path, page in self._in_menu.items():
            self._hooks.current = path
            self._write_page(path, self._theme.html(page))

    def _apart(self, paths: Sequence[str]) -> list[tuple[str, Notes]]:
        """As :meth:`_chunk`, in a process apart, whose faults and warnings nobody would hear of."""
        with listening() as heard, _Stumbles():
            made = self._chunk(paths)
        if heard.messages:
            raise StumbledError
        return made

    def _chunk(self, paths: Sequence[str]) -> list[tuple[str, Notes]]:
        """Write some pages; what they link to."""
        noted = []
        for path in paths:
            content = self._read(path)
            self._write_page(path, self._frames.html(content))
            noted.append((path, content.notes))
        return noted

    def _content(self, path: str) -> Content:
        content = self._read(path)
        self._hooks.note(path, self._addresses[path], content.notes)
        return content

    def _read(self, path: str) -> Content:
        self._hooks.current = path
        with patience():
            return self._contents.content(path, contents(self._made.files[path]).decode())

    def _write_page(self, path: str, html: str) -> None:
        self._write(f"{self._addresses[path]}index.html", html.encode("utf-8", errors="xmlcharrefreplace"))

    def _static(self) -> None:
        """Everything that isn't a page: the theme's files, ours, and the page for addresses that aren't there."""
        self._hooks.current = ""
        for file in self._theme_files:
            if not file.is_documentation_page():
                file.copy_file()
        for path, made in self._made.files.items():
            if path not in self._addresses:
                self._write(path, contents(made))
        for template in self._config.theme.static_templates:
            _build_theme_template(template, self._env, self._files, self._config, self._nav)

    def _write(self, path: str, data: bytes) -> None:
        whole = f"{self._config.site_dir}/{path}"
        try:
            file = open(whole, "wb")  # noqa: PTH123, SIM115 -- a Path for each of 40,000 files would take a second
        except FileNotFoundError:
            os.makedirs(whole.rpartition("/")[0], exist_ok=True)  # noqa: PTH103
            file = open(whole, "wb")  # noqa: PTH123, SIM115
        with file:
            file.write(data)
