"""Builds of a preview: of a folder of their own, and made good behind the back of whoever waits for a page."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

from msgspec.structs import replace

from generator.build import Built, Order, build
from generator.problems import has_errors
from generator.publish import standing
from generator.publish.listener import Listener
from generator.publish.settings import Given
from tests.quick_road import add, differing, kinds_of, save
from tests.test_first_hour import BIN, free_port
from tests.test_incremental import EDITS, TODAY, Newsroom, held


def shown(newsroom: Newsroom, name: str = "one", *, waited_for: bool = True, clean: bool = False) -> Built:
    """A build of the preview, as `cuttings serve` has it."""
    time.sleep(0.06)  # see Newsroom.site
    folder = newsroom.folder / name
    site = folder / "build/preview/site"
    config, content, url = folder / "mkdocs.yml", os.fspath(newsroom.content), "http://127.0.0.1:8000/"
    given = Given(config, content, site, url, is_preview=True)
    order = Order(given, TODAY, clean=clean, allow_shrink=True, durable=False, waited_for=waited_for)
    built = build(replace(order, look=None if clean else standing.glance(order.asked)), Listener())
    assert not has_errors(built.problems)
    return built


def previewed(newsroom: Newsroom) -> Built:
    """The same, and what it does once the page is shown."""
    built = shown(newsroom)
    if built.rest is not None:
        assert built.rest() is None  # nothing is remembered but on the disk
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
        if built.is_behind and built.rest is None:  # the long road leaves that to the next preview
            built = anew(newsroom, "one")
        ours, clean = held(built.site), held(anew(newsroom).site)
        wrong = [path for path in ours.keys() | clean.keys() if ours.get(path) != clean.get(path)]
        assert wrong == [], f"edit {step} ({kind})"
    assert sum(roads) > EDITS / 3


def test_what_is_waited_for_has_its_search_once_the_page_is_shown(newsroom: Newsroom) -> None:
    first = anew(newsroom, "one")
    assert not first.is_behind
    before = held(first.site)
    save(newsroom, "stories/new.md", "---\ntitle: New\ndate: 2031-11-01\npeople: [Zoe Zebra]\n---\nSo it is.\n")
    built = shown(newsroom)
    now = held(built.site)
    assert built.is_behind
    assert "people/zoe-zebra/index.html" in now
    found, found_before = ({path: data for path, data in each.items() if "pagefind/" in path} for each in (now, before))
    assert found == found_before
    assert b"zoe-zebra" not in now["data/archive.json"]
    assert built.rest is not None
    built.rest()
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


def test_the_command_makes_the_search_good_and_says_nothing_of_it(tmp_path: Path, root: Path) -> None:
    """However it is ended."""
    for name in ("content", "theme"):
        shutil.copytree(root / name, tmp_path / name)
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
