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
BUNDLES = "pagefind"  # their folder on the site
_SCRIPT = "pagefind.js"  # once for all years
# What a page fetches of a bundle; the rest are interfaces that we don't show.
_KEPT = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment", ".pagefind")
_RULES = re.compile(r"\|[-:| ]*")  # of tables


def story_bundles(
    folder: Path, desk: Desk, language: str, *, is_waited_for: bool = False
) -> Iterator[tuple[str, Stored]]:
    """The bundles of all years, by path below the site's root. ``folder`` keeps them from build to build.

    While somebody waits, a bundle that is there will do, whether or not its stories are as they were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name.partition(".")[0] not in {f"{year}" for year in desk.years}:
            _remove(old)
    odd = odd_labels(desk)

    def bundle(year: int) -> Path:
        if is_waited_for and (folder / f"{year}.key").exists():
            return folder / f"{year}"
        return year_bundle(folder, desk, year, language, odd)

    # Two at a time: each is a process of its own, and this one only feeds them.
    with ThreadPoolExecutor(2) as workers:
        made = list(workers.map(bundle, desk.years))
    for place, kept in enumerate(made):
        yield from bundle_files(kept)
        if place == 0:
            yield f"{BUNDLES}/{_SCRIPT}", Stored(kept / _SCRIPT)


def year_bundle(folder: Path, desk: Desk, year: int, language: str, odd: Mapping[Ref, str]) -> Path:
    """The bundle of a year, made where the one that is kept in ``folder`` is another. ``odd``: :func:`odd_labels`."""
    key = _key(desk, year, language, odd)
    if not _is_kept(folder, f"{year}", key):
        _write(folder, f"{year}", key, index(records(desk, year, language, odd)))
    return folder / f"{year}"


def changed_bundle(folder: Path, desk: Desk, year: int, language: str, odd: Mapping[Ref, str]) -> Path:
    """The same of a year that is known to have changed."""
    told = records(desk, year, language, odd)
    with ThreadPoolExecutor(1) as other:  # a process of its own does the work
        made = other.submit(index, told)
        key = _key(desk, year, language, odd)
        _write(folder, f"{year}", key, made.result())
    return folder / f"{year}"


def bundle_files(bundle: Path) -> Iterator[tuple[str, Stored]]:
    """The files of a year's bundle, by path below the site's root."""
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and path.name != _SCRIPT:
            yield f"{BUNDLES}/{bundle.name}/{path.relative_to(bundle).as_posix()}", Stored(path)


def records(desk: Desk, year: int, language: str, odd: Mapping[Ref, str] | None = None) -> tuple[dict[str, Any], ...]:
    """What Pagefind is told of each story of a year, oldest first. ``odd``: :func:`odd_labels`."""
    odd = odd_labels(desk) if odd is None else odd
    found = []
    for line in reversed(desk.years[year]):
        filed = desk.archive.stories[line.ref.slug]
        parts = (line.title, line.standfirst, _words(desk.archive.texts[line.ref.slug].body))
        filters = _filters(desk, filed, odd)
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


def _filters(desk: Desk, filed: Filed, odd: Mapping[Ref, str]) -> dict[str, list[str]]:
    """The names under which a story is found, by kind."""
    filters: dict[str, list[str]] = {}
    for ref in (*filed.named, *filed.topics):
        filters.setdefault(ref.kind, []).append(odd.get(ref) or _label(desk, ref))
    return {kind: sorted(dict.fromkeys(names)) for kind, names in sorted(filters.items())}


def _key(desk: Desk, year: int, language: str, odd: Mapping[Ref, str]) -> str:
    """What stands for all that a year's records are made from, which is quicker to see than to make them."""
    told = sha256(f"{FORM} {VERSION} {language} {_PROGRAM}".encode())
    for line in desk.years[year]:
        filed = desk.archive.stories[line.ref.slug]
        parts = (
            line.ref,
            line.title,
            line.standfirst,
            line.day.isoformat(),
            desk.archive.texts[line.ref.slug].body,
            _filters(desk, filed, odd),
        )
        told.update(json.dumps(parts).encode())
    return told.hexdigest()


def _words(body: str) -> str:
    """A text as its readers see it, without the lines of its tables."""
    return " ".join(plain(_RULES.sub(" ", block) if "|" in block else block) for block in body.split("\n\n"))


def odd_labels(desk: Desk) -> Mapping[Ref, str]:
    """What filters call each person, company and topic whose name another of its kind has."""
    shown = {ref: _label(desk, ref) for ref in desk.archive.entities}
    times = Counter((ref.kind, name) for ref, name in shown.items())
    return {ref: f"{name} ({ref.slug})" for ref, name in shown.items() if times[ref.kind, name] > 1}


def _label(desk: Desk, ref: Ref) -> str:
    return one_line(desk.archive.entities[ref].name) or ref.slug


def _is_kept(folder: Path, year: str, key: str) -> bool:
    """Whether the bundle of a year is there, and its stories are as they were."""
    key_file = folder / f"{year}.key"
    return (folder / year).is_dir() and key_file.exists() and key_file.read_text(encoding="utf-8") == key


def _write(folder: Path, year: str, key: str, made: Mapping[str, bytes]) -> None:
    """Put what Pagefind made of a year's stories in the place of what is kept."""
    bundle, key_file = folder / year, folder / f"{year}.key"
    key_file.unlink(missing_ok=True)
    _remove(bundle)
    for path, data in steady(made).items():
        if path in (ENTRY, _SCRIPT) or path.endswith(_KEPT):
            file = bundle / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    key_file.write_text(key, encoding="utf-8")  # last: a bundle without its key is made again


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()
