"""CONTRIBUTING.md says why each dependency is here, and draws the house as it is."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return TEXT.split(f"\n## {title}")[1].split("\n## ")[0]


def test_each_dependency_has_its_reason_and_no_other_is_listed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    groups = [project["project"]["dependencies"], *extras.values(), *project["dependency-groups"].values()]
    wanted = [requirement for group in groups for requirement in group]
    named = {re.split(r"[<>=\[; ]", requirement)[0] for requirement in wanted}
    listed = re.findall(r"^\| ([\w-]+) \| .{10,} \|$", section("Dependencies"), flags=re.M)
    listed += re.findall(r"^\| (pytest|ruff) \| tests", section("Dependencies"), flags=re.M)
    assert set(listed) - {"package"} == named


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock", "requirements-readers.lock"])
def test_the_locks_pin_everything_with_hashes_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.findall(r"^\S.*(?:\n    .*)*", re.sub(r"(?m)^\s*#.*\n", "", text), flags=re.M)
    assert len(entries) > 10
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_the_locks_hold_every_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for lock, wanted in {
        "requirements.lock": [*project["project"]["dependencies"], *project["dependency-groups"]["build"]],
        "requirements-dev.lock": [
            *project["dependency-groups"]["dev"],
            *project["project"]["optional-dependencies"]["cluster"],
        ],
        "requirements-readers.lock": project["dependency-groups"]["readers"],
    }.items():
        pinned = set(re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), flags=re.M))
        names = {re.split(r"[<>=\[; ]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
        assert names <= pinned, lock


def test_the_map_shows_every_room() -> None:
    drawn = section("The house")
    for path in sorted((ROOT / "generator").iterdir()):
        if path.name not in ("__init__.py", "__pycache__"):
            assert f"\n  {path.name}{'/' if path.is_dir() else ''} " in drawn
