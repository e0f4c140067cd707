"""One story file → a :class:`~generator.read.model.Story`, with every problem that the file alone shows.

A story always comes back, whatever is wrong with its file: so that what others say of it can still
be checked, and one mistake isn't told of twice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath
from types import MappingProxyType

from generator.problems import Position, Problem
from generator.read import scalars
from generator.read.bodies import links_of
from generator.read.facts import read_entries
from generator.read.fields import FieldReader, Part, Values
from generator.read.frontmatter import Document, read_document
from generator.read.model import OLDER, Correction, Image, Published, RawClaim, Source, Story
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode, is_empty
from generator.read.report import Report
from generator.read.schema import SOURCE, STORY, Field

_UNDATED = Published("", date.min)
# What of a claim goes with some counts only.
_ONLY_OF: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"from": ("arrivals",), "to": ("departures",), "since": ("departures", "arrivals")}
)


def read_story(data: bytes, path: str, shown: str) -> tuple[Story, tuple[Problem, ...]]:
    """The story in ``data``, the bytes of the file at ``path`` below the content folder.

    ``path`` has forward slashes; ``shown`` is the content folder as the user gave it, which the
    problems' paths begin with.
    """
    report = Report(shown_path(shown, path))
    document = read_document(data, report)
    story = _story(document, path, report)
    return story, report.problems


def shown_path(shown: str, path: str) -> str:
    """``path`` below the content folder as problems show it: after the folder as the user gave it."""
    return f"{shown.rstrip('/')}/{path}" if shown else path


def slug_from(path: str) -> str:
    """The slug that a file's name gives, in Unicode form NFC."""
    return unicodedata.normalize("NFC", PurePosixPath(path).stem)


def places(front: MappingNode) -> dict[str, Position]:
    """Where each top-level key stands, and each older slug, as ``model.older_slug_at`` asks for it."""
    found = {key.text: Position(key.line, key.column) for key, _ in front.pairs}
    older = front.get(OLDER)
    for item in older.items if isinstance(older, SequenceNode) else (older,):
        if isinstance(item, ScalarNode):
            found[f"{OLDER}: {scalars.slug(item.text, with_year=True)[0]}"] = Position(item.line, item.column)
    return found


class StoryReader(FieldReader):
    """Reads the two types of field that only stories have: sources by key, and people or companies with facts."""

    def composite(self, node: Node, field: Field) -> object:
        if field.type == "entries":
            return read_entries(self, node, "person" if field.names == "person" else "company")
        if field.type == "keyed":
            return self._sources(node, field)
        return super().composite(node, field)

    def _sources(self, node: Node, field: Field) -> tuple[Source, ...]:
        if not isinstance(node, MappingNode):
            if not is_empty(node):
                message = f'"{field.name}" gives each source a key of its own; write {field.name}: {field.example}'
                self.report.add("wrong-type", node, message)
            return ()
        if len(node.pairs) > field.limit:
            message = f'"{field.name}" has {len(node.pairs):,} entries; more than {field.limit:,} are refused'
            self.report.add("too-many", node, message)
            return ()
        sources = []
        for key, value in node.pairs:
            name = self.name(key)
            values: Values = {}
            if isinstance(value, MappingNode):
                values = self.shape(value, SOURCE)
            elif not is_empty(value):
                message = "a source has keys of its own; write {title: Her post, url: https://example.org/1}"
                self.report.add("wrong-type", value, message)
            if name:
                sources.append(Source(name.text, name.at, **values))
        return tuple(sources)


def _story(document: Document, path: str, report: Report) -> Story:
    front = document.front
    reader = StoryReader(report, _source_keys(front) if document.whole else None)
    values = reader.shape(front, STORY, whole=document.whole)
    slug = slug_from(path)
    published: Published = values.pop("published", _UNDATED)
    values["image"] = image(values.get("image"), report)
    values["claims"] = _claims(values.get("claims", ()), published, report)
    values["corrections"] = _corrections(values.get("corrections", ()), published, report)
    updated: Published | None = values.get("updated")
    if updated and published is not _UNDATED and _before(updated, published):
        message = (
            f"updated on {updated.written}, before it was published on {published.written}; one of the two is wrong"
        )
        report.add("date-order", front.get("updated") or front, message)
    return Story(
        slug=slug,
        path=path,
        title=values.pop("title", slug),
        published=published,
        at=places(front),
        body=document.body,
        body_line=document.body_line,
        links=links_of(document, report),
        **values,
    )


def _source_keys(front: MappingNode) -> tuple[str, ...]:
    sources = front.get("sources")
    return tuple(key.text for key, _ in sources.pairs) if isinstance(sources, MappingNode) else ()


def _before(later: Published, earlier: Published) -> bool:
    """Whether what must follow comes first. Times are compared where both have one, else days."""
    if later.at and earlier.at:
        return later.at < earlier.at
    return later.day < earlier.day


def image(part: Part | None, report: Report) -> Image | None:
    """The picture of a story or profile, if its file could be read. One without ``alt`` is warned of."""
    if part is not None and part.node.get("alt") is None:
        message = (
            'say in "alt" what this picture shows, for those who can\'t see it; leave it empty for mere decoration'
        )
        report.add("missing-alt", part.at, message)
    if part is None or "file" not in part.values:
        return None
    return Image(at=part.place("file"), **part.values)


def _claims(parts: tuple[Part, ...], published: Published, report: Report) -> tuple[RawClaim, ...]:
    claims = []
    for part in parts:
        values = part.values
        if not {"count", "company", "stated"} <= values.keys():
            continue
        total: int | None = values.get("total")
        if total is not None and values["stated"] > total:
            message = f'a claim of {values["stated"]} out of {total} can\'t be; "is" may not be larger than "of"'
            report.add("bad-number", part.place("of"), message)
        for key, _ in part.node.pairs:
            only = _ONLY_OF.get(key.text, ())
            if only and values["count"] not in only:
                belongs = f'"{key.text}" belongs to {" and ".join(only)}'
                message = f"{belongs}, and this claim counts {values['count']}; take it out"
                report.add("misplaced-key", key, message)
        since, day = values.get("since"), values.get("date")
        last = day.latest if day else published.day
        if since and published is not _UNDATED and since.earliest > last:
            message = (
                f'"since" says {since.written}, which is after {day.written if day else last.isoformat()}, '
                "the day that the claim is about; one of the two is wrong"
            )
            report.add("date-order", part.place("since"), message)
        values.setdefault("says", _in_words(values))
        claims.append(RawClaim(at=part.at, **values))
    return tuple(claims)


def _in_words(values: Values) -> str:
    """A claim that doesn't say itself in words: ``founders remaining at Orbital: 3 of 12``."""
    of = f" of {values['total']}" if values.get("total") is not None else ""
    what = values["count"].replace("founders-remaining", "founders remaining").replace("people-at", "people")
    return f"{what} at {values['company'].text}: {values['stated']}{of}"


def _corrections(parts: tuple[Part, ...], published: Published, report: Report) -> tuple[Correction, ...]:
    corrections = []
    for part in parts:
        values = part.values
        if not {"date", "text"} <= values.keys():
            continue
        if values["date"].latest < published.day:
            message = f"corrected on {values['date'].written}, before the story was published on {published.written}"
            report.add("date-order", part.place("date"), message)
        corrections.append(Correction(at=part.at, **values))
    return tuple(corrections)
