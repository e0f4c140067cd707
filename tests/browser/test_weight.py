"""What pages of a busy archive weigh, compressed, before anybody searches. Times are for `python -m bench.weight`."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.weight import served, weigh
from generator.build import Order, build
from generator.publish.config.settings import Given
from generator.publish.listener import Listener
from tests.browser.test_every_page import SCHEMES, faults

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STORIES = 150  # all of one company and one person: each list of theirs is longer than a page shows
PAGES = {
    "home": "",
    "story": "stories/2030/story-100/",
    "person": "people/ada-byron/",
    "company": "companies/orbital/",
}
MOST = 150_000  # bytes
MOST_HTML = 45_000
MOST_LINKS = 1200


def text_of(number: int) -> str:
    """A story of the company: somebody joins it, it is sold, it raises money; the person has a post elsewhere."""
    said = random.Random(number)

    def words(count: int) -> str:
        return " ".join(
            "".join(said.choice("aeioubdfgklmnprst") for _ in range(said.randint(2, 9))) for _ in range(count)
        )

    day = date(2030, 1, 1) + timedelta(number)
    name = "".join(chr(ord("a") + number // 26**place % 26) for place in range(2))
    claim = (
        f'[{{says: "{words(6)}", count: arrivals, company: Orbital, since: 2030, is: {number}}}]'
        if number % 4
        else "[]"
    )
    return f"""---
title: "{words(8).capitalize()}"
standfirst: "{words(14).capitalize()}"
date: {day}
topics: [moves]
people:
  Ada Byron:
    - {{held: "{words(2)}", at: Company {name}, date: {day - timedelta(3)}/{day}}}
    - {{said: "{words(12)}", date: {day}}}
  {name * 3} {words(1)}: [{{joined: Orbital, date: {day}, role: "{words(2)}", from: Company {name}}}]
companies:
  Orbital:
    - {{raised: {number + 1} million EUR, date: {day}, valuation: {number + 90} million EUR, investors: [Macro]}}
    - {{part_of: Company {name}, date: {day}}}
claims: {claim}
---
{words(60).capitalize()}. Ada Byron is there.

{words(90).capitalize()}.
"""


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[tuple[str, Path]]:
    """An archive of a company that is in all stories, built and served compressed."""
    folder = tmp_path_factory.mktemp("weight")
    for number in range(STORIES):
        path = folder / "content" / "stories" / f"story-{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(number), encoding="utf-8")
    shutil.copytree(root / "theme", folder / "theme")
    shutil.copy(root / "mkdocs.yml", folder)
    given = Given(folder / "mkdocs.yml", str(folder / "content"), folder / "site", "", jobs=1)
    result = build(Order(given, date(2031, 6, 1)), Listener())
    assert result.pages, "\n".join(map(str, result.problems))
    with served(folder / "site") as base:
        yield base, folder / "site"


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_light_however_much_is_on_file(busy: tuple[str, Path], browser: Browser, kind: str) -> None:
    base, site = busy
    found = weigh(browser, base, PAGES[kind])
    html = (site / PAGES[kind] / "index.html").read_text(encoding="utf-8")
    assert found.html > 0
    assert found.all < MOST, found.kinds
    assert found.html < MOST_HTML
    assert html.count("<a ") < MOST_LINKS
    assert "Font" not in found.kinds  # the reader's own


def test_what_a_first_page_brings_is_there_for_the_next(busy: tuple[str, Path], browser: Browser) -> None:
    """Scripts and styles are the same files on all kinds of page, but for what only one kind does."""
    base, _ = busy
    kinds = {kind: weigh(browser, base, path).kinds for kind, path in PAGES.items()}
    assert len({each["Stylesheet"] for each in kinds.values()}) == 1
    assert {each["Script"] for kind, each in kinds.items() if kind in ("home", "story", "person")} == {
        kinds["home"]["Script"]
    }


def test_axe_finds_nothing_on_parts_of_long_lists(busy: tuple[str, Path], browser: Browser) -> None:
    base, site = busy
    parts = ["companies/orbital/-/people-a/", "companies/orbital/-/moves-2030/", "companies/macro/-/2030/"]
    found: dict[str, list[str]] = {}
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for path in parts:
        assert (site / path).is_dir(), path
        page.goto(base + path)
        for scheme in SCHEMES:
            found[f"{path}, {scheme}"] = faults(page, scheme)
        page.set_viewport_size({"width": 320, "height": 640})
        found[f"{path}, 320"] = [] if page.evaluate("document.documentElement.scrollWidth") == 320 else ["sideways"]
        page.set_viewport_size({"width": 1280, "height": 900})
    page.close()
    assert {kind: each for kind, each in found.items() if each} == {}
