"""A build that has nothing to do is seen by looking at files alone, and only then."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.problems import Problem
from generator.publish.change_detection import scan
from generator.publish.change_detection.scan import Asked, Stamp, Stood
from generator.publish.config.build_folder import named_build_dir

TODAY = date(2031, 3, 4)


class Place:
    """A configuration with its content, theme and site, all of them written long ago."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("content/stories", "theme", "site", "build/docs"):
            (folder / name).mkdir(parents=True)
        self.write("mkdocs.yml", "INHERIT: base.yml\nplugins:\n  - cuttings:\n      build_dir: build\n")
        self.write("base.yml", "INHERIT: 'mkdocs.yml'\nsite_name: One\n")
        self.write("build/mkdocs.yml", "")
        self.write("content/stories/a.md", "one")
        self.write("theme/main.html", "two")
        self.write("site/.cuttings", "{}")
        self.asked = Asked(folder / "mkdocs.yml", "content", None, None, TODAY, False, False)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)

    def build(self, monkeypatch: pytest.MonkeyPatch, later: int = 10**9) -> Stood:
        """Leave the stamp of a build that began some nanoseconds from now: what was just written is old to it."""
        now = time.time_ns() + later
        with monkeypatch.context() as patch:
            patch.setattr(time, "time_ns", lambda: now)
            stamp = Stamp(self.asked, self.folder / "content", [self.folder / "theme"])
        warning = Problem("content/stories/a.md", 1, 2, "unknown-name", "who?", "Ann", "warning")
        stood = Stood((warning,), self.folder / "site", 3, 1)
        stamp.leave(self.folder / "build", stood, "form", {})
        return stood


def still(asked: Asked) -> Stood | None:
    """What the build that stands came to, if another would give the same."""
    look = scan.look(asked)
    return None if look is None or look.changed else look.stood


@pytest.mark.parametrize(
    "written",
    ["build", "a/b", "build # c", '"my build"', "'my build'  # c", "my build", "it's", "a#b", '"a\'b"', "../out"],
)
def test_the_build_folder_is_read_as_yaml_reads_it(written: str) -> None:
    text = f"site_name: One\nplugins:\n  - search\n  - cuttings:\n      build_dir: {written}\n      content: c\n"
    assert named_build_dir([text]) == yaml.safe_load(text)["plugins"][1]["cuttings"]["build_dir"]
    assert named_build_dir(["site_name: One\n", text]) == named_build_dir([text])
    assert named_build_dir(["#      build_dir: other\n"]) == "build"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_what_stands_is_told_while_nothing_changes(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    assert still(place.asked) is None
    stood = place.build(monkeypatch)
    assert still(place.asked) == stood


CHANGES: dict[str, Callable[[Place], object]] = {
    "an inherited configuration": lambda place: place.write("base.yml", "site_name: Two\n"),
    "an edit": lambda place: place.write("content/stories/a.md", "another"),
    "an edit of the same length": lambda place: place.write("content/stories/a.md", "ONE"),
    "a new story": lambda place: place.write("content/stories/b.md", ""),
    "a story that is gone": lambda place: (place.folder / "content/stories/a.md").unlink(),
    "a new name": lambda place: (place.folder / "content/stories/a.md").rename(place.folder / "content/stories/b.md"),
    "an edit with the old time": lambda place: os.utime(place.folder / "content/stories/a.md", ns=(1, 1)),
    "the theme": lambda place: place.write("theme/main.html", "other"),
    "the configuration": lambda place: place.write(
        "mkdocs.yml", "plugins:\n  - cuttings:\n      build_dir: build\n#\n"
    ),
    "a new version of the site": lambda place: place.write("site/.cuttings", "{ }"),
    "no site": lambda place: (place.folder / "site/.cuttings").unlink(),
    "no generated folder": lambda place: (place.folder / "build/docs").rmdir(),
    "a damaged stamp": lambda place: next((place.folder / "build/stamps").glob("*.json")).write_text("{"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_changes_asks_for_a_build(
    place: Place, change: Callable[[Place], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    place.build(monkeypatch)
    change(place)
    assert still(place.asked) is None


def test_another_day_or_another_question_asks_for_a_build(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build(monkeypatch)
    told = place.asked
    assert still(Asked(told.config_file, "content", None, None, date(2031, 3, 5), False, False)) is None
    assert still(Asked(told.config_file, "content", None, None, TODAY, True, False)) is None


def test_the_environment_that_the_configuration_reads_counts(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.write("mkdocs.yml", "site_url: !ENV [SITE_URL, 'x']\nplugins:\n  - cuttings:\n      build_dir: build\n")
    place.build(monkeypatch)
    assert still(place.asked) is not None
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    assert still(place.asked) is None


def test_pages_are_known_by_what_their_files_hold(place: Place) -> None:
    def form() -> str:
        return Stamp(place.asked, place.folder / "content", [place.folder / "theme"]).form

    first = form()
    place.write("content/stories/a.md", "another")
    os.utime(place.folder / "theme/main.html", (1, 1))
    assert form() == first
    place.write("theme/main.html", "three")
    assert form() != first


def test_files_that_change_while_a_build_begins_leave_no_stamp(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build(monkeypatch, later=0)
    assert still(place.asked) is None


def test_a_look_right_after_a_change_waits_until_it_is_sure(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build(monkeypatch)
    place.write("content/stories/a.md", "another")
    look = scan.look(place.asked)
    assert look is not None
    assert look.changed == ("stories/a.md",)
    look.stamp.leave(place.folder / "build", look.stood, look.form, look.told)
    assert still(place.asked) == look.stood
