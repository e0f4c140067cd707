"""The swap into place: always one whole version, whatever happens on the way."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

import pytest

from generator.publish.build_cache.records import DamagedCacheError
from generator.publish.errors import BuildFailedError, RefusedError
from generator.publish.generated.folder import put
from generator.publish.swap import exchange as system
from generator.publish.swap import release
from generator.publish.swap.release import MARKER, Place

NAMES = tuple(f"people/{number}/index.html" for number in range(40))


def stage(place: Place, version: str, names: tuple[str, ...] = NAMES) -> None:
    folder = release.fresh_staging(place)
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(version)


def versions(folder: Path) -> set[str]:
    return {path.read_text() for path in folder.rglob("index.html")}


def beside(place: Place) -> set[str]:
    return {path.name for path in place.site.parent.iterdir()}


@pytest.fixture(params=["one step", "two renames"])
def place(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Place:
    if request.param == "two renames":
        monkeypatch.setattr(release, "exchange", lambda _one, _other: False)
    return Place.at(tmp_path / "site")


def test_the_first_version_comes_and_leaves_nothing_beside_it(place: Place) -> None:
    stage(place, "1")
    release.publish(place)
    assert versions(place.site) == {"1"}
    assert beside(place) == {"site"}


def test_an_empty_folder_is_taken(place: Place) -> None:
    place.site.mkdir()
    stage(place, "1")
    release.publish(place)
    assert versions(place.site) == {"1"}
    assert beside(place) == {"site"}


def test_the_version_before_is_kept_to_go_back_to(place: Place) -> None:
    for version in "1234":
        stage(place, version)
        release.publish(place)
    assert versions(place.site) == {"4"}
    assert versions(place.previous) == {"3"}
    release.clear(place)
    assert beside(place) == {"site", ".site.previous"}


def test_two_folders_change_places_in_one_step(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "is").write_text(name)
    if not system.exchange(tmp_path / "a", tmp_path / "b"):
        pytest.skip("this file system cannot")
    assert (tmp_path / "a" / "is").read_text() == "b"
    with pytest.raises(OSError, match="nowhere"):
        system.exchange(tmp_path / "nowhere", tmp_path / "b")


def test_a_site_that_is_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    place = Place.at(tmp_path / "site")
    stage(place, "1")
    release.publish(place)
    assert (tmp_path / "site").is_symlink()
    assert versions(tmp_path / "site") == {"1"}


def refuse(place: Place, content: Path, *keep: Path) -> None:
    release.refuse_if_taken(place, content, keep)


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    place = Place.at(tmp_path / "site")
    content = tmp_path / "content"
    refuse(place, content)
    place.site.mkdir()
    refuse(place, content)
    (place.site / "thesis.tex").write_text("years of work")
    with pytest.raises(RefusedError, match="not empty"):
        refuse(place, content)
    (place.site / MARKER).touch()
    refuse(place, content)


def test_a_file_in_the_place_of_the_site_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("not a folder")
    with pytest.raises(RefusedError):
        refuse(Place.at(tmp_path / "site"), tmp_path / "content")


@pytest.mark.parametrize("site", ["content", "content/site", "", "project"])
def test_a_site_may_not_hold_what_it_is_made_from(tmp_path: Path, site: str) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(RefusedError, match="--site"):
        refuse(Place.at(tmp_path / site), tmp_path / "content", tmp_path / "project" / "mkdocs.yml")


def test_a_site_that_was_filled_by_another_meanwhile_is_left_alone(tmp_path: Path) -> None:
    place = Place.at(tmp_path / "site")
    stage(place, "1")
    place.site.mkdir()
    (place.site / "theirs").touch()
    with pytest.raises(OSError, match="not empty"):
        release.publish(place)
    assert (place.site / "theirs").exists()


def test_mending_finishes_a_build_that_was_killed_between_two_renames(tmp_path: Path) -> None:
    place = Place.at(tmp_path / "site")
    for version in "12":
        stage(place, version)
        release.publish(place)
    stage(place, "3")
    (place.staging / MARKER).touch()
    place.previous.rename(place.gone)
    place.site.rename(place.previous)
    release.mend(place)
    assert (versions(place.site), versions(place.previous)) == ({"3"}, {"2"})
    release.clear(place)
    assert beside(place) == {"site", ".site.previous"}


def test_mending_drops_what_was_not_finished(tmp_path: Path) -> None:
    place = Place.at(tmp_path / "site")
    for version in "12":
        stage(place, version)
        release.publish(place)
    stage(place, "half", NAMES[:3])
    release.mend(place)
    assert (versions(place.site), versions(place.previous)) == ({"2"}, {"1"})
    assert beside(place) == {"site", ".site.previous"}


def test_mending_brings_back_the_previous_version_that_was_on_its_way_out(tmp_path: Path) -> None:
    place = Place.at(tmp_path / "site")
    for version in "12":
        stage(place, version)
        release.publish(place)
    place.previous.rename(place.gone)
    release.mend(place)
    assert (versions(place.site), versions(place.previous)) == ({"2"}, {"1"})


@pytest.mark.parametrize(("left", "refused"), [(40, False), (32, False), (31, True), (0, True)])
def test_a_build_that_would_drop_over_a_fifth_of_the_pages_fails(tmp_path: Path, left: int, refused: bool) -> None:
    place = Place.at(tmp_path / "site")
    stage(place, "1")
    release.publish(place)
    stage(place, "2", (*NAMES[:left], *(f"companies/{number}/index.html" for number in range(60))))
    if not refused:
        release.refuse_to_shrink(place)
        return
    with pytest.raises(BuildFailedError, match="--allow-shrink"):
        release.refuse_to_shrink(place)


def publish_for_ever(site: Path, start: int) -> None:
    place = Place.at(site)
    release.mend(place)
    for version in range(start, start + 1000):
        stage(place, str(version))
        release.publish(place)


@pytest.mark.parametrize("site", ["site"])
def test_killed_at_any_moment_the_site_is_one_whole_version(tmp_path: Path, site: str) -> None:
    place = Place.at(tmp_path / site)
    stage(place, "0")
    release.publish(place)
    seed = random.Random(11)
    fork = multiprocessing.get_context("fork")
    for attempt in range(1, 31):
        worker = fork.Process(target=publish_for_ever, args=(place.site, attempt * 10_000))
        worker.start()
        time.sleep(seed.uniform(0.0, 0.06))
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        assert len(versions(place.site)) == 1
        assert len(list(place.site.rglob("index.html"))) == len(NAMES)
    release.mend(place)
    release.clear(place)
    assert beside(place) <= {"site", ".site.previous"}


@pytest.mark.parametrize("path", ["../precious/file", "a/../../precious/file", "..", "{}/precious/file"])
def test_nothing_is_written_or_removed_by_a_path_that_leads_out_of_the_folder(tmp_path: Path, path: str) -> None:
    """Such a path comes from a cache that no build left."""
    site, other, file = tmp_path / "site", tmp_path / "other", tmp_path / "precious/file"
    for folder in (site, other, file.parent):
        folder.mkdir()
    file.write_text("precious")
    told = path.format(tmp_path)
    for work in (
        lambda: put(os.fspath(site), told, b"defaced"),
        lambda: release.take_out(os.fspath(site), told),
        lambda: release.alike(site, other, told),
    ):
        with pytest.raises(DamagedCacheError):
            work()
    assert file.read_text() == "precious"
    assert beside(Place.at(site)) == {"site", "other", "precious"}
