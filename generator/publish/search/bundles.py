"""The full text of the stories, indexed by Pagefind: one bundle a year, so that an edit indexes one year again."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.archive.model import Filed, Ref
from generator.pages import excerpt
from generator.pages.addresses import address, docs_path
from generator.pages.desk import Desk
from generator.pages.excerpt import plain
from generator.publish import escape
from generator.publish.escape import one_line
from generator.publish.folder import Stored
from generator.publish.search.service import VERSION, index
from generator.publish.search.steady import ENTRY, steady

FORM = 3  # of our records; a higher number makes everybody's index anew
_PROGRAM = sha256(
    b"".join(Path(made).read_bytes() for made in (__file__, excerpt.__file__, escape.__file__))
).hexdigest()
_SCRIPT = "pagefind.js"  # once for all years
# What a page fetches of a bundle; the rest are interfaces that we don't show.
_KEPT = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment", ".pagefind")
_RULES = re.compile(r"\|[-:| ]*")  # of tables


def story_bundles(folder: Path, desk: Desk, language: str) -> Iterator[tuple[str, Stored]]:
    """The bundles of all years, by path below the site's root. ``folder`` keeps them from build to build."""
    folder.mkdir(parents=True, exist_ok=True)
    labels = _labels(desk)
    keys = {f"{year}": _key(desk, year, language, labels) for year in desk.years}
    for old in folder.iterdir():
        if old.name.partition(".")[0] not in keys:
            _remove(old)

    def bundle_of(year: int) -> Path:
        if _is_kept(folder, f"{year}", keys[f"{year}"]):
            return folder / f"{year}"
        return _bundle(folder, f"{year}", keys[f"{year}"], records(desk, year, language, labels))

    # Two at a time: each is a process of its own, and this one only feeds them.
    with ThreadPoolExecutor(2) as workers:
        made = list(workers.map(bundle_of, desk.years))
    for place, bundle in enumerate(made):
        for path in sorted(bundle.rglob("*")):
            if path.is_file() and path.name != _SCRIPT:
                yield f"pagefind/{bundle.name}/{path.relative_to(bundle).as_posix()}", Stored(path)
        if place == 0:
            yield f"pagefind/{_SCRIPT}", Stored(bundle / _SCRIPT)


def records(
    desk: Desk, year: int, language: str, labels: Mapping[Ref, str] | None = None
) -> tuple[dict[str, Any], ...]:
    """What Pagefind is told of each story of a year, oldest first. ``labels`` name whom filters offer."""
    labels = labels or _labels(desk)
    found = []
    for line in reversed(desk.years[year]):
        filed = desk.archive.stories[line.ref.slug]
        parts = (line.title, line.standfirst, _words(filed.story.body))
        filters = _filters(filed, labels)
        found.append(
            {
                "url": address(docs_path(desk.archive, line.ref)),
                "content": one_line(". ".join(part.rstrip(". ") for part in parts if part.strip())),
                "language": language.partition("-")[0],
                "meta": {"title": one_line(line.title) or line.ref.slug, "date": line.day.isoformat()},
                "filters": filters,
                "sort": {"date": line.day.isoformat()},
            }
        )
    return tuple(found)


def _filters(filed: Filed, labels: Mapping[Ref, str]) -> dict[str, list[str]]:
    """The names under which a story is found, by kind."""
    filters: dict[str, list[str]] = {}
    for ref in (*filed.named, *filed.topics):
        filters.setdefault(ref.kind, []).append(labels[ref])
    return {kind: sorted(dict.fromkeys(names)) for kind, names in sorted(filters.items())}


def _key(desk: Desk, year: int, language: str, labels: Mapping[Ref, str]) -> str:
    """What stands for all that a year's records are made from, which is quicker to see than to make them."""
    told = sha256(f"{FORM} {VERSION} {language} {_PROGRAM}".encode())
    for line in desk.years[year]:
        filed = desk.archive.stories[line.ref.slug]
        parts = (line.ref, line.title, line.standfirst, line.day.isoformat(), filed.story.body, _filters(filed, labels))
        told.update(json.dumps(parts).encode())
    return told.hexdigest()


def _words(body: str) -> str:
    """A text as its readers see it, without the lines of its tables."""
    return " ".join(plain(_RULES.sub(" ", block) if "|" in block else block) for block in body.split("\n\n"))


def _labels(desk: Desk) -> Mapping[Ref, str]:
    """A name for each person, company and topic that no other of its kind has."""
    shown = {ref: one_line(entity.name) or ref.slug for ref, entity in desk.archive.entities.items()}
    times = Counter((ref.kind, name) for ref, name in shown.items())
    return {ref: name if times[ref.kind, name] == 1 else f"{name} ({ref.slug})" for ref, name in shown.items()}


def _is_kept(folder: Path, year: str, key: str) -> bool:
    """Whether the bundle of a year is there, and its stories are as they were."""
    key_file = folder / f"{year}.key"
    return (folder / year).is_dir() and key_file.exists() and key_file.read_text(encoding="utf-8") == key


def _bundle(folder: Path, year: str, key: str, stories: tuple[dict[str, Any], ...]) -> Path:
    """Make the bundle of a year."""
    bundle, key_file = folder / year, folder / f"{year}.key"
    key_file.unlink(missing_ok=True)
    _remove(bundle)
    for path, data in steady(index(stories)).items():
        if path in (ENTRY, _SCRIPT) or path.endswith(_KEPT):
            file = bundle / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    key_file.write_text(key, encoding="utf-8")  # last: a bundle without its key is made again
    return bundle


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()
