"""An edit that is wrong: an editor is told at once, and of all that a look at everything would tell them of."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from generator.build import understand
from generator.cli import main, making
from generator.problems import Problem, has_errors
from tests.incremental_builds import differing, save
from tests.test_incremental import EDITS, TODAY, Newsroom, held

_JUNK = (
    "auther: Ada\n",
    "topics: hiring: 3\n",
    "  - {\n",
    "date: 2031-02-30\n",
    "\tx: 1\n",
    "people: 3\n",
    "\x07",
    "---\n",
)


def _all_wrong(newsroom: Newsroom) -> tuple[Problem, ...]:
    return understand(newsroom.content, os.fspath(newsroom.content), TODAY)[1]


def _damaged(chance: random.Random, text: str) -> str:
    """A text with a slip in it."""
    lines = text.splitlines(keepends=True)
    at = chance.randrange(min(len(lines), 9))
    line = lines[at]
    cut = chance.randrange(len(line))
    slips = (line[:cut] + line[cut + 1 :], line[:cut] + chance.choice(":{['\"-") + line[cut:], "", line * 2)
    lines[at] = chance.choice((*slips, chance.choice(_JUNK) + line))
    return "".join(lines)


def test_whatever_is_wrong_is_told_as_by_a_look_at_everything(newsroom: Newsroom, roads: list[bool]) -> None:
    chance = random.Random(4)
    newsroom.files["stories/draft.md"] = newsroom.files["stories/story-1.md"].replace("date:", "draft: true\ndate:", 1)
    newsroom.write()
    before = newsroom.site("one", clean=False)
    sound = dict(newsroom.files)
    refused = 0
    for step in range(6 * EDITS):
        for path in chance.sample(sorted(sound), chance.choice((1, 1, 1, 2))):
            newsroom.files[path] = _damaged(chance, sound[path])
        if chance.random() < 0.1:
            newsroom.files["stories/story-99.md"] = _damaged(chance, sound["stories/story-3.md"])
        if chance.random() < 0.1:
            newsroom.files.pop(chance.choice(newsroom.stories))
        newsroom.write()
        wrong = _all_wrong(newsroom)
        if has_errors(wrong):
            assert newsroom.built("one", clean=False).problems == wrong, f"edit {step}"
            refused += 1
        newsroom.files = dict(sound)
        newsroom.write()
    assert len(roads) == refused, "a build didn't look first"
    assert sum(roads) > refused / 2 > EDITS
    assert held(newsroom.folder / "one/site") == before


@pytest.mark.parametrize(
    ("path", "wrong", "code"),
    [
        ("stories/plain.md", ("date:", "auther: Ada\ndate:"), "unknown-key"),
        ("stories/plain.md", ("date:", "date"), "bad-yaml"),
        ("stories/plain.md", ("---\n", "--\n"), "no-front-matter"),
        ("people/ada-byron.md", ("name:", "nam: Ada\nname:"), "unknown-key"),
        ("pages/about.md", ("title:", "titel: A\ntitle:"), "unknown-key"),
    ],
)
def test_a_slip_is_told_of_at_once(
    newsroom: Newsroom, roads: list[bool], path: str, wrong: tuple[str, str], code: str
) -> None:
    newsroom.files["people/ada-byron.md"] = "---\nname: Ada Byron\n---\nA person.\n"
    newsroom.files["stories/plain.md"] = "---\ntitle: Plain\ndate: 2031-11-01\npeople: [Ada Byron]\n---\nIt is so.\n"
    newsroom.write()
    before = newsroom.site("one", clean=False)
    save(newsroom, path, newsroom.files[path].replace(*wrong, 1))
    built = newsroom.built("one", clean=False)
    assert [problem.code for problem in built.problems if problem.severity == "error"] == [code]
    assert built.problems == _all_wrong(newsroom)
    assert roads == [True]
    assert held(built.site) == before
    save(newsroom, path, f"{newsroom.files[path]}\nMore.\n")
    assert differing(newsroom) == []
    assert roads == [True, True]


def test_a_new_story_with_a_slip_is_told_of_at_once(newsroom: Newsroom, roads: list[bool]) -> None:
    newsroom.site("one", clean=False)
    told = newsroom.files["stories/story-1.md"]
    save(newsroom, "stories/new.md", told.replace("date:", "auther: Ada\ndate:", 1))
    assert newsroom.built("one", clean=False).problems == _all_wrong(newsroom)
    assert roads == [True]
    save(newsroom, "stories/new.md", told)
    assert differing(newsroom) == []
    assert roads == [True, True]


def test_warnings_are_told_beside_a_slip_but_those_that_take_facts(newsroom: Newsroom, roads: list[bool]) -> None:
    """Which aren't held against each other while something is wrong."""
    claim = "claims:\n  - {says: None, count: founders, company: Skylark, is: 1}\n"
    newsroom.files |= {
        "stories/claim.md": f"---\ntitle: One\ndate: 2031-11-01\n{claim}companies: [Skylark]\n---\n\nIt is so.\n",
        "stories/guess.md": "---\ntitle: Two\ndate: 2031-11-02\ncompanies:\n  Skylark:\n"
        "    - {formed: 2020, by: [Bo Li, Ada Byron]}\n    - {raised: 3M USD, by: Zed Zephyr}\n---\nSo.\n",
    }
    newsroom.write()
    newsroom.site("one", clean=False)
    assert {problem.code for problem in newsroom.warnings["one"]} >= {"contradicted-claim", "guessed-kind"}
    save(newsroom, "stories/claim.md", newsroom.files["stories/claim.md"].replace("date:", "auther: Ada\ndate:", 1))
    wrong = newsroom.built("one", clean=False).problems
    assert wrong == _all_wrong(newsroom)
    assert {problem.code for problem in wrong} >= {"unknown-key", "guessed-kind"}
    assert "contradicted-claim" not in {problem.code for problem in wrong}
    assert roads == [True]


def test_the_command_says_so_without_what_builds_sites(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.files = {path: text.replace("2031", "2021") for path, text in newsroom.files.items()}  # out by today
    newsroom.write()
    given = ("--config", os.fspath(newsroom.folder / "one/mkdocs.yml"), "--content", os.fspath(newsroom.content))
    time.sleep(0.06)
    assert main(("build", *given)) == 0
    save(newsroom, "stories/story-1.md", newsroom.files["stories/story-1.md"].replace("date:", "auther: Ada\ndate:", 1))
    time.sleep(0.06)
    capsys.readouterr()
    with monkeypatch.context() as patch:
        patch.setattr(making, "build", None)  # whoever called it would fail
        assert main(("build", *given)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    path = Path(newsroom.content) / "stories/story-1.md"
    message = f'{path}:3:1: error[unknown-key]: a story has no "auther"; did you mean "authors"?'
    assert said.err.splitlines()[-2:] == [message, "Nothing was built: 1 error."]
