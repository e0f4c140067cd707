"""One file's text with a new name in every place that names somebody."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from generator.archive.model import Ref
from generator.edit.doubles import Place, doubles, place_of
from generator.edit.lists import without_entries
from generator.edit.namings import Naming
from generator.edit.scalars import Layout, anew
from generator.edit.source import Replacement, Source
from generator.edit.target import Turn
from generator.read.model import WikiLink
from generator.read.text import destinations


def in_front_matter(source: Source, layout: Layout, namings: Iterator[Naming], turn: Turn) -> Iterator[Replacement]:
    """The namings of ``turn.old``, each quoted as it was; one that would stand twice in a list goes."""
    every = tuple(namings)
    gone: set[Place] = set()
    for names, places in doubles(every, turn) if turn.merging else ():
        gone |= {place_of(names.items[place]) for place in places}
        yield from without_entries(source, layout, names, places)
    for naming in every:
        new = turn.naming(naming)
        if new is None or new == naming.node.text or place_of(naming.node) in gone:
            continue
        yield anew(source, layout, naming.node, new)


def in_links(
    source: Source, links: tuple[WikiLink, ...], leads: Mapping[str, Ref], turn: Turn
) -> Iterator[Replacement]:
    """The ``[[links]]`` that lead to ``turn.old``; the words of a label are the editor's, and stay."""
    for link in links:
        if leads.get(link.target) != turn.old:
            continue
        anew = turn.link(link.target, link.label)
        if anew is None or anew == (link.target, link.label):
            continue
        target, label = anew
        inside = source.document.body[link.start + 2 : link.end - 2]
        old, bar, words = inside.partition("|")
        escape = "\\" if old.endswith("\\") and bar else ""
        if label == link.label:
            text = f"{target}{escape}{bar}{words}"
        else:
            text = f"{target}{escape or _escape(source, link.start)}|{label}"
        start = source.in_body(link.start) + 2
        yield Replacement(start, source.in_body(link.end) - 2, text)


def _escape(source: Source, offset: int) -> str:
    """A bar in a table must be escaped."""
    body = source.document.body
    line = body[body.rfind("\n", 0, offset) + 1 :].partition("\n")[0]
    return "\\" if line.lstrip().startswith("|") else ""


def in_markdown_links(source: Source, page: str, old: str, new: str) -> Iterator[Replacement]:
    """Links such as ``[she](../people/ada.md)``. ``page``, ``old`` and ``new`` are paths in the generated folder."""
    if old == new:
        return
    folder = posixpath.dirname(page)
    for destination in destinations(source.document.body):
        path, mark, place = destination.target.partition("#")
        if not path.endswith(".md") or posixpath.normpath(posixpath.join(folder, path)) != old:
            continue
        shown = source.document.body[destination.start : destination.end]
        at = destination.start + shown.index(destination.target)
        link = f"{posixpath.relpath(new, folder or '.')}{mark}{place}"
        yield Replacement(source.in_body(at), source.in_body(at + len(destination.target)), link)
