"""What a build remembers: of use while everything else is the same, and never a way to run anything."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from msgspec.structs import replace

from generator.build import Built, Order, build
from generator.pages.catalogue import Unit
from generator.pages.desk import lay_out
from generator.pages.tables import COUNT
from generator.problems import has_errors
from generator.publish.build_cache import cached_build as memory
from generator.publish.build_cache import rows, store, writing
from generator.publish.build_cache.journal import Journal
from generator.publish.config.settings import Given
from generator.publish.listener import Listener
from generator.publish.markdown.pages import Renderer
from tests.newsroom import Newsroom

TODAY = date(2031, 12, 31)


class Desk:
    """A project in a folder, and the units that its last build made."""

    def __init__(self, folder: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.newsroom = Newsroom(3)
        self.made: list[Unit] = []
        shutil.copy(root / "mkdocs.yml", folder / "mkdocs.yml")
        (folder / "theme").symlink_to(root / "theme")
        unit = Renderer.unit

        def noted(renderer: Renderer, each: Unit) -> object:
            self.made.append(each)
            return unit(renderer, each)

        monkeypatch.setattr(Renderer, "unit", noted)

    def build(self) -> memory.CachedBuild:
        built = self.built()
        assert built.memory is not None
        return built.memory

    def built(self, before: memory.CachedBuild | None = None) -> Built:
        """``before`` is what a preview remembers, whose reader waits for this build."""
        for path, text in self.newsroom.files.items():
            file = self.folder / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        self.made.clear()
        given = Given(self.folder / "mkdocs.yml", os.fspath(self.folder / "content"), jobs=1)
        waited_for = before is not None
        order = Order(given, TODAY, allow_shrink=True, durable=not waited_for, waited_for=waited_for, before=before)
        built = build(order, Listener())
        assert not has_errors(built.problems)
        return built

    def change(self, path: str, old: str, new: str) -> None:
        assert old in self.newsroom.files[path]
        self.newsroom.files[path] = self.newsroom.files[path].replace(old, new, 1)

    @property
    def kept(self) -> Path:
        [path] = [path for path in (self.folder / "build/memory").iterdir() if not path.suffix]
        return path

    def recalled(self, form: str) -> memory.CachedBuild | None:
        return store.recall(self.folder / "build", self.folder / "site", form)


@pytest.fixture
def desk(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path, root, monkeypatch)


def test_only_what_a_change_bears_on_is_made_again(desk: Desk) -> None:
    desk.build()
    first = len(desk.made)
    assert first > 40
    desk.change("stories/story-4.md", "End.", "The end.")
    desk.build()
    assert Unit("story", "story-4") in desk.made
    assert len(desk.made) < first / 2
    desk.newsroom.files["pages/about.md"] += "More.\n"
    desk.build()
    assert desk.made == [Unit("page", "about")]


def test_a_page_that_somebody_changed_in_the_generated_folder_is_made_again(desk: Desk) -> None:
    desk.build()
    page = desk.folder / "build/docs/about.md"
    before = page.read_text()
    page.write_text("defaced")
    desk.change("stories/story-4.md", "End.", "The end.")
    desk.build()
    assert Unit("page", "about") in desk.made
    assert page.read_text() == before


def test_what_is_remembered_comes_back_whole(desk: Desk) -> None:
    left = desk.build()
    back = desk.recalled(left.form)
    assert back is not None
    assert back.known == left.known
    assert back.units == left.units
    assert back.files == left.files
    assert back.record == left.record is not None
    assert back.reasoning.archive == left.reasoning.archive
    assert desk.recalled("another") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:200],
        lambda data: data[:5000] + bytes((data[5000] ^ 1,)) + data[5001:],
        lambda data: b"\x80\x05" + data,
    ],
)
def test_a_damaged_memory_is_none(desk: Desk, damage: Callable[[bytes], bytes]) -> None:
    left = desk.build()
    desk.kept.write_bytes(damage(desk.kept.read_bytes()))
    assert desk.recalled(left.form) is None
    desk.build()  # and the next build mends it
    assert desk.recalled(left.form) is not None


def test_a_memory_without_its_second_half_is_none(desk: Desk) -> None:
    left = desk.build()
    desk.kept.with_suffix(".after").unlink()
    assert desk.recalled(left.form) is None


class Command:
    """What a hostile cache may hold."""

    def __init__(self, made: Path) -> None:
        self.made = made

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.system, (f"touch {self.made}",)


@pytest.mark.parametrize("place", ["key", "value", "rendered", "since"])
def test_a_memory_runs_nothing(desk: Desk, place: str) -> None:
    left = desk.build()
    hostile: Any = Command(desk.folder / "made")
    if place == "since":
        Journal(desk.kept.with_suffix(".since"), left.name).add(hostile)
    elif place == "rendered":
        rows.write(desk.kept.with_suffix(".after"), left.name, [{"a": hostile}.items()] * 4)
    else:
        row = {"a": hostile} if place == "value" else {hostile: "a"}
        name = rows.write(desk.kept, left.form, [row.items()] * (COUNT + 5))
        rows.write(desk.kept.with_suffix(".after"), name, [{}.items()] * 4)
    back = desk.recalled(left.form)
    assert back is None or (place == "since" and back == left)
    assert not (desk.folder / "made").exists()


@pytest.mark.parametrize("table", ["units", "pages", "others"])
def test_a_cache_that_names_files_elsewhere_is_none(desk: Desk, table: str) -> None:
    left = desk.build()
    assert left.record is not None
    outside = "../../precious.txt"
    unit, made = next(iter(left.units.items()))
    pages = {**left.record.pages, outside: next(iter(left.record.pages.values()))}
    hostile = {
        "units": replace(left, units={**left.units, unit: made._replace(files=((outside, "0"),))}),
        "pages": replace(left, record=replace(left.record, pages=pages)),
        "others": replace(left, record=replace(left.record, others={outside: ("", (0, 0, 0))})),
    }[table]
    name = writing.put(desk.kept, hostile, desk.kept, None)
    writing.put_record(desk.kept.with_suffix(".after"), name, hostile)
    assert desk.recalled(left.form) is None


def test_the_list_of_rows_runs_nothing(desk: Desk) -> None:
    left = desk.build()
    data = desk.kept.read_bytes()
    start = int.from_bytes(data[rows._HEAD - 8 : rows._HEAD], "big")
    listed = pickle.dumps(Command(desk.folder / "made"), protocol=5)
    desk.kept.write_bytes(data[:start] + listed + crc32(listed).to_bytes(4, "big"))
    assert desk.recalled(left.form) is None
    assert not (desk.folder / "made").exists()


def test_what_stays_the_same_is_taken_over_and_says_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.build()
    desk.change("stories/story-4.md", "End.", "The end.")
    taken: list[bool] = []
    block = rows.Rows.block

    def noted(*given: Any) -> object:
        found = block(*given)
        taken.append(found is not None)
        return found

    monkeypatch.setattr(rows.Rows, "block", noted)
    desk.newsroom.files["stories/one-more.md"] = "---\ntitle: One more\ndate: 2031-05-01\n---\nAda Byron was there.\n"
    left = desk.build()
    assert sum(taken) > len(taken) / 2
    back = desk.recalled(left.form)
    assert back is not None
    assert back.known == left.known
    assert back.units == left.units
    assert lay_out(back.reasoning.archive, back.reasoning) == lay_out(left.reasoning.archive, left.reasoning)


def test_whoever_waits_for_a_page_has_it_before_all_is_kept(desk: Desk) -> None:
    first = desk.build()
    assert first.name
    desk.newsroom.files["stories/one-more.md"] = "---\ntitle: One more\ndate: 2031-05-01\n---\nAda Byron was there.\n"
    built = desk.built(first)
    assert (desk.folder / "site/stories/2031/one-more/index.html").is_file()
    assert desk.recalled(first.form) is not None
    assert "stories/one-more.md" not in desk.recalled(first.form).known  # type: ignore[union-attr]
    assert built.keep is not None
    assert built.memory is not None
    kept = built.keep()
    assert kept.name not in ("", first.name)
    back = desk.recalled(first.form)
    assert back is not None
    assert (back.name, back.known, back.units, back.record) == (kept.name, kept.known, kept.units, kept.record)
    desk.change("stories/one-more.md", "One more", "One more again")
    desk.built(kept)
    assert "One more again" in (desk.folder / "site/stories/2031/one-more/index.html").read_text()
