"""An ordinary page that was edited, filed by whom the archive has on file, without a look at the stories."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.archive.debuts import OnFile
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.fitting import Slugs, links_anew
from generator.archive.model import Archive, Ref
from generator.read.model import OrdinaryPage


class Repaged(Struct, frozen=True):
    """An ordinary page before and now, and where the links in its text lead."""

    was: OrdinaryPage
    page: OrdinaryPage
    links: Mapping[tuple[Ref, str], Ref]

    @property
    def ref(self) -> Ref:
        """The page, as the archive knows it."""
        return Ref("page", self.page.slug)


def repaged(archive: Archive, on_file: OnFile, slugs: Slugs, page: OrdinaryPage) -> Repaged:
    """A page as it is now.

    NeedsFullBuildError for a new one, for one of another title, which the menu may show, and where only all stories
    together can tell where a link leads.
    """
    was = archive.pages.get(page.slug)
    if was is None or (was.path, was.title) != (page.path, page.title):
        raise NeedsFullBuildError(page.path)
    links = links_anew(archive, on_file.owners, slugs, page.wikilinks)
    return Repaged(was, page, {(Ref("page", page.slug), target): to for target, to in links.items()})
