"""Builds of a preview: of a folder of their own, and made good behind the back of whoever waits for a page."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import build as pipeline
from generator.build import Built, Order, build
from generator.cli import serving
from generator.cli.serving import Builds
from generator.problems import has_errors
from generator.publish.change_detection import scan
from generator.publish.config.settings import Given
from generator.publish.generated.folder import put
from generator.publish.incremental import placement
from generator.publish.listener import Listener
from tests.incremental_builds import add, differing, kinds_of, save
from tests.test_first_hour import BIN, free_port
from tests.test_incremental import EDITS, TODAY, Newsroom, held

NEW = "---\ntitle: New\ndate: 2031-11-01\npeople: [Zoe Zebra]\n---\nSo it is.\n"


def shown(newsroom: Newsroom, name: str = "one", *, waited_for: bool = True, clean: bool = False) -> Built:
    """A build of the preview, as `cuttings serve` has it."""
    time.sleep(0.06)  # see Newsroom.site
    order = replace(ordered(newsroom, name), clean=clean, waited_for=waited_for)
    built = build(replace(order, look=None if clean else scan.look(order.asked)), Listener())
    assert not has_errors(built.problems)
    return built


def previewed(newsroom: Newsroom) -> Built:
    """The same, and what it does once the page is shown."""
    built = shown(newsroom)
    if built.deferred is not None:
        assert built.deferred() is None  # nothing is remembered but on the disk
    return built


def anew(newsroom: Newsroom, name: str = "other") -> Built:
    """A clean one, for which nobody waits."""
    return shown(newsroom, name, waited_for=False, clean=True)


def test_after_any_edits_the_preview_is_that_of_a_clean_build(newsroom: Newsroom, roads: list[bool]) -> None:
    """The search and the exports, too, once the page is shown."""
    chance = random.Random(12)
    anew(newsroom, "one")
    for step in range(EDITS):
        kind = newsroom.sound_edit(chance.choice((*kinds_of(newsroom), newsroom.newest, newsroom.delete)))
        built = previewed(newsroom)
        if built.is_behind and built.deferred is None:  # the full build leaves that to the next preview
            built = anew(newsroom, "one")
        ours, clean = held(built.site), held(anew(newsroom).site)
        wrong = [path for path in ours.keys() | clean.keys() if ours.get(path) != clean.get(path)]
        assert wrong == [], f"edit {step} ({kind})"
    assert sum(roads) > EDITS / 3


def test_an_edit_that_there_was_no_room_for_and_that_was_taken_back_leaves_nothing(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The build fails once, and for that reason."""
    first = held(anew(newsroom, "one").site)
    story = newsroom.content / "stories/story-1.md"
    text = story.read_text()
    add(newsroom, 1, "\nA new line.\n")
    written: list[object] = []

    def full(*given: object) -> None:
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(given)
        put(*given)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(placement, "put", full)
        patch.setattr(pipeline, "load", None)  # nobody begins a full build
        with pytest.raises(OSError, match="No space left"):
            shown(newsroom)
    story.write_text(text)
    built = shown(newsroom)
    if built.is_behind:
        built = anew(newsroom, "one")
    assert held(built.site) == first


def test_what_is_waited_for_has_its_search_once_the_page_is_shown(newsroom: Newsroom) -> None:
    first = anew(newsroom, "one")
    assert not first.is_behind
    found_before = found_and_exported(first.site)
    save(newsroom, "stories/new.md", NEW)
    built = shown(newsroom)
    now = held(built.site)
    assert built.is_behind
    assert "people/zoe-zebra/index.html" in now
    assert found_and_exported(built.site) == found_before
    assert b"zoe-zebra" not in now["data/archive.json"]
    assert built.deferred is not None
    built.deferred()
    now = held(built.site)
    assert now == held(anew(newsroom).site)
    assert b"zoe-zebra" in now["data/archive.json"]


def test_a_preview_and_a_build_leave_each_other_alone(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    page = Path("stories/2031/story-1/index.html")
    first = shown(newsroom, waited_for=False)
    for number in (1, 2):
        add(newsroom, 1, f"\nLine {number}.\n")
        assert f"Line {number}." in (previewed(newsroom).site / page).read_text()
        assert differing(newsroom) == []
    assert roads == [True] * 4
    built, preview = held(newsroom.folder / "one/site"), held(first.site)
    assert built.keys() == preview.keys()
    assert b"127.0.0.1" in preview["feed.xml"]
    assert not any(b"127.0.0.1" in data for path, data in built.items() if path.endswith((".html", ".xml", ".json")))


def test_the_command_makes_the_search_good_and_says_nothing_of_it(tmp_path: Path, root: Path, sample: Path) -> None:
    """However it is ended."""
    shutil.copytree(sample, tmp_path / "content")
    shutil.copytree(root / "theme", tmp_path / "theme")
    shutil.copy(root / "mkdocs.yml", tmp_path)
    command = [BIN / "cuttings", "serve", "--port", str(free_port())]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=tmp_path, text=True, **pipes) as server:  # type: ignore[call-overload]
        try:
            said = [server.stdout.readline() for _ in range(2)]
            assert said[-1].startswith("Serving at")
            time.sleep(1)  # until it watches
            story = next((tmp_path / "content/stories").rglob("*.md"))
            story.write_text(story.read_text() + "\nQuixotically, nothing happened.\n")
            said.append(server.stdout.readline())
            shown = tmp_path / "build/preview/site/stories"
            assert any("Quixotically" in page.read_text() for page in shown.rglob(f"{story.stem}/index.html"))
            words = tmp_path / "build/preview/search/2024.told"
            until = time.monotonic() + 30
            while "Quixotically" not in words.read_text() or (tmp_path / "build/preview/behind").exists():
                assert time.monotonic() < until
                time.sleep(0.05)
        finally:
            server.send_signal(signal.SIGTERM)
            said += server.stdout.readlines()
    assert [line for line in said if not line.startswith(("Built ", "Serving "))] == []


def test_what_a_look_at_all_stories_left_behind_is_made_good_when_nothing_is_saved(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And, what was built incrementally after that, with it: not before."""
    site = ordered(newsroom).given.site_dir
    assert site is not None
    with closing(Builds(lambda: ordered(newsroom), site)) as builds:
        monkeypatch.setattr(serving, "QUIET", 600.0)
        assert builds.first() == ()
        before = found_and_exported(site)
        for path, text in (("pages/news.md", "---\ntitle: News\n---\nSo it is.\n"), ("stories/new.md", NEW)):
            save(newsroom, path, text)
            time.sleep(0.06)
            assert builds.again() == ()
            assert site.with_name("behind").exists()
            assert found_and_exported(site) == before
        monkeypatch.setattr(serving, "QUIET", 0.0)
        assert builds.again() == ()
        until_made_good(site)
    assert held(site) == held(anew(newsroom).site)


def test_a_build_folder_that_is_removed_is_made_again(newsroom: Newsroom) -> None:
    site = ordered(newsroom).given.site_dir
    assert site is not None
    with closing(Builds(lambda: ordered(newsroom), site)) as builds:
        assert builds.first() == ()
        shutil.rmtree(site.parent)
        add(newsroom, 1, "\nA new line.\n")
        assert builds.again() == ()
    assert "A new line." in (site / "stories/2031/story-1/index.html").read_text()


def test_a_build_for_which_nobody_waits_ends_when_something_is_saved(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Wherever it is, and without a word; the next one is none the worse for it."""
    chance = random.Random(5)
    monkeypatch.setattr(serving, "QUIET", 0.0)
    site = ordered(newsroom).given.site_dir
    assert site is not None
    with closing(Builds(lambda: ordered(newsroom), site)) as builds:
        assert builds.first() == ()
        for _ in range(EDITS):
            newsroom.sound_edit(
                chance.choice((newsroom.edit, newsroom.policy, newsroom.about, newsroom.wording, newsroom.fact))
            )
            time.sleep(0.06)
            assert builds.again() == ()
            time.sleep(chance.random() * 1.5)
        until_made_good(site)
    assert held(site) == held(anew(newsroom).site)
    said = [line for line in "".join(capfd.readouterr()).splitlines() if ": warning[" not in line]
    assert [line for line in said if not line.startswith(("Built ", "And "))] == []


def ordered(newsroom: Newsroom, name: str = "one") -> Order:
    """What `cuttings serve` asks for."""
    folder = newsroom.folder / name
    site = folder / "build/preview/site"
    config, content, url = folder / "mkdocs.yml", os.fspath(newsroom.content), "http://127.0.0.1:8000/"
    return Order(Given(config, content, site, url, is_preview=True), TODAY, allow_shrink=True, durable=False)


def found_and_exported(site: Path) -> dict[str, bytes]:
    """The files of the search of texts, and of the exports."""
    return {path: data for path, data in held(site).items() if "pagefind/" in path or path.startswith("data/")}


def until_made_good(site: Path) -> None:
    until = time.monotonic() + 60
    while site.with_name("behind").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
