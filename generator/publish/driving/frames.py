"""What is the same on all pages of a kind, rendered once by the theme and filled for each page.

A frame is a whole page as the theme renders it with marks in the place of what differs: the last part of
the address, the texts of its head, its content, its table of contents. A theme may do more with these than
print them; so a frame is tried on two pages, one of them full of odd signs, before it is used, and where
what it gives isn't what the theme gives, pages of its kind are rendered by the theme one by one.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from jinja2 import ChoiceLoader, DictLoader

from generator.pages.addresses import address
from generator.publish.driving.contents import Content
from generator.publish.driving.contexts import Theme, nested
from generator.publish.driving.front import MetaData
from generator.publish.links import Notes
from generator.publish.quick.blocks import Heading

_MARK = re.compile(r"zQz(\d+)(?:i(\d+))?zQz")
_SLUG, _CONTENT, _TOC, _FIRST, _FOLDERS, _TEXTS = 0, 1, 2, 3, 4, 10
_CHOOSES = frozenset({"kind", "template", "hide", "icon", "status"})  # a theme decides by these, and doesn't print them
_ODD = "Ré &amp; &quot;Q&quot; &lt;b&gt; &#x27;s&#x27; {0} – 50% a/b:c #d"
_TOC_ITEM = "partials/toc-item.html"
_TOC_ITEM_ITSELF = "partials/toc-item-itself.html"
_STUB = (
    '{%- if toc_item.id == "zQzrowzQz" -%}{{ toc_item.title }}{%- else -%}{% include "'
    + _TOC_ITEM_ITSELF
    + '" %}{%- endif -%}'
)

Slot = int | tuple[int, str, tuple[str, ...]]  # a text; or a list: its number, what stands between, within one
Frame = tuple[tuple[str, ...], tuple[Slot, ...]]


class _Shape(NamedTuple):
    """What pages of one frame have in common, and what differs between them, by number."""

    key: Hashable
    values: dict[int, str | list[str]]
    names: tuple[str, ...]  # of the head's texts and lists, by number less _TEXTS


class Frames:
    """Fills frames, which it makes when they are first needed."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        env = theme.env
        assert env.loader is not None
        source = env.loader.get_source(env, _TOC_ITEM)[0]
        env.loader = ChoiceLoader([DictLoader({_TOC_ITEM: _STUB, _TOC_ITEM_ITSELF: source}), env.loader])
        self._row = env.get_template(_TOC_ITEM_ITSELF)
        self._leaf = self._leaf_frame()
        self._frames: dict[Hashable, Frame | None] = {}
        # A menu that leads into folders of folders: its links look different from inside those.
        self._is_deep = any(item.url.count("/") > 1 for item in theme.nav.pages)

    def html(self, content: Content) -> str:
        """The whole page, which is one that no menu names."""
        shape = self._shape(content)
        if shape is None:
            return self._theme.html(self._theme.page(content))
        if shape.key not in self._frames:
            real = self._theme.html(self._theme.page(content))
            self._frames[shape.key] = self._made(content, shape, real)
            return real
        frame = self._frames[shape.key]
        return self._theme.html(self._theme.page(content)) if frame is None else _filled(frame, shape.values)

    def _shape(self, content: Content) -> _Shape | None:
        where = address(content.path)
        parent, _, slug = where.rstrip("/").rpartition("/")
        top, *folders = parent.split("/")
        if "title" not in content.meta or not slug or len(folders) > _TEXTS - _FOLDERS:
            return None
        items = nested(content.headings)
        level = items[0].level if items else 0
        rows = items[0].children if level == 1 else items
        values: dict[int, str | list[str]] = {
            _SLUG: slug,
            _CONTENT: content.html,
            _TOC: [self._toc_row(each) for each in rows],
        }
        if items:
            values[_FIRST] = items[0].id
        values.update(enumerate(folders, _FOLDERS))
        same: list[Hashable] = [
            parent if self._is_deep else top,
            len(folders),
            bool(parent),
            level == 1,
            bool(items),
            bool(rows),
        ]
        same.append("<h1" in content.html)
        names: list[str] = []
        for name, value in content.meta.items():
            same.append(name)
            if isinstance(value, str) and name not in _CHOOSES:
                if value.startswith(where):
                    same.append(value.removeprefix(where))
                    continue
                same.append(bool(value))
                values[_TEXTS + len(names)] = value
            elif isinstance(value, list) and name not in _CHOOSES and all(isinstance(each, str) for each in value):
                same.append(("list", bool(value)))
                values[_TEXTS + len(names)] = value
            else:
                same.append(repr(value))
                continue
            names.append(name)
        return _Shape(tuple(same), values, tuple(names))

    def _made(self, content: Content, shape: _Shape, real: str) -> Frame | None:
        """A frame for pages like this one, if it holds for this one and for an odd one."""
        marked = {
            number: [f"zQz{number}i{place}zQz" for place in range(2)]
            if isinstance(value, list) and value
            else f"zQz{number}zQz"
            for number, value in shape.values.items()
            if value or number == _CONTENT
        }
        frame = _cut(self._render(content, shape, marked))
        if frame is None or _filled(frame, shape.values) != real:
            return None
        odd: dict[int, str | list[str]] = {
            number: [_ODD.format(place) for place in range(3)] if isinstance(value, list) else _ODD.format(number)
            for number, value in marked.items()
        }
        odd |= {_SLUG: "an-odd_one.x", _CONTENT: f"<h1>{_ODD}</h1>" if "<h1" in content.html else f"<p>{_ODD}</p>"}
        odd |= {number: f"odd-{number}" for number in range(_FOLDERS, _TEXTS) if number in marked}
        if _FIRST in marked:
            odd[_FIRST] = "a-place"
        if _TOC in marked:
            odd[_TOC] = [f"<li>{_ODD}</li>"] * 3
        odd |= {number: [] for number, value in shape.values.items() if value == []}
        odd |= {number: "" for number, value in shape.values.items() if value == ""}
        return frame if _filled(frame, odd) == self._render(content, shape, odd) else None

    def _render(self, content: Content, shape: _Shape, values: dict[int, str | list[str]]) -> str:
        """A page of a shape with other values, by the theme."""
        where = address(content.path)
        slug = str(values[_SLUG])
        top, *folders = where.rstrip("/").rpartition("/")[0].split("/")
        folders = [str(values[number]) for number, _ in enumerate(folders, _FOLDERS)]
        other = "/".join((*([top] if top else []), *folders, slug, ""))
        path = f"{other.rstrip('/')}.md"
        meta: MetaData = {}
        for name, value in content.meta.items():
            if name in shape.names:
                meta[name] = values.get(_TEXTS + shape.names.index(name), value)
            else:
                meta[name] = (
                    other + value.removeprefix(where) if isinstance(value, str) and value.startswith(where) else value
                )
        html = str(values[_CONTENT])
        if html.startswith("zQz") and "<h1" in content.html:
            html = f"<h1>{html}"
        rows = [Heading(2, "zQzrowzQz", row) for row in values.get(_TOC) or ()]
        first: list[Heading] = []
        if _FIRST in values:
            level = 1 if nested(content.headings)[0].level == 1 else 2
            first = [Heading(level, str(values[_FIRST]), "first")]
            if level != 1:
                return ""  # seldom: a page that doesn't begin with its title
        made = self._theme.html(
            self._theme.page(
                replace(
                    content, path=path, meta=meta, html=html, headings=(*first, *rows), notes=Notes(frozenset(), ())
                )
            )
        )
        return made.replace(f"<h1>{html[4:]}", html[4:]) if html.startswith("<h1>zQz") else made

    def _toc_row(self, item: object) -> str:
        children = item.children  # type: ignore[attr-defined]
        if children:
            return self._parent(item, [self._toc_row(each) for each in children])
        return _filled(self._leaf, {0: item.id, 1: item.title})  # type: ignore[attr-defined]

    def _parent(self, item: object, rows: list[str]) -> str:
        shown = {"id": item.id, "url": item.url, "title": item.title, "level": item.level}  # type: ignore[attr-defined]
        shown["children"] = [{"id": "zQzrowzQz", "title": row} for row in rows]
        return self._row.render(toc_item=shown)

    def _leaf_frame(self) -> Frame:
        row = self._row.render(toc_item={"id": "zQz0zQz", "url": "#zQz0zQz", "title": "zQz1zQz", "children": []})
        frame = _cut(row)
        assert frame is not None
        return frame


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


def _filled(frame: Frame, values: dict[int, str | list[str]]) -> str:
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
