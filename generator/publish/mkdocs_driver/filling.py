"""Pages filled into frames: what is the same on all pages of a kind, with slots for what differs.

:mod:`generator.publish.mkdocs_driver.frames` makes them. This module loads neither MkDocs' configuration nor its theme.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

from mkdocs.structure.toc import AnchorLink

from generator.pages.addresses import address
from generator.publish.fast_markdown.blocks import Heading
from generator.publish.mkdocs_driver.quickly import Content

SLUG, CONTENT, TOC, FIRST, FOLDERS, TEXTS = 0, 1, 2, 3, 4, 10  # the numbers of what differs; folders, texts: the first
ID, TITLE, CHILDREN = 0, 1, 2  # and in a row of a table of contents
_CHOOSES = frozenset({"kind", "template", "hide", "icon", "status"})  # a theme decides by these, and doesn't print them
_SAME_IN_ATTRIBUTE = re.compile(r"[^\s&<>\"']+(?: [^\s&<>\"']+)*").fullmatch

Slot = int | tuple[int, str, tuple[str, ...]]  # a text; or a list: its number, what stands between, within one
Frame = tuple[tuple[str, ...], tuple[Slot, ...]]
Values = dict[int, str | list[str]]


class SlotRows(NamedTuple):
    """The rows of a table of contents: one without others below it, and one with them, if that can be followed."""

    leaf: Frame
    parent: Frame | None


class Shape(NamedTuple):
    """What pages of one frame have in common, and what differs between them, by number."""

    key: Hashable
    values: Values
    names: tuple[str, ...]  # of the head's texts and lists, by number less TEXTS


class Filling(NamedTuple):
    """The frames that are known. ``is_deep`` if the menu leads into folders of folders."""

    frames: Mapping[Hashable, Frame | None]
    rows: SlotRows
    is_deep: bool

    def html(self, content: Content, *, in_menu: bool) -> str | None:
        """The whole page, which the menu names or doesn't; None where only the theme can tell."""
        items = nested(content.headings)
        rows = [toc_row(item, self.rows) for item in contents_rows(items)]
        shape = shape_of(content, items, [row for row in rows if row is not None], self.is_deep, in_menu=in_menu)
        frame = self.frames.get(shape.key) if shape and None not in rows else None
        return filled(frame, shape.values) if shape and frame else None


def contents_rows(items: Sequence[AnchorLink]) -> Sequence[AnchorLink]:
    """The headings that a table of contents lists: a page's title, where it stands above all others, isn't one."""
    return items[0].children if items and items[0].level == 1 else items


def shape_of(
    content: Content, items: Sequence[AnchorLink], rows: list[str], is_deep: bool, *, in_menu: bool
) -> Shape | None:
    """The shape of a page with these headings, and these rows of its table of contents; None if it has none.

    A page that the menu names has one of its own: its place and its title stand in the menu, too.
    """
    where = address(content.path)
    parent, _, slug = where.rstrip("/").rpartition("/")
    top, *folders = parent.split("/")
    if "title" not in content.meta or not (slug or in_menu) or len(folders) > TEXTS - FOLDERS:
        return None
    is_titled = bool(items) and items[0].level == 1
    values: Values = {CONTENT: content.html, TOC: rows}
    if items:
        values[FIRST] = items[0].id
    same: list[Hashable] = [is_titled, bool(items), bool(rows), "<h1" in content.html]
    if in_menu:
        same.append(content.path)
    else:
        values[SLUG] = slug
        values.update(enumerate(folders, FOLDERS))
        same += (parent if is_deep else top, len(folders), bool(parent))
    kept = _CHOOSES | {"title"} if in_menu else _CHOOSES
    names: list[str] = []
    for name, value in content.meta.items():
        same.append(name)
        if isinstance(value, str) and name not in kept:
            if where and value.startswith(where):
                same.append(value.removeprefix(where))
                continue
            same.append(bool(value))
            values[TEXTS + len(names)] = value
        elif isinstance(value, list) and name not in kept and all(isinstance(each, str) for each in value):
            same.append(("list", bool(value)))
            values[TEXTS + len(names)] = value
        else:
            same.append(repr(value))
            continue
        names.append(name)
    return Shape(tuple(same), values, tuple(names))


def toc_row(item: AnchorLink, rows: SlotRows) -> str | None:
    """A heading's row in a table of contents; None where only the theme can tell."""
    if not item.children:
        return filled(rows.leaf, {ID: item.id, TITLE: item.title})
    below = [toc_row(each, rows) for each in item.children]
    known = [row for row in below if row is not None]
    if rows.parent is None or len(known) < len(below) or _SAME_IN_ATTRIBUTE(item.title) is None:
        return None
    return filled(rows.parent, {ID: item.id, TITLE: item.title, CHILDREN: known})


def nested(headings: Sequence[Heading]) -> list[AnchorLink]:
    """Headings as a tree (``markdown.extensions.toc.nest_toc_tokens``, by another way)."""
    top: list[AnchorLink] = []
    opened: list[AnchorLink] = []
    levels: list[int] = []
    for heading in headings:
        item = AnchorLink(heading.title, heading.id, heading.level)
        while opened and opened[-1].level >= heading.level:
            opened.pop()
            levels.pop()
        (opened[-1].children if opened else top).append(item)
        opened.append(item)
        levels.append(heading.level)
    return top


def filled(frame: Frame, values: Values) -> str:
    """A frame with its slots filled."""
    texts, slots = frame
    out = [texts[0]]
    for slot, text in zip(slots, texts[1:], strict=True):
        if isinstance(slot, int):
            out.append(values[slot])  # type: ignore[arg-type]
        else:
            number, between, within = slot
            first = True
            for entry in values[number]:
                if not first:
                    out.append(between)
                first = False
                out.append(entry)
                for part in within:
                    out += (part, entry)
        out.append(text)
    return "".join(out)


def encoded(html: str) -> bytes:
    """A page as its file holds it."""
    return html.encode("utf-8", errors="xmlcharrefreplace")
