"""What many tests need: a content folder from a mapping, golden files, a browser."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.sample import copy_sample, missing

if TYPE_CHECKING:
    from tests.test_incremental import Newsroom

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

settings.register_profile("cuttings", deadline=None)  # a slow machine is no failure
settings.load_profile("cuttings")

WriteContent = Callable[[Mapping[str, str | bytes]], Path]
Golden = Callable[[Path, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write golden files from what the code says now")


@pytest.fixture(autouse=True)
def searched() -> Iterator[None]:
    """The commands leave the search for garbage out until their process ends, and tests run them in this one."""
    yield
    gc.enable()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, and nothing that a newsroom has added to it; a test is skipped where it was removed."""
    if missing():
        pytest.skip(missing())
    return copy_sample(tmp_path_factory.mktemp("sample") / "content")


@pytest.fixture
def newsroom(tmp_path: Path, root: Path) -> Newsroom:
    """An invented newsroom, whose site nobody has built yet."""
    from tests.test_incremental import Newsroom

    return Newsroom(tmp_path, root, seed=2)


@pytest.fixture
def roads(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Of each build that looks first, whether the incremental build does: a list that grows."""
    from tests.incremental_builds import roads_of

    return roads_of(monkeypatch)


@pytest.fixture
def write_content(tmp_path: Path) -> WriteContent:
    """Writes files below a new content folder, ``{"stories/2031/orbital.md": "---\\n…"}``, and returns the folder."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "content"
        folder.mkdir(exist_ok=True)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return write


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Holds a text against the file that says what it was; `make golden` writes the file instead."""

    def hold(path: Path, text: str) -> None:
        if request.config.getoption("--golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path} isn't there: run make golden, then read what it wrote"
        assert text == path.read_text(encoding="utf-8"), f"{path.name} says otherwise: if it is right now, make golden"

    return hold


def find_chromium() -> str | None:
    """A Chromium that runs: the one that CHROMIUM names, or one on the path."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        found = shutil.which(name) if name else None
        if found is None:
            continue
        version = subprocess.run([found, "--version"], capture_output=True, stdin=subprocess.DEVNULL, check=False)
        if version.returncode == 0:
            return found
    return None


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; a test that asks for it is skipped where there is none."""
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium here: set CHROMIUM to its path")
    return found


class _OneBrowser(LoadScopeScheduling):  # type: ignore[misc]
    """Gives tests to whoever is free, but all of tests/browser to one process."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return _OneBrowser(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test that reaches for the browser carries its mark."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
