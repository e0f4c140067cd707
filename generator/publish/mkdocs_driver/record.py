"""What the last build rendered: a page whose Markdown and surroundings are the same is not rendered again.

Its file is taken over from the site that stands, as another name of the same file, and only while that
file is the very one that the build wrote.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Hashable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from msgspec import Struct, field
from msgspec.structs import replace

from generator.pages.addresses import address
from generator.publish.generated.folder import Identity, identity
from generator.publish.generated.made import addresses_of
from generator.publish.html.links import Notes
from generator.publish.swap.release import MARKER, SUM, sum_of

if TYPE_CHECKING:  # that loads MkDocs
    from generator.publish.mkdocs_driver.filling import Frame, SlotRows
    from generator.publish.mkdocs_driver.front import MetaData

_MOST_GONE = 40  # pages that a look at every page looks for


class Rendered(NamedTuple):
    """A page that was rendered: of what Markdown, what it links to, and its file by number, time and size."""

    digest: str
    notes: Notes
    file: Identity


class MenuPage(NamedTuple):
    """What the menu, which stands on every page, is told of one of its own."""

    path: str
    meta: MetaData
    title: str | None  # what MkDocs found in its text


class Layout(NamedTuple):
    """What else is the same on every page, or nearly: see :class:`Filling` and :class:`Quickly` beside this module."""

    permalink: str
    rows: SlotRows
    is_deep: bool


class Menu(NamedTuple):
    """The menu that a build had: as ``nav`` of ``mkdocs.yml`` says it, its pages, and how all pages were laid out."""

    nav: Any
    pages: tuple[MenuPage, ...]
    quick: bool  # whether the quick way of rendering content was right
    layout: Layout


class Record(Struct, frozen=True):
    """One build, with its pages by their paths in the generated folder, those of the menu too.

    ``form`` stands for all that goes into every page.
    """

    form: str
    site: str  # its folder
    pages: Mapping[str, Rendered]
    others: Mapping[str, tuple[str, Identity]]  # files that are no pages: what stands for what they hold, and the file
    marker: Identity = (0, 0, 0)  # of the site, once it stands
    sum: int = 0  # of the site's files; until then, of all but that
    menu: Menu | None = None
    frames: Mapping[Hashable, Frame | None] = field(default_factory=dict)  # of pages, by their shape
    changed: frozenset[str] | None = None  # until it stands: the files that aren't the version's before, if that's sure

    @property
    def addresses(self) -> frozenset[str]:
        """Where the site has a page: see :func:`generator.publish.generated.made.addresses_of`."""
        return addresses_of((*self.pages, *self.others))

    @property
    def files(self) -> frozenset[str]:
        """All files that were rendered, below the site."""
        return frozenset((*(f"{address(path)}index.html" for path in self.pages), *self.others))

    @property
    def digests(self) -> Mapping[str, str]:
        """What each file of the generated folder holds."""
        told = {path: page.digest for path, page in self.pages.items()}
        return told | {path: each for path, (each, _) in self.others.items()}

    def bare(self) -> Record:
        """The same without its pages, files and frames."""
        return replace(self, pages={}, others={}, frames={})

    def published(self) -> Record:
        """The same, now that the site stands and has its marker. OSError if it doesn't."""
        marker = f"{self.site}/{MARKER}"
        return replace(self, marker=identity(marker), sum=(self.sum + sum_of(marker)) & SUM, changed=None)

    def stands(self, site: Path) -> bool:
        """Whether it is of the site that stands there."""
        try:
            return self.site == os.fspath(site) and self.marker == identity(f"{site}/{MARKER}")
        except OSError:
            return False

    def names_gone(self, pages: Collection[str]) -> frozenset[bytes] | None:
        """What every link to a page that this build had, and the next one hasn't, holds: the end of its address.

        None where those are too many to look for.
        """
        gone = [path for path in self.pages if path not in pages]
        names = {address(path).rstrip("/").rpartition("/")[2] for path in gone}
        if len(names) > _MOST_GONE or "" in names:
            return None
        return frozenset(spelt.encode() for name in names for spelt in (name, quote(name)))


class Past(NamedTuple):
    """What a build is told of the one before: what stands for all that goes into every page, and its record.

    ``is_linked_copy`` if the folder for the new site holds the files of the one that stands, by other names.
    """

    form: str
    site: Path  # where the new site will stand
    record: Record | None
    is_linked_copy: bool = False
