"""Python-Markdown with the extensions of ``mkdocs.yml`` and MkDocs' own, set up once for all pages.

``mkdocs.structure.pages.Page.render`` sets it up anew for each page, which takes longer than most pages.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import markdown
from mkdocs.structure.pages import (
    _ExtractTitleTreeprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import TableOfContents, get_toc

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files


class Converted(NamedTuple):
    """What Python-Markdown made of a text: not yet clean."""

    html: str
    toc: TableOfContents
    title: str | None


class PythonMarkdown:
    """Converts one page after the other."""

    def __init__(self, config: MkDocsConfig, files: Files) -> None:
        self._config = config
        self._files = files

    @cached_property
    def _engine(self) -> markdown.Markdown:
        return markdown.Markdown(
            extensions=self._config["markdown_extensions"], extension_configs=self._config["mdx_configs"] or {}
        )

    def convert(self, file: File, text: str) -> Converted:
        """The page whose file in the generated folder is ``file``."""
        engine = self._engine.reset()
        _RelativePathTreeprocessor(file, self._files, self._config)._register(engine)
        title = _ExtractTitleTreeprocessor()
        title._register(engine)
        html = engine.convert(text)
        return Converted(html, get_toc(getattr(engine, "toc_tokens", [])), title.title)
