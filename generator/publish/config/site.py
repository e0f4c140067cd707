"""What the files that leave this archive say about the site itself, and where each page stands on it."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from msgspec import Struct

from generator.archive.model import Archive, Ref
from generator.pages.addresses import address, docs_path


class Site(Struct, frozen=True):
    """The site as feeds and exports name it.

    ``url`` is absolute and ends with a slash, as MkDocs' ``site_url``; "" where none is set, and then
    every address is relative to the site's root. ``tag`` is the authority of the feeds' tag URIs
    (RFC 4151), a domain and the year from which the newsroom holds it: ``example.org,2024``. Set it
    once, before a domain moves: readers know the stories of a feed by these ids.
    """

    name: str
    url: str = ""
    description: str = ""
    language: str = "en"
    tag: str = ""

    def at(self, path: str) -> str:
        """The address of ``path`` (below the site's root, unencoded), percent-encoded."""
        return self.url + quote(path, safe="/-._~")

    @property
    def authority(self) -> str:
        """``tag``, or the site's host with the year in which this format of ids began."""
        return self.tag or f"{(urlsplit(self.url).hostname or 'localhost').lower()},2026"

    def id(self, path: str) -> str:
        """A tag URI: the lasting name of what is, or first was, at ``path``."""
        return f"tag:{self.authority}:{quote(path, safe='/-._~')}"


def path_of(archive: Archive, ref: Ref) -> str:
    """Where a page is, below the site's root: ``stories/2024/kingma-joins/``, ``people/durk-kingma/``, ``about/``."""
    return address(docs_path(archive, ref))
