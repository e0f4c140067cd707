"""Finding: an index of the stories' full text, one bundle a year, and one of names; both read by the page itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.pages.desk import Desk
from generator.publish.folder import Stored
from generator.publish.search.bundles import story_bundles
from generator.publish.search.names import Card, names_files
from generator.publish.site import Site


def search_files(folder: Path, desk: Desk, site: Site, cards: Iterable[Card]) -> Iterator[tuple[str, bytes | Stored]]:
    """Every file that a search fetches, by path below the site's root. Indexes of full text are kept in ``folder``.

    ``cards`` are those of everybody on file, in the archive's order.
    """
    yield from names_files(cards, tuple(desk.years))
    yield from story_bundles(folder, desk, site.language)


__all__ = ["search_files"]
