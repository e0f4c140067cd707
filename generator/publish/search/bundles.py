"""The full text of the stories, indexed by Pagefind: one bundle a period, so that an edit indexes one period again."""

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
from generator.publish.search.periods import Period, every_period, newest
from generator.publish.search.service import VERSION, index
from generator.publish.search.steady import ENTRY, steady

FORM = 4  # of our records; a higher number makes everybody's index anew
_PROGRAM = sha256(
    b"".join(Path(made).read_bytes() for made in (__file__, excerpt.__file__, escape.__file__))
).hexdigest()
BUNDLES = "pagefind"  # their folder on the site
_SCRIPT = "pagefind.js"  # once for all periods
_WASM = "wasm.*.pagefind"  # of the newest period alone: all others are searched by what that one loads
# What a page fetches of a bundle; the rest are interfaces that we don't show.
_KEPT = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment", ".pagefind")
_RULES = re.compile(r"\|[-:| ]*")  # of tables


def story_bundles(
    folder: Path, desk: Desk, language: str, *, is_waited_for: bool = False
) -> Iterator[tuple[str, Stored]]:
    """The bundles of all periods, by path below the site's root. ``folder`` keeps them from build to build.

    While somebody waits, a bundle that is there will do, whether or not its stories are as they were.
    """
    folder.mkdir(parents=True, exist_ok=True)
    every = every_period(desk)
    names = {period.name for period in every}
    for old in folder.iterdir():
        if old.name.partition(".")[0] not in names:
            _remove(old)
    odd = odd_labels(desk)

    def bundle(period: Period) -> Path:
        if is_waited_for and (folder / f"{period.name}.key").exists():
            return folder / period.name
        return _bundle(folder, desk, period, language, odd)

    # Two at a time: each is a process of its own, and this one only feeds them.
    with ThreadPoolExecutor(2) as workers:
        made = list(workers.map(bundle, every))
    for place, kept in enumerate(made):
        yield from _files(kept, is_newest=place == 0)
        if place == 0:
            yield f"{BUNDLES}/{_SCRIPT}", Stored(kept / _SCRIPT)


def _bundle(folder: Path, desk: Desk, period: Period, language: str, odd: Mapping[Ref, str]) -> Path:
    """The bundle of a period, made where the one that is kept in ``folder`` is another. ``odd``: :func:`odd_labels`."""
    key = _key(desk, period, language, odd)
    if not _is_kept(folder, period.name, key):
        _write(folder, period.name, key, index(records(desk, period, language, odd)))
    return folder / period.name


def changed_bundle(
    folder: Path, desk: Desk, period: Period, language: str, odd: Mapping[Ref, str]
) -> Iterator[tuple[str, Stored]]:
    """The files of the bundle of a period that is known to have changed."""
    told = records(desk, period, language, odd)
    with ThreadPoolExecutor(1) as other:  # a process of its own does the work
        made = other.submit(index, told)
        key = _key(desk, period, language, odd)
        _write(folder, period.name, key, made.result())
    return _files(folder / period.name, is_newest=newest(desk).name == period.name)


def _files(bundle: Path, *, is_newest: bool) -> Iterator[tuple[str, Stored]]:
    """The files of a period's bundle, by path below the site's root. ``is_newest`` of all periods: :data:`_WASM`."""
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and path.name != _SCRIPT and (is_newest or not path.match(_WASM)):
            yield f"{BUNDLES}/{bundle.name}/{path.relative_to(bundle).as_posix()}", Stored(path)


def records(
    desk: Desk, period: Period, language: str, odd: Mapping[Ref, str] | None = None
) -> tuple[dict[str, Any], ...]:
    """What Pagefind is told of each story of a period, oldest first. ``odd``: :func:`odd_labels`."""
    odd = odd_labels(desk) if odd is None else odd
    found = []
    for line in reversed(period.lines):
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


def _key(desk: Desk, period: Period, language: str, odd: Mapping[Ref, str]) -> str:
    """What stands for all that a period's records are made from, which is quicker to see than to make them."""
    told = sha256(f"{FORM} {VERSION} {language} {_PROGRAM}".encode())
    for line in period.lines:
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


def _is_kept(folder: Path, period: str, key: str) -> bool:
    """Whether the bundle of a period is there, and its stories are as they were."""
    key_file = folder / f"{period}.key"
    return (folder / period).is_dir() and key_file.exists() and key_file.read_text(encoding="utf-8") == key


def _write(folder: Path, period: str, key: str, made: Mapping[str, bytes]) -> None:
    """Put what Pagefind made of a period's stories in the place of what is kept."""
    bundle, key_file = folder / period, folder / f"{period}.key"
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
