"""Pages and other files of the generated folder in MkDocs' own form, made when somebody asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, InclusionLevel

from generator.publish.settings import PLUGIN

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def page_file(config: MkDocsConfig, path: str) -> File:
    """A file of the generated folder, without what it holds."""
    file = File(path, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.INCLUDED)
    file.generated_by = PLUGIN
    file._content = b""
    return file


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
