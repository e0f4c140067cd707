"""What incremental builds changed since a build: a file that grows."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from pathlib import Path

import pytest

from generator.publish.build_cache.cached_build import CacheChanges
from generator.publish.build_cache.journal import Journal


def change(number: int) -> CacheChanges:
    """One incremental build: a file of its own, and one that every other one changes, too."""
    files = {f"{number}.md": (number, 0, 0), f"shared-{number % 2}.md": (number, 1, 1)}
    return CacheChanges(files=files, marker=(number, number, number), sum=number)


def together(numbers: range) -> CacheChanges:
    return reduce(CacheChanges.then, map(change, numbers))


def test_it_says_what_all_changed(tmp_path: Path) -> None:
    path, sizes = tmp_path / "a.since", []
    assert Journal(path, "build").touched is None
    for number in range(1, 30):
        Journal(path, "build").add(change(number))
        assert Journal(path, "build").touched == together(range(1, number + 1))
        sizes.append(path.stat().st_size)
    grown = [after - before for before, after in pairwise(sizes)]
    assert sum(growth < 0 for growth in grown) >= 2, "it is never put together"
    assert [path.name for path in tmp_path.iterdir()] == ["a.since"]


def test_one_that_stays_open_goes_on(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "a.since", "build")
    for number in range(1, 20):
        journal.add(change(number))
        assert journal.touched == Journal(tmp_path / "a.since", "build").touched == together(range(1, number + 1))


def test_it_is_of_one_build(tmp_path: Path) -> None:
    Journal(tmp_path / "a.since", "build").add(change(1))
    other = Journal(tmp_path / "a.since", "another")
    assert other.touched is None
    other.add(change(2))
    assert Journal(tmp_path / "a.since", "another").touched == change(2)
    assert Journal(tmp_path / "a.since", "build").touched is None


@pytest.mark.parametrize("cut", [1, 7, 30])
def test_what_was_being_written_when_a_build_was_killed_is_forgotten(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.since"
    for number in (1, 2, 3):
        Journal(path, "build").add(change(number))
    path.write_bytes(path.read_bytes()[:-cut])
    assert Journal(path, "build").touched == together(range(1, 3))
    Journal(path, "build").add(change(4))
    assert Journal(path, "build").touched == together(range(1, 3)).then(change(4))


@pytest.mark.parametrize("place", [0, 20, 40, 80, -1])
def test_what_was_damaged_is_forgotten(tmp_path: Path, place: int) -> None:
    path = tmp_path / "a.since"
    for number in (1, 2):
        Journal(path, "build").add(change(number))
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    assert Journal(path, "build").touched == (change(1) if place == -1 else None)
