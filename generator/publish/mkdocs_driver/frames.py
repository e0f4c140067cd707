"""What is the same on all pages of a kind, rendered once by the theme and filled for each page.

A frame is a whole page as the theme renders it with marks in the place of what differs: the last part of
the address, the texts of its head, its content, its table of contents. A theme may do more with these than
print them; so a frame is tried on two pages, one of them full of odd signs, before it is used, and where
what it gives isn't what the theme gives, pages of its kind are rendered by the theme one by one.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, DictLoader
from msgspec.structs import replace

from generator.pages.addresses import address
from generator.publish.fast_markdown.blocks import Heading
from generator.publish.html.links import Notes
from generator.publish.mkdocs_driver.contexts import Theme
from generator.publish.mkdocs_driver.filling import (
    CHILDREN,
    CONTENT,
    FIRST,
    FOLDERS,
    ID,
    SLUG,
    TEXTS,
    TITLE,
    TOC,
    Frame,
    Shape,
    Slot,
    SlotRows,
    Values,
    contents_rows,
    filled,
    nested,
    shape_of,
    toc_row,
)
from generator.publish.mkdocs_driver.front import MetaData
from generator.publish.mkdocs_driver.quickly import Content

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

_MARK = re.compile(r"zQz(\d+)(?:i(\d+))?zQz")
_ODD = "Ré &amp; &quot;Q&quot; &lt;b&gt; &#x27;s&#x27; {0} – 50% a/b:c #d"
_TOC_ITEM = "partials/toc-item.html"
_TOC_ITEM_ITSELF = "partials/toc-item-itself.html"
_STUB = (
    '{%- if toc_item.id == "zQzrowzQz" -%}{{ toc_item.title }}{%- else -%}{% include "'
    + _TOC_ITEM_ITSELF
    + '" %}{%- endif -%}'
)


class Frames:
    """Fills frames, which it makes when they are first needed."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        env = theme.env
        assert env.loader is not None
        source = env.loader.get_source(env, _TOC_ITEM)[0]
        env.loader = ChoiceLoader([DictLoader({_TOC_ITEM: _STUB, _TOC_ITEM_ITSELF: source}), env.loader])
        self._row = env.get_template(_TOC_ITEM_ITSELF)
        self.known: dict[Hashable, Frame | None] = {}
        """By the shape of their pages. None stands for one that doesn't give what the theme gives."""
        self._fresh: dict[Hashable, Frame | None] = {}
        self.rows = self._made_rows()
        # A menu that leads into folders of folders: its links look different from inside those.
        self.is_deep = any(item.url.count("/") > 1 for item in theme.nav.pages)

    def html(self, content: Content, page: Page | None = None) -> str:
        """The whole page; ``page`` is the menu's own, where the menu names it."""
        items = nested(content.headings)
        rows = [self._toc_row(item) for item in contents_rows(items)]
        shape = shape_of(content, items, rows, self.is_deep, in_menu=page is not None)
        if shape is None:
            return self.by_theme(content, page)
        if shape.key not in self.known:
            real = self.by_theme(content, page)
            self.known[shape.key] = self._fresh[shape.key] = self._made(content, shape, real, page)
            if page:
                self._theme.fill(page, content)  # what the menu has of it is what it was
            return real
        frame = self.known[shape.key]
        return self.by_theme(content, page) if frame is None else filled(frame, shape.values)

    def by_theme(self, content: Content, page: Page | None) -> str:
        """The same, rendered: for a page or two a frame isn't worth its making."""
        return self._theme.html(self._theme.fill(page, content) if page else self._theme.page(content))

    def fresh(self) -> Mapping[Hashable, Frame | None]:
        """Those that were made since this was last asked."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def _made(self, content: Content, shape: Shape, real: str, page: Page | None) -> Frame | None:
        """A frame for pages like this one, if it holds for this one and for an odd one."""
        marked = {
            number: [f"zQz{number}i{place}zQz" for place in range(2)]
            if isinstance(value, list) and value
            else f"zQz{number}zQz"
            for number, value in shape.values.items()
            if value or number == CONTENT
        }
        frame = _cut(self._render(content, shape, marked, page))
        if frame is None or filled(frame, shape.values) != real:
            return None
        odd: Values = {
            number: [_ODD.format(place) for place in range(3)] if isinstance(value, list) else _ODD.format(number)
            for number, value in marked.items()
        }
        odd |= {SLUG: "an-odd_one.x", CONTENT: f"<h1>{_ODD}</h1>" if "<h1" in content.html else f"<p>{_ODD}</p>"}
        odd |= {number: f"odd-{number}" for number in range(FOLDERS, TEXTS) if number in marked}
        if FIRST in marked:
            odd[FIRST] = "a-place"
        if TOC in marked:
            odd[TOC] = [f"<li>{_ODD}</li>"] * 3
        odd |= {number: [] for number, value in shape.values.items() if value == []}
        odd |= {number: "" for number, value in shape.values.items() if value == ""}
        return frame if filled(frame, odd) == self._render(content, shape, odd, page) else None

    def _render(self, content: Content, shape: Shape, values: Values, page: Page | None) -> str:
        """A page of a shape with other values, by the theme."""
        where = address(content.path)
        other = where if page else _elsewhere(where, values)
        meta: MetaData = {}
        for name, value in content.meta.items():
            if name in shape.names:
                meta[name] = values.get(TEXTS + shape.names.index(name), value)
            else:
                is_place = isinstance(value, str) and value.startswith(where)
                meta[name] = other + value.removeprefix(where) if is_place else value  # type: ignore[attr-defined]
        html = str(values[CONTENT])
        if html.startswith("zQz") and "<h1" in content.html:
            html = f"<h1>{html}"
        rows = [Heading(2, "zQzrowzQz", row) for row in values.get(TOC) or ()]
        first: list[Heading] = []
        if FIRST in values:
            level = 1 if nested(content.headings)[0].level == 1 else 2
            first = [Heading(level, str(values[FIRST]), "first")]
            if level != 1:
                return ""  # seldom: a page that doesn't begin with its title
        path = content.path if page else f"{other.rstrip('/')}.md"
        headings, notes = (*first, *rows), Notes(frozenset(), ())
        made = self.by_theme(replace(content, path=path, meta=meta, html=html, headings=headings, notes=notes), page)
        return made.replace(f"<h1>{html[4:]}", html[4:]) if html.startswith("<h1>zQz") else made

    def _toc_row(self, item: AnchorLink) -> str:
        quick = toc_row(item, self.rows)
        return quick or self._printed(item.id, item.title, [self._toc_row(each) for each in item.children], item.level)

    def _printed(self, place: str, title: str, below: list[str], level: int = 2) -> str:
        """A row of a table of contents, by the theme."""
        children = [{"id": "zQzrowzQz", "title": row} for row in below]
        shown = {"id": place, "url": f"#{place}", "title": title, "level": level, "children": children}
        return self._row.render(toc_item=shown)

    def _made_rows(self) -> SlotRows:
        place, title, below = f"zQz{ID}zQz", f"zQz{TITLE}zQz", [f"zQz{CHILDREN}i{number}zQz" for number in range(2)]
        leaf, parent = _cut(self._printed(place, title, [])), _cut(self._printed(place, title, below))
        assert leaf is not None
        odd: Values = {ID: "an-odd_one.x", TITLE: "Odd – 50% a/b:c #d", CHILDREN: [f"<li>{_ODD}</li>"] * 3}
        is_right = parent is not None and filled(parent, odd) == self._printed(*odd.values())  # type: ignore[arg-type]
        return SlotRows(leaf, parent if is_right else None)


def _elsewhere(where: str, values: Values) -> str:
    """An address with other folders and another last part."""
    top, *folders = where.rstrip("/").rpartition("/")[0].split("/")
    others = [str(values[number]) for number, _ in enumerate(folders, FOLDERS)]
    return "/".join((*([top] if top else []), *others, str(values[SLUG]), ""))


def _cut(page: str) -> Frame | None:
    """A rendered page as the texts between its marks; None where a list is printed in a way that can't be followed."""
    texts: list[str] = []
    slots: list[Slot] = []
    done = 0
    marks = list(_MARK.finditer(page))
    place = 0
    while place < len(marks):
        mark = marks[place]
        texts.append(page[done : mark.start()])
        if mark[2] is None:
            slots.append(int(mark[1]))
            place += 1
            done = mark.end()
            continue
        run = list(_run(marks, place))
        half = len(run) // 2
        if len(run) % 2 or any(each[2] != "0" for each in run[:half]) or any(each[2] != "1" for each in run[half:]):
            return None
        within = tuple(page[one.end() : other.start()] for one, other in pairwise(run[:half]))
        again = tuple(page[one.end() : other.start()] for one, other in pairwise(run[half:]))
        if within != again:
            return None
        slots.append((int(mark[1]), page[run[half - 1].end() : run[half].start()], within))
        done = run[-1].end()
        place += len(run)
    texts.append(page[done:])
    return tuple(texts), tuple(slots)


def _run(marks: list[re.Match[str]], place: int) -> Iterator[re.Match[str]]:
    """The marks of one printed list of two: as many of its first entry as of its second."""
    number, last = marks[place][1], "0"
    for mark in marks[place:]:
        if mark[1] != number or mark[2] is None or (last == "1" and mark[2] == "0"):
            return
        last = mark[2]
        yield mark
