"""Where the old site had each post, so that links between posts find their stories."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from generator.imports.model import Post
from generator.values.hygiene import slug_key

_ENDING = re.compile(r"(?:/index)?\.(?:html?|md|markdown|mdown|mkd)$|/index$", re.IGNORECASE)
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}[-_]")


class Planned(Struct, frozen=True):
    """A post that becomes a story: its slug here, its day of publication, and whether readers will see it."""

    post: Post
    slug: str
    published: str
    is_out: bool
    earlier: str = ""  # the file that an earlier import made of it

    @property
    def year(self) -> str:
        return self.published[:4]

    @property
    def path(self) -> str:
        """Below the content folder."""
        return self.earlier or f"stories/{self.year}/{self.slug}.md"


class Addresses:
    """Finds the story that a link of the old site leads to. ``hosts``: the old site's own names."""

    def __init__(self, planned: Iterable[Planned], hosts: frozenset[str]) -> None:
        self.hosts = hosts
        self._paths: dict[str, Planned] = {}
        self._last: dict[str, Planned | None] = {}
        for one in planned:
            post = one.post
            for path in (post.source, *post.addresses):
                self._paths.setdefault(_path(path), one)
            for last in {slug_key(post.slug), slug_key(one.slug), slug_key(_last(post.source))}:
                self._last[last] = one if self._last.get(last, one) is one else None

    def find(self, target: str, post: Post) -> Planned | None:
        """The story at ``target``, a path or address in a text of ``post``; None where it leads elsewhere."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        if parts.netloc and parts.netloc.lower() not in self.hosts:
            return None
        path = unquote(parts.path)
        if not path.strip("/"):
            return None
        relative = posixpath.normpath(posixpath.join(posixpath.dirname(post.source), path))
        found = self._paths.get(_path(path)) or self._paths.get(_path(relative))
        return found or self._last.get(slug_key(_last(path)))


def _path(path: str) -> str:
    return _ENDING.sub("", path.rstrip("/")).strip("/").lower()


def _last(path: str) -> str:
    return _DATED.sub("", _path(path).rpartition("/")[2])
