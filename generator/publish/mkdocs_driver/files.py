"""Pages and other files of the generated folder in MkDocs' own form, made when somebody asks for them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.publish.config.settings import PLUGIN

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def page_file(config: MkDocsConfig, path: str) -> File:
    """A file of the generated folder, without what it holds."""
    file = File(path, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.INCLUDED)
    file.generated_by = PLUGIN
    file._content = b""
    return file


class _Shown(Environment):
    """A theme's environment as far as MkDocs asks it which files there are: those in no hidden folder.

    The hidden ones are icons, over ten thousand, and MkDocs leaves them all out, after a look at each.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        super().__init__(autoescape=True)
        self._folders = folders

    def list_templates(
        self,
        extensions: Collection[str] | None = None,  # noqa: ARG002 -- what Jinja says it is called with
        filter_func: Callable[[str], bool] | None = None,
    ) -> list[str]:
        names = {name for folder in self._folders for name in _names(folder)}
        return sorted(filter(filter_func, names))


def _names(folder: str) -> Iterator[str]:
    for parent, inside, names in os.walk(folder):
        inside[:] = [name for name in inside if not name.startswith(".")]
        below = os.path.relpath(parent, folder).replace(os.sep, "/")
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def theme_files(config: MkDocsConfig) -> Files:
    """The files that the theme brings to the site."""
    files = Files([])
    files.add_files_from_theme(_Shown(config.theme.dirs), config)
    return files


class LazyFiles(Files):
    """All files of the site, made into MkDocs' own kind one by one, when somebody asks for them."""

    def __init__(self, config: MkDocsConfig, paths: frozenset[str], others: Files) -> None:
        """``paths`` are those of generated files; ``others`` come from the theme."""
        super().__init__(others)
        self._config = config
        self._paths = paths

    def get_file_from_path(self, path: str) -> File | None:
        found = super().get_file_from_path(path)
        if found is None and path in self._paths:
            found = page_file(self._config, path)
            self.append(found)
        return found
