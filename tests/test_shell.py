"""Pages filled into frames are, byte for byte, what stock MkDocs makes of them with our plugin."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from bench import story_format
from generator import build as pipeline
from generator.publish import rendering
from generator.publish.config.mkdocs_yml import load, settings_of
from generator.publish.config.settings import Given
from generator.publish.errors import ContentRefusedError
from generator.publish.fast_markdown.blocks import Heading
from generator.publish.listener import Listener
from generator.publish.mkdocs_driver.filling import filled, nested
from generator.publish.mkdocs_driver.frames import _cut
from generator.publish.processes import time_limit, workers
from generator.publish.processes.time_limit import TimeLimit
from generator.publish.processes.workers import LocalPool
from tests.conftest import WriteContent

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2031, 11, 24)


def made(content: Path, folder: Path, jobs: int = 1) -> dict[str, bytes]:
    """The site of a content folder, made by some processes: path → bytes."""
    config = load(Given(ROOT / "mkdocs.yml", str(content)))
    settings = settings_of(config)
    # The exports are written beside, and not into the repository's build folder.
    settings = replace(settings, build_dir=folder / "build")
    generated, problems = pipeline.make(settings, TODAY, Listener())
    assert generated is not None, problems
    site = folder / "site"
    site.mkdir(parents=True)
    rendering.render(config, generated, site, lambda _done, _total: None, pool=LocalPool(jobs))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def maker_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("maker")
    subprocess.run([sys.executable, ROOT / "bench/maker.py", "15", home, "src"], check=True, capture_output=True)
    story_format.convert(home / "src", home / "content")
    return home / "content"


@pytest.mark.parametrize("archive", ["sample", "maker"])
def test_the_site_is_that_of_stock_mkdocs(
    archive: str, sample: Path, maker_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = sample if archive == "sample" else maker_archive
    ours = made(content, tmp_path / "ours")
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "can_drive", lambda _config: False)
        stock = made(content, tmp_path / "stock")
    assert sorted(ours) == sorted(stock)
    assert [path for path in stock if stock[path] != ours[path]] == []


def test_many_processes_make_the_same_site(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = made(sample, tmp_path / "alone")
    monkeypatch.setattr(workers, "FEW", 1)
    assert made(sample, tmp_path / "together", jobs=2) == alone


def test_what_a_worker_stumbles_over_is_told_as_by_one_process(
    write_content: WriteContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "FEW", 1)
    story = '---\ntitle: "A"\ndate: 2031-03-04\n---\n\nOrbital launched.\n\n[^1]: Never referred to.\n'
    content = write_content({f"stories/2031/{name}.md": story for name in "abc"})
    told = []
    for jobs in (1, 2):
        with pytest.raises(ContentRefusedError) as refused:
            made(content, tmp_path / str(jobs), jobs)
        told.append([str(problem) for problem in refused.value.problems])
    assert told[0] == told[1]
    assert len(told[0]) == 3


def test_a_text_that_takes_a_worker_too_long_is_not_tried_again(
    write_content: WriteContent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "FEW", 1)
    monkeypatch.setattr(time_limit, "MOST_SECONDS", 0.2)
    head = '---\ntitle: "A"\ndate: 2031-03-04\n---\n\n'
    content = write_content({"stories/2031/a.md": f"{head}Short.\n", "stories/2031/b.md": head + "![" * 50_000})
    tried = tmp_path / "tried"
    begin = TimeLimit.begin

    def counted(clock: TimeLimit) -> None:
        with tried.open("a") as file:
            file.write("x")
        begin(clock)

    monkeypatch.setattr(TimeLimit, "begin", counted)
    for jobs in (2, 1):
        tried.write_text("")
        with pytest.raises(ContentRefusedError) as refused:
            made(content, tmp_path / str(jobs), jobs)
        assert [problem.code for problem in refused.value.problems] == ["cannot-render"]
        assert len(tried.read_text()) <= 3


def test_a_list_is_cut_at_what_stands_between_its_entries() -> None:
    frame = _cut("<a>zQz7i0zQz</a>, <a>zQz7i1zQz</a>; zQz0zQz")
    assert frame is not None
    assert filled(frame, {7: ["x"], 0: "end"}) == "<a>x</a>; end"
    assert filled(frame, {7: ["x", "y", "z"], 0: "end"}) == "<a>x</a>, <a>y</a>, <a>z</a>; end"


def test_a_list_printed_twice_for_each_entry_is_followed() -> None:
    frame = _cut('<i a="zQz7i0zQz">zQz7i0zQz</i> <i a="zQz7i1zQz">zQz7i1zQz</i>')
    assert frame is not None
    assert filled(frame, {7: ["x", "y"]}) == '<i a="x">x</i> <i a="y">y</i>'


@pytest.mark.parametrize("page", ["zQz7i0zQz", "zQz7i1zQz zQz7i0zQz", "(zQz7i0zQz-zQz7i0zQz)(zQz7i1zQz+zQz7i1zQz)"])
def test_a_list_that_cannot_be_followed_gives_no_frame(page: str) -> None:
    assert _cut(page) is None


def test_headings_make_a_tree() -> None:
    tree = nested([Heading(1, "a", "A"), Heading(3, "b", "B"), Heading(2, "c", "C"), Heading(2, "d", "D")])
    assert [(item.id, [child.id for child in item.children]) for item in tree] == [("a", ["b", "c", "d"])]
