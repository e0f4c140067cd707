"""Golden cases of problems: a content folder in, the exact lines that ``cuttings check`` prints out.

A case is a folder of tests/cases/problems named CODE-VARIANT, with the content in ``content`` and the
lines in ``expected.txt``; what git can't hold is made by ``unstorable``. ``make golden`` writes the lines
again. Each code that a problem can carry has a case, and each line in a case has its place in the file.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.build import Order, build, understand
from generator.codes import CODES
from generator.codes.archive import ARCHIVE
from generator.codes.fields import FIELDS
from generator.codes.files import FILES
from generator.codes.front_matter import FRONT_MATTER
from generator.codes.publishing import PUBLISHING
from generator.problems import Problem, has_errors
from generator.publish.config.settings import Given
from generator.publish.listener import Listener
from tests.conftest import Golden
from tests.test_build import Project
from tests.unstorable import MAKERS

CASES = Path(__file__).resolve().parent / "cases" / "problems"
NAMES = sorted(folder.name for folder in CASES.iterdir())
TODAY = date(2031, 12, 31)
# Found only when pages are made of the texts; cases of these are built, the others only checked.
RENDERED = ("cannot-render", "dead-anchor", "outside-picture")


def code_of(name: str) -> str:
    """The code that a case is named for: the longest that its name begins with."""
    codes = [code for code in CODES if name.startswith(f"{code}-")]
    return max(codes, key=len, default="")


def lay_out(name: str, folder: Path) -> Path:
    """The case's content folder, below ``folder``."""
    content = folder / "content"
    if (CASES / name / "content").exists():
        shutil.copytree(CASES / name / "content", content, dirs_exist_ok=True)
    else:
        content.mkdir(exist_ok=True)
    if name in MAKERS:
        MAKERS[name](content)
    return content


def outcome(name: str, folder: Path, root: Path) -> tuple[Problem, ...]:
    """What is wrong with a case's content, from the first file to the last link."""
    if code_of(name) in RENDERED:
        project = Project(folder, root)
        lay_out(name, folder)
        return build(Order(Given(folder / "mkdocs.yml", "content", project.site), TODAY), Listener()).problems
    content = lay_out(name, folder)
    return understand(content, "content", TODAY, strict_claims=name.endswith("-strict"))[1]


@pytest.fixture
def modes_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files without any permission can't be read, even where the tests run as root."""
    real = Path.open

    def open_if_allowed(path: Path, *args: Any, **options: Any) -> Any:
        if path.exists() and not path.stat().st_mode & 0o777:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *args, **options)

    monkeypatch.setattr(Path, "open", open_if_allowed)


@pytest.mark.usefixtures("modes_count")
@pytest.mark.parametrize("name", NAMES)
def test_case(name: str, tmp_path: Path, root: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the content folder's name is in every line
    problems = outcome(name, tmp_path, root)
    golden(CASES / name / "expected.txt", "".join(f"{problem}\n" for problem in problems))
    code = code_of(name)
    assert code, f"{name} is named for no code"
    assert code in {problem.code for problem in problems}
    assert has_errors(problems) or CODES[code].severity == "warning"
    for problem in problems:
        assert "\n" not in str(problem)
        assert_is_inside(problem, tmp_path)


def assert_is_inside(problem: Problem, folder: Path) -> None:
    """The line is in the file, and the column in the line or right after it."""
    file = folder / problem.path
    if problem.code == "too-large" or not file.is_file() or not file.stat().st_mode & 0o444:
        assert (problem.line, problem.column) == (1, 1)
        return
    lines = file.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    assert 1 <= problem.line <= len(lines)
    assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


def test_every_code_has_a_case() -> None:
    assert sorted(set(CODES) - {code_of(name) for name in NAMES}) == []


def test_no_code_is_registered_twice() -> None:
    every = [code.name for codes in (FILES, FRONT_MATTER, FIELDS, ARCHIVE, PUBLISHING) for code in codes]
    assert len(every) == len(set(every)) == len(CODES)


def test_what_is_made_belongs_to_a_case() -> None:
    assert set(MAKERS) <= set(NAMES)
