"""What Pagefind is told of each story, and what it was told: an edit tells anew of its own stories alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct

from generator.archive.model import Filed, Ref
from generator.pages import literal, plain, tags
from generator.pages.addresses import address, docs_path
from generator.pages.desk import Desk, StoryLine
from generator.publish.markdown import direction, escape
from generator.publish.markdown.direction import held
from generator.publish.markdown.escape import one_line
from generator.publish.search.service import VERSION
from generator.read import markdown_blocks

FORM = 5  # of our records; a higher number makes everybody's index anew
_PROGRAM = sha256(
    b"".join(
        Path(made).read_bytes()
        for made in (
            __file__,
            direction.__file__,
            escape.__file__,
            literal.__file__,
            plain.__file__,
            tags.__file__,
            markdown_blocks.__file__,
        )
    )
).hexdigest()


class Told(NamedTuple):
    """What Pagefind is told of a story, and what stands for all that this is made from."""

    slug: str
    digest: str
    record: Mapping[str, Any]


class Teller(Struct, frozen=True):
    """Tells of the stories of an archive, in a language (BCP 47). ``odd``: :func:`odd_labels`."""

    desk: Desk
    language: str
    odd: Mapping[Ref, str]

    def told(self, line: StoryLine, digest: str) -> Told:
        """What there is to tell of a story, for which :meth:`digest` stands."""
        return Told(line.ref.slug, digest, self.record(line))

    def record(self, line: StoryLine) -> Mapping[str, Any]:
        """What Pagefind is told of a story."""
        desk = self.desk
        filed = desk.archive.stories[line.ref.slug]
        parts = (line.title, line.standfirst, _words(desk.archive.texts[line.ref.slug].body))
        return {
            "url": address(docs_path(desk.archive, line.ref)),
            "content": one_line(". ".join(part.rstrip(". ") for part in parts if part.strip())),
            "language": self.language.partition("-")[0],
            "meta": {"title": held(one_line(line.title)) or line.ref.slug, "date": line.day.isoformat()},
            "filters": self._filters(filed),
            "sort": {"date": line.day.isoformat()},
        }

    def digest(self, line: StoryLine) -> str:
        """What stands for all that a story's record is made from, which is quicker to see than to make it."""
        filed = self.desk.archive.stories[line.ref.slug]
        body = self.desk.archive.texts[line.ref.slug].body
        parts = (line.ref, line.title, line.standfirst, line.day.isoformat(), body, self._filters(filed))
        return sha256(json.dumps(parts).encode()).hexdigest()

    def key(self, digests: Iterable[str]) -> str:
        """What stands for all that Pagefind makes of a period."""
        return sha256("\n".join((f"{FORM} {VERSION} {self.language} {_PROGRAM}", *digests)).encode()).hexdigest()

    def _filters(self, filed: Filed) -> Mapping[str, list[str]]:
        """The names under which a story is found, by kind."""
        filters: dict[str, list[str]] = {}
        for ref in (*filed.named, *filed.topics):
            filters.setdefault(ref.kind, []).append(self.odd.get(ref) or _label(self.desk, ref))
        return {kind: sorted(dict.fromkeys(names)) for kind, names in sorted(filters.items())}


def recall(path: Path, key: str, but: Collection[str]) -> dict[str, Told]:
    """What was told of each story, but of some, by slug; nothing where that isn't what was told under this key."""
    try:
        found, stories = json.loads(path.read_bytes())
        return {told[0]: Told(*told) for told in stories if told[0] not in but} if found == key else {}
    except (OSError, ValueError, TypeError):
        return {}


def keep(path: Path, key: str, told: Sequence[Told]) -> None:
    """Keep what was told. OSError where it can't be written."""
    path.write_text(json.dumps((key, told)), encoding="utf-8")


def odd_labels(desk: Desk) -> Mapping[Ref, str]:
    """What filters call each person, company and topic whose name another of its kind has."""
    shown = {ref: _label(desk, ref) for ref in desk.archive.entities}
    times = Counter((ref.kind, name) for ref, name in shown.items())
    return {ref: f"{name} ({ref.slug})" for ref, name in shown.items() if times[ref.kind, name] > 1}


def _label(desk: Desk, ref: Ref) -> str:
    return one_line(desk.archive.entities[ref].name) or ref.slug


def _words(body: str) -> str:
    """A text as its readers see it, without the lines of its tables."""
    return plain.plain(literal.without_code(body))
