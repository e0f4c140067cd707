"""After any edits, a build that takes over what is the same gives the bytes of a clean one."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.build import Built, Order, build, understand
from generator.problems import Problem, has_errors
from generator.publish.build_cache.cached_build import FileCache
from generator.publish.change_detection import scan
from generator.publish.config.settings import Given
from generator.publish.listener import Listener
from generator.publish.swap import standby
from generator.read.walk import Parsed, TextFile
from tests.newsroom import Newsroom as Editing

TODAY = date(2031, 12, 31)
EDITS = int(os.environ.get("CUTTINGS_EDITS", "6"))  # hundreds, before a release


class Newsroom(Editing):
    """A newsroom whose files lie in a content folder."""

    def __init__(self, folder: Path, root: Path, seed: int) -> None:
        super().__init__(seed)
        self.folder = folder
        self.content = folder / "content"
        self.warnings: dict[str, tuple[Problem, ...]] = {}  # of the last build of each project
        self.counts: dict[str, tuple[int, int]] = {}  # … and how many pages and stories it had
        for name in ("one", "other"):
            (folder / name).mkdir()
            shutil.copy(root / "mkdocs.yml", folder / name / "mkdocs.yml")
            (folder / name / "theme").symlink_to(root / "theme")
        self.write()

    def write(self) -> None:
        """Touches the files that differ, and no others."""
        for path in self.content.rglob("*.md"):
            if path.relative_to(self.content).as_posix() not in self.files:
                path.unlink()
        for name, text in self.files.items():
            path = self.content / name
            if not path.exists() or path.read_text() != text:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)

    def sound_edit(self, edit: Callable[[], str | None] | None = None) -> str:
        """An edit, any one unless it is said which, after which the content has no error; its kind."""
        while True:
            before = dict(self.files)
            kind = (edit or self.edit)()
            self.write()
            if understand(self.content, "content", TODAY)[0] is not None:
                return kind or edit.__name__ if edit else str(kind)
            self.files = before

    @property
    def written(self) -> list[Path]:
        return sorted((self.content / "stories").iterdir())

    def built(self, name: str, *, clean: bool, listener: Listener | None = None) -> Built:
        """A build, whatever is wrong with the content."""
        given = Given(self.folder / name / "mkdocs.yml", os.fspath(self.content))
        time.sleep(0.06)  # what was saved a moment before a build began is never taken for what it read
        order = Order(given, TODAY, clean=clean, allow_shrink=True)
        left = None if clean else scan.left(order.asked)
        if left is None:
            return build(order, listener or Listener())
        with standby.standby_check(left.build_dir, left.site, None) as standby_check:
            look = scan.look(order.asked, left)
            return build(replace(order, look=look, standby_check=standby_check), listener or Listener())

    def site(self, name: str, *, clean: bool) -> dict[str, bytes]:
        built = self.built(name, clean=clean)
        assert not has_errors(built.problems), "\n".join(map(str, built.problems))
        self.warnings[name], self.counts[name] = built.problems, (built.pages, built.stories)
        return held(built.site)


def held(site: Path) -> dict[str, bytes]:
    """What each file below a folder holds; nothing for the folders there."""
    every = {path.relative_to(site).as_posix(): path for path in site.rglob("*")}
    files = {path: file.read_bytes() for path, file in every.items() if file.is_file()}
    return files | {f"{path}/": b"" for path, folder in every.items() if folder.is_dir()}


@pytest.fixture
def newsroom(tmp_path: Path, root: Path) -> Newsroom:
    return Newsroom(tmp_path, root, seed=1)


def test_after_any_edits_the_site_is_that_of_a_clean_build(newsroom: Newsroom) -> None:
    newsroom.site("one", clean=False)
    for step in range(EDITS):
        kind = newsroom.sound_edit()
        ours, clean = newsroom.site("one", clean=False), newsroom.site("other", clean=True)
        assert sorted(ours) == sorted(clean), f"edit {step} ({kind})"
        assert [path for path in clean if ours[path] != clean[path]] == [], f"edit {step} ({kind})"


def test_a_page_that_stays_the_same_is_the_same_file(newsroom: Newsroom) -> None:
    newsroom.site("one", clean=False)
    site = newsroom.folder / "one/site"
    numbers = {path: path.stat().st_ino for path in site.glob("stories/2031/*/index.html")}
    story = newsroom.written[0]
    story.write_text(story.read_text() + "\nOne more line.\n")
    newsroom.site("one", clean=False)
    other = [path for path, number in numbers.items() if path.stat().st_ino != number]
    assert [path.parent.name for path in other] == [story.stem]


def test_a_page_that_somebody_changed_on_the_site_is_rendered_again(newsroom: Newsroom) -> None:
    before = newsroom.site("one", clean=False)
    page = newsroom.folder / "one/site/stories/2031" / newsroom.written[1].stem / "index.html"
    page.write_text("defaced")
    newsroom.written[0].write_text(newsroom.written[0].read_text() + "\nOne more line.\n")
    after = newsroom.site("one", clean=False)
    path = page.relative_to(newsroom.folder / "one/site").as_posix()
    assert after[path] == before[path]


def test_the_published_site_is_never_written_to(newsroom: Newsroom) -> None:
    newsroom.site("one", clean=False)
    site = newsroom.folder / "one/site"
    before = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    for story in newsroom.written[:3]:
        story.write_text(story.read_text() + "\nOne more line.\n")
    newsroom.site("one", clean=False)
    previous = newsroom.folder / "one/.site.previous"
    assert {path.relative_to(previous): path.read_bytes() for path in previous.rglob("*") if path.is_file()} == before


def test_a_page_that_is_gone_costs_only_those_that_may_link_to_it(newsroom: Newsroom) -> None:
    newsroom.add()
    slug = newsroom.unfollowed[-1][8:-3]
    newsroom.write()
    newsroom.site("one", clean=False)
    site = newsroom.folder / "one/site"
    numbers = {path: path.stat().st_ino for path in site.glob("stories/2031/*/index.html") if path.parent.name != slug}
    linking = {path for path in numbers if slug in path.read_text()}
    del newsroom.files[f"stories/{slug}.md"]
    newsroom.write()
    newsroom.site("one", clean=False)
    again = {path for path, number in numbers.items() if path.stat().st_ino != number}
    assert again < set(numbers)
    assert linking <= again


def test_a_link_of_html_to_a_page_that_is_gone_is_found(newsroom: Newsroom) -> None:
    newsroom.files["stories/gone.md"] = "---\ntitle: Gone\ndate: 2031-02-03\n---\nText.\n"
    link = '<a href="../gone/">It</a>'
    newsroom.files["stories/linking.md"] = f"---\ntitle: Linking\ndate: 2031-02-04\n---\n{link}\n"
    newsroom.write()
    newsroom.site("one", clean=False)
    del newsroom.files["stories/gone.md"]
    newsroom.write()
    given = Given(newsroom.folder / "one/mkdocs.yml", os.fspath(newsroom.content))
    built = build(Order(given, TODAY), Listener())
    assert [problem.code for problem in built.problems if problem.severity == "error"] == ["dead-link"]


def test_a_file_that_nobody_touched_is_not_read_again(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.site("one", clean=False)
    newsroom.files["people/zora-quibble.md"] = "---\nname: Zora Quibble\nweak_aliases: [Zo]\n---\nA pilot.\n"
    newsroom.add()
    newsroom.write()
    looked_at: list[str] = []
    reading = FileCache.__call__

    def noted(recollection: FileCache, files: Iterable[TextFile], shown: str) -> Iterator[Parsed]:
        kept = list(files)
        looked_at.extend(file.path for file in kept)
        return reading(recollection, kept, shown)

    monkeypatch.setattr(FileCache, "__call__", noted)
    ours = newsroom.site("one", clean=False)
    assert looked_at == ["people/zora-quibble.md", f"stories/story-{newsroom.number}.md"]
    (newsroom.folder / "one/site/.cuttings").touch()  # what stands is no build's that left word of the files
    looked_at.clear()
    again = newsroom.site("one", clean=False)
    assert len(looked_at) == len(newsroom.files)
    monkeypatch.undo()
    assert ours == again == newsroom.site("other", clean=True)
