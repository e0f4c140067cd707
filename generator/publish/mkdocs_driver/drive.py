"""The whole site from a generated folder, as ``mkdocs.commands.build.build`` makes it with our plugin."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import TemplateNotFound
from mkdocs.commands.build import _build_theme_template
from msgspec.structs import replace

from generator.publish.config.mkdocs_yml import load
from generator.publish.config.settings import PLUGIN, Given
from generator.publish.generated.folder import contents, digest, digest_of
from generator.publish.generated.made import Made
from generator.publish.html.links import Notes
from generator.publish.mkdocs_driver.files import theme_files
from generator.publish.mkdocs_driver.filling import Frame
from generator.publish.mkdocs_driver.prepared import PreparedMkDocs
from generator.publish.mkdocs_driver.probe import quick_is_right
from generator.publish.mkdocs_driver.quickly import Content
from generator.publish.mkdocs_driver.record import Layout, Menu, MenuPage, Past, Record, Rendered
from generator.publish.mkdocs_driver.version import Version
from generator.publish.mkdocs_driver.worker_faults import reporting_faults
from generator.publish.plugin import Hooks
from generator.publish.processes.time_limit import time_limit
from generator.publish.processes.workers import Task, WorkerPool

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

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


class Sheet(NamedTuple):
    """A page to be rendered far from here: its path in the generated folder, and its Markdown."""

    path: str
    data: bytes


class Printed(NamedTuple):
    """A page that was rendered far from here."""

    path: str
    html: bytes
    notes: Notes


class Chunk(NamedTuple):
    """Some pages that were rendered: what each links to, by path, and the frames that were made for them."""

    notes: list[tuple[str, Notes]]
    frames: Mapping[Hashable, Frame | None]


class Parcel(NamedTuple):
    """The same, far from here."""

    pages: list[Printed]
    frames: Mapping[Hashable, Frame | None]


class Drive:
    """One build: MkDocs' configuration, theme and menu, loaded once, for any number of pages.

    Pickled, it is what it loads them from: see :func:`_driven`.
    """

    def __init__(self, config: MkDocsConfig, hooks: Hooks, made: Made, form: str = "") -> None:
        """``form`` stands for all that goes into every page: see :class:`Record`."""
        self._form = form
        self._notes: dict[str, Notes] = {}
        self._of_menu: dict[str, Content] = {}
        self._config = config = config.plugins.on_config(config)
        self._hooks = hooks
        self._made = made
        kept = [file for file in theme_files(config) if file.src_uri not in made.files and file.src_uri != _NOT_OURS]
        self._theme_files = kept
        self._press = prepared = PreparedMkDocs(config, made.pages, made.files.keys() - set(made.pages), kept)
        prepared.contents.quick = quick_is_right(prepared.contents)
        self._addresses, self._others, self._in_menu = prepared.addresses, prepared.others, prepared.in_menu
        self._version = Version(config.site_dir)
        self._digests: dict[str, str] = {}

    def __reduce__(self) -> tuple[Callable[..., Drive], tuple[Given, Made]]:
        config, made = self._config, self._made
        given = Given(Path(config.config_file_path).absolute(), config.docs_dir, site_url=config.site_url)
        files = {path: contents(made.files[path]) if path in self._in_menu else b"" for path in made.files}
        return _driven, (given, replace(made, files=files))

    def site(self, pool: WorkerPool, past: Past | None = None) -> Iterator[int]:
        """Write the site into ``config.site_dir``. Yields how many pages are done.

        ``past`` tells of the site that stands: whatever would be the same is taken over.

        WorkerFaultError where a worker met something that only this process can tell of: then call it again, with one.
        """
        before = past.record if past else None
        version = self._version = Version(
            self._config.site_dir, before, is_linked_copy=past is not None and past.is_linked_copy
        )
        menu = self.fill_menu()
        for path, noted in menu.items():
            self._hooks.note(path, self._addresses[path], noted)
        files = {*map(self._press.file, self._addresses), *self._others}
        of_theme = [file.dest_uri for file in self._theme_files]
        is_linked_copy = version.begin(self._menu_form(), self._addresses, files, of_theme)
        kept = dict(self._taken_over(before)) if before is not None else {}
        for path, noted in kept.items():
            self._hooks.note(path, self._addresses[path], noted)
        rest = [path for path in self._addresses if path not in self._in_menu and path not in kept]
        done = len(self._in_menu) + len(kept)
        yield done
        frames = self._press.frames
        if before is not None and before.form == self._menu_form():
            frames.known.update(before.frames)
        task = Task(self._chunk, self._apart, self._far, self._sheets, self._printed)
        for chunk in pool.spread(task, rest):
            frames.known.update(chunk.frames)
            for path, noted in chunk.notes:
                self._hooks.note(path, self._addresses[path], noted)
                kept[path] = noted
            done += len(chunk.notes)
            yield done
        self._config.plugins.on_env(self._press.env, config=self._config, files=self._press.files)
        self._static(of_theme=not is_linked_copy)
        for path in self._in_menu:
            self._hooks.current = path
            version.write(self._press.file(path), self._press.html(self._of_menu[path]))
        self._notes = kept | menu

    def fill_menu(self) -> dict[str, Notes]:
        """Give the pages of the menu their contents, and so their titles; what they link to, by path."""
        self._of_menu = {path: self._read(path, contents(self._made.files[path])) for path in self._in_menu}
        for path, content in self._of_menu.items():
            self._press.theme.fill(self._in_menu[path], content)
        return {path: content.notes for path, content in self._of_menu.items()}

    def record(self, site: Path) -> Record:
        """What was rendered, for the next build: ``site`` is where the site will stand."""
        version = self._version
        pages = {
            path: Rendered(self._digest(path), noted, version.identity(self._press.file(path)))
            for path, noted in self._notes.items()
            if not noted.broken
        }
        others = {path: (self._digest(path), version.identity(path)) for path in self._others if self._digest(path)}
        in_menu = (MenuPage(path, dict(page.meta), page._title_from_render) for path, page in self._in_menu.items())
        made, frames = self._press.contents, self._press.frames
        layout = Layout(made.permalink, frames.rows, frames.is_deep)
        menu = Menu(self._config.nav, tuple(in_menu), made.quick, layout)
        return Record(
            self._menu_form(),
            os.fspath(site),
            pages,
            others,
            sum=version.sum,
            menu=menu,
            frames=frames.known,
            changed=version.changed,
        )

    def _menu_form(self) -> str:
        """What stands for all that goes into every page, the menu with its titles among it."""
        menu = [(page.file.src_uri, page.title, page.url) for page in self._press.nav.pages]
        return f"{self._form} {digest(repr((menu, self._config.site_url)).encode())}"

    def _taken_over(self, before: Record) -> Iterator[tuple[str, Notes]]:
        """The pages of the site that stands that are in this one now, as they were."""
        for path, page in before.pages.items():
            if path not in self._addresses or path in self._in_menu or page.digest != self._digest(path):
                continue
            if page.notes.files <= self._others and self._version.takes_page(page, self._press.file(path)):
                yield path, page.notes

    def _digest(self, path: str) -> str:
        found = self._digests.get(path)
        if found is None:
            found = self._digests[path] = digest_of(self._made.files[path])
        return found

    def _apart(self, paths: Sequence[str]) -> Chunk:
        """As :meth:`_chunk`, in a process apart, whose faults and warnings nobody would hear of."""
        with reporting_faults(self._hooks):
            return self._chunk(paths)

    def _chunk(self, paths: Sequence[str]) -> Chunk:
        """Write some pages."""
        noted = []
        for path in paths:
            content = self._read(path, contents(self._made.files[path]))
            self._version.write(self._press.file(path), self._press.html(content))
            noted.append((path, content.notes))
        return Chunk(noted, self._press.frames.fresh())

    def _sheets(self, paths: Sequence[str]) -> list[Sheet]:
        """What :meth:`_far` takes for :meth:`_chunk`'s paths."""
        return [Sheet(path, contents(self._made.files[path])) for path in paths]

    def _far(self, sheets: Sequence[Sheet]) -> Parcel:
        """As :meth:`_apart`, where neither the generated folder nor the site is at hand."""
        with reporting_faults(self._hooks):
            read = (self._read(*sheet) for sheet in sheets)
            pages = [Printed(content.path, self._press.html(content), content.notes) for content in read]
        return Parcel(pages, self._press.frames.fresh())

    def _printed(self, parcel: Parcel) -> Chunk:
        """Write what :meth:`_far` gives; what :meth:`_chunk` says of it."""
        for page in parcel.pages:
            self._version.write(self._press.file(page.path), page.html)
        return Chunk([(page.path, page.notes) for page in parcel.pages], parcel.frames)

    def _read(self, path: str, data: bytes) -> Content:
        self._hooks.current = path
        with time_limit() if path in self._made.origins else nullcontext():  # what we wrote ourselves may be long
            return self._press.contents.content(path, data.decode())

    def _static(self, *, of_theme: bool) -> None:
        """Everything that isn't a page: the theme's files, ours, and the page for addresses that aren't there."""
        self._hooks.current = ""
        for file in self._theme_files if of_theme else ():
            if not file.is_documentation_page():
                file.copy_file()
        for path, made in self._made.files.items():
            if path not in self._addresses and not self._version.takes(path, self._digest(path)):
                self._version.put(path, made)
        for template in self._config.theme.static_templates if of_theme else ():
            _build_theme_template(template, self._press.env, self._press.files, self._config, self._press.nav)


def _driven(given: Given, made: Made) -> Drive:
    """A drive far from the build's: of the files of ``made`` only the pages of the menu need be as they are."""
    config = load(given)
    hooks = config.plugins[PLUGIN]
    assert isinstance(hooks, Hooks)
    hooks.supply(made)
    drive = Drive(config, hooks, made)
    drive.fill_menu()
    return drive
