"""docs/problems.md is true: it is what the registry says, and each example has its problem, or hasn't."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from generator.build import Order, build
from generator.codes import CODES
from generator.codes.handbook import explained, problems_page
from generator.problems import Problem
from generator.publish.config.settings import Given
from generator.publish.listener import Listener
from tests.problem_examples import PUBLISHING, STORY, TODAY, checked, example, write

PAGE = Path(__file__).resolve().parent.parent / "docs" / "problems.md"
BARE_THEME = "<!doctype html><title>{{ page.meta.title }}</title><article>{{ page.content }}</article>"


def test_the_page_is_made_from_the_registry() -> None:
    assert PAGE.read_text(encoding="utf-8") == problems_page(), "make docs"


def test_each_code_has_its_place_on_the_page() -> None:
    headings = re.findall(r"^### (\S+)$", problems_page(), flags=re.M)
    assert sorted(headings) == sorted(CODES)


@pytest.mark.parametrize("name", sorted(CODES))
def test_the_page_says_what_a_code_is(name: str) -> None:
    code = CODES[name]
    said = explained(code)
    assert code.wrong in said
    assert code.right in said
    assert code.wrong != code.right
    assert code.summary.endswith(".")


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file called secret.md can't be opened: a superuser, who may run these tests, could read any other."""
    honest = Path.open

    def refusing(path: Path, *args: Any, **options: Any) -> Any:
        if path.name == "secret.md":
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return honest(path, *args, **options)

    monkeypatch.setattr(Path, "open", refusing)


@pytest.mark.parametrize("name", sorted(set(CODES) - set(PUBLISHING)))
def test_the_examples_of_a_code(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    if name == "unreadable-file":
        right_only = example(CODES[name]).right
        assert checked(write(tmp_path / "right", right_only)) == ()
        folder = write(tmp_path / "wrong", example(CODES[name]).wrong)
        request.getfixturevalue("unreadable")
        assert [problem.code for problem in checked(folder)] == [name]
        return
    wrong = checked(write(tmp_path / "wrong", example(CODES[name]).wrong))
    assert {problem.code for problem in wrong} == {name}, wrong
    assert {problem.severity for problem in wrong} == {CODES[name].severity}
    assert checked(write(tmp_path / "right", example(CODES[name]).right)) == ()


def published(folder: Path, root: Path, files: dict[str, bytes]) -> tuple[Problem, ...]:
    """What a build in ``folder`` finds, with a theme of one line, since nobody looks at the pages."""
    write(folder / "content", files)
    (folder / "theme").mkdir()
    (folder / "theme/main.html").write_text(BARE_THEME)
    config = re.sub(r"^theme:\n(?:[ #].*\n)*", "", (root / "mkdocs.yml").read_text(), flags=re.M)
    config = re.sub(r"^extra_css:.*$", "theme: {name: null, custom_dir: theme}", config, flags=re.M)
    (folder / "mkdocs.yml").write_text(config)
    given = Given(folder / "mkdocs.yml", os.fspath(folder / "content"), folder / "site")
    return build(Order(given, TODAY), Listener()).problems


@pytest.mark.parametrize("names", [("cannot-render",), ("dead-anchor", "outside-picture")])
def test_the_examples_of_what_only_a_build_finds(tmp_path: Path, root: Path, names: tuple[str, ...]) -> None:
    for which in ("wrong", "right"):
        files: dict[str, bytes] = {}
        for name in names:
            for path, data in getattr(example(CODES[name]), which).items():
                files[path if path != STORY else f"stories/2031/{name}.md"] = data
        (tmp_path / which).mkdir()
        found = {(Path(problem.path).stem, problem.code) for problem in published(tmp_path / which, root, files)}
        assert found == ({(name, name) for name in names} if which == "wrong" else set())


def test_each_code_is_tried_somewhere() -> None:
    assert set(PUBLISHING) <= set(CODES)
