"""Links to places (``#anchors``) that their pages don't have, found by making just those pages.

A build finds every broken link once all pages are rendered. This finds, for a check, what editors write most: a link in
Markdown to a heading of the same page, or of another page of the content. A page that only MkDocs itself can render is
left to the build.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator import codes
from generator.archive.names import entity_kind
from generator.archive.reasoning import Reasoning
from generator.pages.addresses import address, docs_path
from generator.pages.catalogue import Unit
from generator.pages.dead_addresses import EditorsText, editors_texts
from generator.pages.desk import lay_out
from generator.pages.prose import Places, file_meant, places
from generator.problems import Problem, position_in
from generator.publish.config.site import Site
from generator.publish.html.cleaning import is_theme_id
from generator.publish.html.links import TOP
from generator.publish.html.origins import NO_PLACE
from generator.publish.markdown.pages import Renderer
from generator.publish.mkdocs_driver.front import split_quickly
from generator.publish.mkdocs_driver.quickly import Quickly, is_bare
from generator.read.text import Destination, destinations
from generator.values.quoting import quoted


class _Link(NamedTuple):
    text: EditorsText
    written: Destination
    page: str  # the file in the generated folder that it leads to
    place: str


def dead_places(reasoning: Reasoning, shown: str) -> Iterator[Problem]:
    """A problem for each, where its address stands; ``shown`` is the content folder as problems name it."""
    archive = reasoning.archive
    files = places(archive)
    links = [link for text in editors_texts(archive) if "#" in text.body for link in _links(files, text)]
    if not links:
        return
    units = {docs_path(archive, ref): Unit(entity_kind(ref), ref.slug) for ref in archive.entities}
    units |= {docs_path(archive, filed.ref): Unit("story", slug) for slug, filed in archive.stories.items()}
    units |= {f"{slug}.md": Unit("page", slug) for slug in archive.pages}
    pages = _Pages(reasoning, units)
    for link in links:
        found = pages.places(link.page)
        if found is not None and link.place not in found:
            at = position_in(link.text.body, link.written.start, link.text.line)
            message = f"{quoted(link.written.target)} {NO_PLACE}."
            yield codes.problem("dead-anchor", f"{shown}/{link.text.path}", at, message)


def _links(files: Places, text: EditorsText) -> Iterator[_Link]:
    """The links of a text that lead to a place on a page of the content."""
    for written in destinations(text.body, text.line):
        try:
            parts = urlsplit(written.target)
        except ValueError:
            continue
        place, path = unquote(parts.fragment), unquote(parts.path)
        if written.image or parts.scheme or parts.netloc or place in TOP or is_theme_id(place):
            continue
        page = file_meant(files, text.path, path) if path else text.page
        if page:
            yield _Link(text, written, page, place)


class _Pages:
    """Pages that are made when somebody asks for them."""

    def __init__(self, reasoning: Reasoning, units: Mapping[str, Unit]) -> None:
        self._units = units
        self._renderer = Renderer(lay_out(reasoning.archive, reasoning), Site("The site"))
        self._quickly = Quickly(_Addresses(units), permalink="")
        self._found: dict[str, frozenset[str] | None] = {}

    def places(self, path: str) -> frozenset[str] | None:
        """Where links may lead on a page; None where only a build can tell."""
        if path not in self._found:
            self._found[path] = self._places(path)
        return self._found[path]

    def _places(self, path: str) -> frozenset[str] | None:
        if path not in self._units:
            return None
        source = dict(self._renderer.unit(self._units[path]))[path].decode()
        head = split_quickly(source)
        content = self._quickly.content(path, *head) if head else None
        return content.notes.places if content else None


class _Addresses(Mapping[str, str]):
    """The address of any page, whether there is one or not: where links lead is looked at elsewhere."""

    def __init__(self, pages: Mapping[str, Unit]) -> None:
        self._pages = pages

    def __getitem__(self, path: str) -> str:
        found = address(path)
        if not path.endswith(".md") or not is_bare(found):
            raise KeyError(path)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._pages)

    def __len__(self) -> int:
        return len(self._pages)
