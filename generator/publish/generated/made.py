"""Everything that a build has made before MkDocs sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.pages.addresses import address
from generator.publish.generated.folder import Files
from generator.publish.html.origins import Origin


class Made(Struct, frozen=True):
    """The generated folder, and where its pages' texts come from. ``stories`` is how many are published."""

    root: str  # the content folder as problems name it
    files: Files
    origins: Mapping[str, Origin]
    stories: int

    @property
    def addresses(self) -> frozenset[str]:
        """Where the site has a page, redirects among them: folders of the site that have an ``index.html``."""
        return addresses_of(self.files)

    @property
    def pages(self) -> tuple[str, ...]:
        """The Markdown pages among the files, by path."""
        return tuple(path for path in self.files if path.endswith(".md"))


def addresses_of(files: Iterable[str]) -> frozenset[str]:
    """The folders of a site that have an ``index.html``, by the files that it is made from."""
    pages = {
        address(path).rstrip("/") if path.endswith(".md") else path.removesuffix("index.html").rstrip("/")
        for path in files
        if path.endswith((".md", "/index.html"))
    }
    return frozenset(page or "." for page in pages)
