"""A new version of a site: what stands goes into it as it is, by another name, and nothing else does."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.publish.generated.folder import identity
from generator.publish.html.links import Notes
from generator.publish.mkdocs_driver.record import Record, Rendered
from generator.publish.mkdocs_driver.version import Version
from generator.publish.swap import release
from generator.publish.swap.linked_copy import LinkedCopy
from generator.publish.swap.release import MARKER, Place, sum_of

NOTES = Notes(frozenset(), ())
PAGES = {"index.md": "index.html", "people/ada.md": "people/ada/index.html", "people/bo.md": "people/bo/index.html"}
OTHERS = ("data/archive.json", "feed.xml")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A site that stands, with a file of the theme's beside what is recorded."""
    place = Place.at(tmp_path / "site")
    for path in (*PAGES.values(), *OTHERS, "assets/theme.css"):
        (place.site / path).parent.mkdir(parents=True, exist_ok=True)
        (place.site / path).write_text(path)
    release.mark(place.site, 3)
    return place


@pytest.fixture
def record(place: Place) -> Record:
    pages = {path: Rendered(f"of {path}", NOTES, identity(f"{place.site}/{file}")) for path, file in PAGES.items()}
    others = {path: (f"of {path}", identity(f"{place.site}/{path}")) for path in OTHERS}
    return Record("form", os.fspath(place.site), pages, others, sum=sum_of(os.fspath(place.site)))


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def changed(place: Place, record: Record, *, is_linked_copy: bool) -> Version:
    """The version in which Bo is gone, Cy has come, and the feed is another."""
    version = Version(os.fspath(place.staging), record, is_linked_copy=is_linked_copy)
    pages = {"index.md": "index.html", "people/ada.md": "people/ada/index.html", "people/cy.md": "people/cy/index.html"}
    assert version.begin("form", pages, {*pages.values(), *OTHERS}, ("assets/theme.css",)) == is_linked_copy
    assert version.takes_page(record.pages["people/ada.md"], "people/ada/index.html")
    assert version.takes("data/archive.json", "of data/archive.json")
    assert not version.takes("feed.xml", "of another")
    for path in ("index.html", "people/cy/index.html", "feed.xml"):
        version.write(path, b"new")
    return version


@pytest.mark.parametrize("is_linked_copy", [True, False])
def test_what_changed_is_written_what_is_gone_goes_the_rest_has_another_name(
    place: Place, record: Record, *, is_linked_copy: bool
) -> None:
    before = files(place.site)
    with LinkedCopy(place, 1, is_wanted=is_linked_copy) as linked_copy:
        assert linked_copy.is_of(record) == is_linked_copy
        if not is_linked_copy:
            release.fresh_staging(place)
        version = changed(place, record, is_linked_copy=is_linked_copy)
        expected = {
            "index.html": "new",
            "people/ada/index.html": "people/ada/index.html",
            "people/cy/index.html": "new",
            "data/archive.json": "data/archive.json",
            "feed.xml": "new",
        }
        if is_linked_copy:
            expected["assets/theme.css"] = "assets/theme.css"
        assert files(place.staging) == expected
        assert not (place.staging / "people/bo").exists()
        assert files(place.site) == before
        assert (place.staging / "people/ada/index.html").samefile(place.site / "people/ada/index.html")
        ada = record.pages["people/ada.md"].file
        assert version.identity("people/ada/index.html") == ada
        assert version.identity("feed.xml") == identity(f"{place.staging}/feed.xml")
        assert version.sum == sum_of(os.fspath(place.staging))
    assert not place.staging.exists()


@pytest.mark.parametrize("reason", ["form", "too many gone", "a file of the theme shows again"])
def test_a_twin_that_is_of_no_use_is_emptied(place: Place, record: Record, reason: str) -> None:
    if reason == "too many gone":
        record = replace(record, pages={f"{number}.md": record.pages["index.md"] for number in range(99)})
    with LinkedCopy(place, 1, is_wanted=True) as linked_copy:
        assert linked_copy.is_of(record)
        version = Version(os.fspath(place.staging), record, is_linked_copy=True)
        of_theme = ("feed.xml",) if reason == "a file of the theme shows again" else ()
        form = "another" if reason == "form" else "form"
        assert not version.begin(form, ("index.md",), ("index.html",), of_theme)
        assert files(place.staging) == {}


def test_a_page_that_may_link_to_one_that_is_gone_is_rendered_again(place: Place, record: Record) -> None:
    (place.site / "people/ada/index.html").write_text('<a href="../bo/">Bo</a>')
    with LinkedCopy(place, 1, is_wanted=True) as linked_copy:
        assert linked_copy.is_of(replace(record, sum=sum_of(os.fspath(place.site))))
        version = Version(os.fspath(place.staging), record, is_linked_copy=True)
        version.begin("form", ("index.md", "people/ada.md"), PAGES.values(), ())
        assert not version.takes_page(record.pages["people/ada.md"], "people/ada/index.html")
        assert version.takes_page(record.pages["index.md"], "index.html")


def test_a_site_that_somebody_changed_has_no_twin(place: Place, record: Record) -> None:
    (place.site / "feed.xml").write_text("defaced")
    with LinkedCopy(place, 1, is_wanted=True) as linked_copy:
        assert not linked_copy.is_of(record)
        assert not place.staging.exists()


def test_where_no_version_stands_there_is_no_twin(tmp_path: Path, record: Record) -> None:
    with LinkedCopy(Place.at(tmp_path / "elsewhere"), 1, is_wanted=True) as linked_copy:
        assert not linked_copy.is_of(record)


@pytest.mark.parametrize("jobs", [1, 2])
def test_where_files_have_but_one_name_there_is_no_twin(
    place: Place, record: Record, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    with LinkedCopy(place, jobs, is_wanted=True) as linked_copy:
        assert not linked_copy.is_of(record)
        assert not place.staging.exists()
