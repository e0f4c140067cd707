"""After any edits, a build that takes over what is the same gives the bytes of a clean one."""

from __future__ import annotations

import os
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build import Order, build
from generator.problems import has_errors
from generator.publish.driving import record
from generator.publish.listener import Listener
from generator.publish.settings import Given

TODAY = date(2031, 12, 31)
PEOPLE = ("Ada Byron", "Bo Li", "Cy Young", "Dee Park")
COMPANIES = ("Orbital", "Northwind", "Meridian")
EDITS = int(os.environ.get("CUTTINGS_EDITS", "6"))  # hundreds, before a release


class Newsroom:
    """A content folder that somebody edits at random."""

    def __init__(self, folder: Path, root: Path, seed: int) -> None:
        self.folder = folder
        self.content = folder / "content"
        self.random = random.Random(seed)
        self.number = 0
        for name in ("one", "other"):
            (folder / name).mkdir()
            shutil.copy(root / "mkdocs.yml", folder / name / "mkdocs.yml")
            (folder / name / "theme").symlink_to(root / "theme")
        (self.content / "stories/2031").mkdir(parents=True)
        (self.content / "pages").mkdir()
        (self.content / "pages/about.md").write_text("---\ntitle: About us\n---\nWho we are.\n")
        for _ in range(8):
            self.add()

    @property
    def stories(self) -> list[Path]:
        return sorted((self.content / "stories/2031").iterdir())

    def add(self) -> None:
        self.number += 1
        who, where, other = (self.random.choice(names) for names in (PEOPLE, COMPANIES, COMPANIES))
        facts = self.random.choice((f"{{joined: {where}}}", f"{{left: {where}}}", f'{{said: "Quote {self.number}."}}'))
        day = date.fromordinal(date(2031, 1, 1).toordinal() + self.random.randrange(300))
        reasons = self.random.randrange(100)
        text = f"The [[{other}]] of [[{who}]] has {reasons} reasons.\n\n## Heading {self.number}\n\nEnd."
        (self.content / f"stories/2031/story-{self.number}.md").write_text(
            f'---\ntitle: "Story {self.number} & more"\ndate: {day}\ntopics: [t{self.number % 3}]\n'
            f"people:\n  {who}:\n    - {facts}\ncompanies: [{where}, {other}]\n---\n\n{text}\n"
        )

    def edit(self) -> None:
        """One change of one of the kinds that editors make."""
        stories = self.stories
        story = self.random.choice(stories)
        match self.random.choice(("body", "body", "title", "add", "delete", "rename", "about", "undo")):
            case "body":
                story.write_text(story.read_text() + f"\nAlso number {self.random.randrange(1000)}.\n")
            case "title":
                story.write_text(story.read_text().replace("& more", "& *less*"))
            case "add":
                self.add()
            case "delete" if len(stories) > 5:
                story.unlink()
            case "rename":
                self.number += 1
                story.rename(story.with_name(f"renamed-{self.number}.md"))
            case "about":
                (self.content / "pages/about.md").write_text(f"---\ntitle: About {self.number}\n---\n[1](index.md)\n")
            case _:
                story.touch()

    def site(self, name: str, *, clean: bool) -> dict[str, bytes]:
        given = Given(self.folder / name / "mkdocs.yml", os.fspath(self.content))
        built = build(Order(given, TODAY, clean=clean, allow_shrink=True), Listener())
        assert not has_errors(built.problems), [str(problem) for problem in built.problems]
        site = built.site
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def newsroom(tmp_path: Path, root: Path) -> Newsroom:
    return Newsroom(tmp_path, root, seed=7)


def test_after_any_edits_the_site_is_that_of_a_clean_build(newsroom: Newsroom) -> None:
    newsroom.site("one", clean=False)
    for step in range(EDITS):
        newsroom.edit()
        ours, clean = newsroom.site("one", clean=False), newsroom.site("other", clean=True)
        assert sorted(ours) == sorted(clean), f"edit {step}"
        assert [path for path in clean if ours[path] != clean[path]] == [], f"edit {step}"


def test_a_page_that_stays_the_same_is_the_same_file(newsroom: Newsroom) -> None:
    newsroom.site("one", clean=False)
    site = newsroom.folder / "one/site"
    numbers = {path: path.stat().st_ino for path in site.glob("stories/2031/*/index.html")}
    story = newsroom.stories[0]
    story.write_text(story.read_text() + "\nOne more line.\n")
    newsroom.site("one", clean=False)
    other = [path for path, number in numbers.items() if path.stat().st_ino != number]
    assert [path.parent.name for path in other] == [story.stem]


def test_a_page_that_somebody_changed_on_the_site_is_rendered_again(newsroom: Newsroom) -> None:
    before = newsroom.site("one", clean=False)
    page = newsroom.folder / "one/site/stories/2031" / newsroom.stories[1].stem / "index.html"
    page.write_text("defaced")
    newsroom.stories[0].write_text(newsroom.stories[0].read_text() + "\nOne more line.\n")
    after = newsroom.site("one", clean=False)
    path = page.relative_to(newsroom.folder / "one/site").as_posix()
    assert after[path] == before[path]


def test_the_published_site_is_never_written_to(newsroom: Newsroom) -> None:
    newsroom.site("one", clean=False)
    site = newsroom.folder / "one/site"
    before = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    for story in newsroom.stories[:3]:
        story.write_text(story.read_text() + "\nOne more line.\n")
    newsroom.site("one", clean=False)
    previous = newsroom.folder / "one/.site.previous"
    assert {path.relative_to(previous): path.read_bytes() for path in previous.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 1}', '{"format": 1, "marker": [0, 0, 0], "pages": {}}'])
def test_a_damaged_record_is_none(tmp_path: Path, text: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".cuttings").write_text("{}")
    record.leave(tmp_path / "build", record.Record("form", site, {}, {}))
    assert record.recall(tmp_path / "build", site) is not None
    next((tmp_path / "build/rendered").iterdir()).write_text(text)
    assert record.recall(tmp_path / "build", site) is None
