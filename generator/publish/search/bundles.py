"""The full text of the stories, indexed by Pagefind: one bundle a period, so that an edit indexes one period again."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.pages.desk import Desk
from generator.publish.generated.folder import Stored
from generator.publish.search.periods import Period, every_period, newest_of
from generator.publish.search.service import index
from generator.publish.search.steady import ENTRY, steady
from generator.publish.search.told import Teller, Told, keep, odd_labels, recall

BUNDLES = "pagefind"  # their folder on the site
_SCRIPT = "pagefind.js"  # once for all periods
_WASM = "wasm.*.pagefind"  # of the newest period alone: all others are searched by what that one loads
# What a page fetches of a bundle; the rest are interfaces that we don't show.
_KEPT = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment", ".pagefind")
_KEY, _TOLD = ".key", ".told"  # beside each bundle: what stands for its stories, and what was told of each


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
    teller = Teller(desk, language, odd_labels(desk))

    def bundle(period: Period) -> Path:
        if is_waited_for and (folder / f"{period.name}{_KEY}").exists():
            return folder / period.name
        return _bundle(folder, teller, period)

    # Two at a time: each is a process of its own, and this one only feeds them.
    with ThreadPoolExecutor(2) as workers:
        made = list(workers.map(bundle, every))
    for place, kept in enumerate(made):
        yield from _files(kept, is_newest=place == 0)
        if place == 0:
            yield f"{BUNDLES}/{_SCRIPT}", Stored(kept / _SCRIPT)


def _bundle(folder: Path, teller: Teller, period: Period) -> Path:
    """The bundle of a period, made where the one that is kept in ``folder`` is another."""
    lines = period.lines[::-1]
    digests = tuple(map(teller.digest, lines))
    key = teller.key(digests)
    if not ((folder / period.name).is_dir() and _key(folder, period.name) == key):
        _make(folder, period.name, key, tuple(map(teller.told, lines, digests)))
    return folder / period.name


def changed_bundle(
    folder: Path, teller: Teller, period: Period, changed: Collection[str]
) -> Iterator[tuple[str, Stored]]:
    """The files of the bundle of a period of which these stories alone are known to have changed."""
    known = recall(folder / f"{period.name}{_TOLD}", _key(folder, period.name), changed)
    # A build that was killed while it made a bundle may have left it without its key, but not without what was told.
    is_newest = period.name == newest_of({period.name, *(path.stem for path in folder.glob(f"*{_TOLD}"))})
    told = tuple(known.get(line.ref.slug) or teller.told(line, teller.digest(line)) for line in reversed(period.lines))
    _make(folder, period.name, teller.key(each.digest for each in told), told)
    return _files(folder / period.name, is_newest=is_newest)


def _make(folder: Path, period: str, key: str, told: Sequence[Told]) -> None:
    """Put what Pagefind makes of a period's stories, for all of which ``key`` stands, in the place of what is kept."""
    made = steady(index([each.record for each in told]))
    bundle, key_file = folder / period, folder / f"{period}{_KEY}"
    key_file.unlink(missing_ok=True)
    _remove(bundle)
    for path, data in made.items():
        if path in (ENTRY, _SCRIPT) or path.endswith(_KEPT):
            file = bundle / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    keep(folder / f"{period}{_TOLD}", key, told)
    key_file.write_text(key, encoding="utf-8")  # last: a bundle without its key is made again


def _key(folder: Path, period: str) -> str:
    """What stands for the stories of a period's bundle; "" where it isn't there."""
    key_file = folder / f"{period}{_KEY}"
    return key_file.read_text(encoding="utf-8") if key_file.exists() else ""


def _files(bundle: Path, *, is_newest: bool) -> Iterator[tuple[str, Stored]]:
    """The files of a period's bundle, by path below the site's root. ``is_newest`` of all periods: :data:`_WASM`."""
    for path in sorted(bundle.rglob("*")):
        if path.is_file() and path.name != _SCRIPT and (is_newest or not path.match(_WASM)):
            yield f"{BUNDLES}/{bundle.name}/{path.relative_to(bundle).as_posix()}", Stored(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    elif path.exists():
        path.unlink()
