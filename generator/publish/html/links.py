"""Every link inside the site leads somewhere: to a page or file that is there, and to a place on it.

The content of each page is noted as it is rendered. Whether a page or file is there is known at once;
places (``#anchors``) on other pages are looked up when all pages are known.
"""

from __future__ import annotations

import posixpath
import re
from html import unescape
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from msgspec import Struct, field

from generator.publish.html.cleaning import is_theme_id

# In cleaned HTML every attribute value stands in double quotes, and no text holds a bare `<`.
_TAG = re.compile(r'<(\w+)((?:\s[^\s=<>"]+="[^"]*")+)')
_ATTRIBUTE = re.compile(r'\s(href|src|id|name)="([^"]*)"')

Fault = Literal["page", "place", "absolute", "picture"]
TOP = frozenset({"", "top", "__top"})


class BrokenLink(Struct, frozen=True, order=True):
    """A link that leads nowhere, or outside where it must not. ``target`` is what the page's HTML says."""

    page: str  # the docs path of the page that has it: stories/2031/orbital.md
    target: str
    fault: Fault
    leads_to: str  # the address in the site that isn't there


class Anchor(NamedTuple):
    """A link to a place on a page: what the HTML says, the page's address, the place."""

    target: str
    leads_to: str
    place: str


class Notes(NamedTuple):
    """What one page is noted for: its places, the places and the files that it links to, its broken links."""

    places: frozenset[str]
    anchors: tuple[Anchor, ...]
    broken: tuple[BrokenLink, ...] = ()
    files: frozenset[str] = frozenset()  # those that are no pages


class LinkBook(Struct):
    """What the pages seen so far link to. Filled by one build, then asked once.

    ``addresses`` are those of all pages of the site (``people/x/``; the home page is ""), ``files``
    the paths of all its other files.
    """

    addresses: frozenset[str]
    files: frozenset[str]
    _places: dict[str, frozenset[str]] = field(default_factory=dict)
    _waiting: list[tuple[str, str, str, str]] = field(default_factory=list)  # page, target, address, place
    _broken: set[BrokenLink] = field(default_factory=set)
    _linked: set[tuple[str, str]] = field(default_factory=set)  # page, file

    def note(self, page: str, address: str, html: str) -> None:
        """Note one page: its docs path, its address, its cleaned content."""
        places: set[str] = set()
        for tag in _TAG.finditer(html):
            for name, value in _ATTRIBUTE.findall(tag[2]):
                if name in ("href", "src"):
                    self._follow(page, address, unescape(value), is_picture=name == "src")
                elif name == "id" or tag[1] == "a":
                    places.add(unescape(value))
        self._places[address] = frozenset(places)

    def add(self, page: str, address: str, notes: Notes) -> None:
        """Note one page by what another book, or another build, has found on it."""
        self._places[address] = notes.places
        self._waiting += [(page, *anchor) for anchor in notes.anchors]
        self._broken.update(notes.broken)

    def notes(self, page: str, address: str) -> Notes:
        """What was noted of a page."""
        return Notes(
            self._places[address],
            tuple(Anchor(*anchor) for owner, *anchor in self._waiting if owner == page),
            tuple(sorted(link for link in self._broken if link.page == page)),
            frozenset(file for owner, file in self._linked if owner == page),
        )

    def broken(self) -> tuple[BrokenLink, ...]:
        """The links that lead nowhere, in order, once every page is noted."""
        lost = {
            BrokenLink(page, target, "place", f"{address}#{place}")
            for page, target, address, place in self._waiting
            if place not in self._places.get(address, ())
        }
        return tuple(sorted(self._broken | lost))

    def _follow(self, page: str, address: str, target: str, *, is_picture: bool) -> None:
        try:
            parts = urlsplit(target)
        except ValueError:
            self._broken.add(BrokenLink(page, target, "page", target))
            return
        if parts.scheme or parts.netloc:
            if is_picture:
                self._broken.add(BrokenLink(page, target, "picture", target))
            return
        if parts.path.startswith("/"):
            self._broken.add(BrokenLink(page, target, "absolute", parts.path))
            return
        where = joined(address, unquote(parts.path))
        place = unquote(parts.fragment)
        if where in self.addresses:
            if place not in TOP and not is_theme_id(place):
                self._waiting.append((page, target, where, place))
            return
        file = where if where in self.files else posixpath.join(where, "index.html")
        if file in self.files:
            self._linked.add((page, file))
        else:
            self._broken.add(BrokenLink(page, target, "page", where))


def joined(address: str, path: str) -> str:
    """Where a relative path leads from a page: below the site's root, folders with a slash at the end."""
    if not path:
        return address
    ends_in_folder = path.endswith(("/", "/.", "/..", "/index.html")) or path in (".", "..", "index.html")
    found = posixpath.normpath(posixpath.join(address, path)).removesuffix("index.html").strip("/")
    if found == ".":
        return ""
    return f"{found}/" if ends_in_folder and found else found
