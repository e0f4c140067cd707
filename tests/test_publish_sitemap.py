"""What search engines are told, and what older addresses lead to."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date
from pathlib import Path

import pytest

from generator.archive.index import build_archive
from generator.archive.model import Archive
from generator.publish.config.site import Site
from generator.publish.discovery import sitemap as module
from generator.publish.discovery.redirects import moved, redirects
from generator.publish.discovery.sitemap import Listed, day_of, entries_of, listed_again, robots, sitemap
from generator.publish.html.links import BrokenLink, Fault
from generator.publish.html.origins import link_problem, origins
from generator.read.walk import read_content

WriteContent = Callable[[Mapping[str, str | bytes]], Path]
SITE = Site("Cuttings", "https://example.org/archive/")
NONE: Set[str] = frozenset()
CONTENT = {
    "stories/2030/old.md": "---\ntitle: Old\ndate: 2030-01-02\npeople: [Old Hand]\n---\nx\n",
    "stories/2031/new.md": "---\ntitle: New\ndate: 2031-03-04\nupdated: 2031-03-05\nredirect_from: [newer]\npeople:\n"
    "  Ada Byron:\n    - {joined: Perigee, date: 2031}\n"
    "corrections:\n  - {date: 2031-04, text: It was another.}\n---\nOne.\n\nTwo [x](../nowhere.md#a%20b) and <b>.\n",
    "people/ada-byron.md": "---\nname: Ada Byron\nredirect_from: [a-byron]\n---\n\nA pilot, see [x](y/z.md).\n",
    "pages/about.md": "---\ntitle: About\n---\n[here](#there)\n",
}


@pytest.fixture
def archive(write_content: WriteContent) -> Archive:
    content, _ = read_content(write_content(CONTENT), shown="content")
    found, problems = build_archive(content, until=date(2031, 12, 31))
    assert not problems
    return found


def entries(document: bytes) -> dict[str, str]:
    """Address → day of the last change."""
    root = ET.fromstring(document)
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    return {each.findtext(f"{space}loc", ""): each.findtext(f"{space}lastmod", "") for each in root}


PAGES = (
    "index.md",
    "about.md",
    "people/ada-byron.md",
    "people/ada-byron/-/2031.md",
    "people/old-hand.md",
    "people/-/a.md",
    "stories/2030/index.md",
    "stories/2030/old.md",
    "stories/2031/new.md",
)


def test_each_page_has_the_day_on_which_what_it_shows_last_changed(archive: Archive) -> None:
    ((name, document),) = sitemap(SITE, archive, PAGES)
    assert name == "sitemap.xml"
    corrected, old = "2031-04-30", "2030-01-02"
    top = "https://example.org/archive/"
    assert entries(document) == {
        top: corrected,
        f"{top}about/": corrected,
        f"{top}people/-/a/": corrected,
        f"{top}people/ada-byron/": corrected,
        f"{top}people/ada-byron/-/2031/": corrected,
        f"{top}people/old-hand/": old,
        f"{top}stories/2030/": old,
        f"{top}stories/2030/old/": old,
        f"{top}stories/2031/new/": corrected,
    }


def test_a_large_sitemap_comes_in_parts(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 4)
    made = dict(sitemap(SITE, archive, PAGES))
    assert list(entries(made["sitemap.xml"])) == [
        f"https://example.org/archive/sitemap-{part}.xml" for part in (1, 2, 3)
    ]
    assert [len(entries(made[f"sitemap-{part}.xml"])) for part in (1, 2, 3)] == [4, 4, 1]


def test_without_an_address_there_is_no_sitemap(archive: Archive) -> None:
    assert list(sitemap(Site("x"), archive, PAGES)) == []
    assert b"Sitemap" not in robots(Site("x"))[1]
    assert b"Sitemap: https://example.org/archive/sitemap.xml\n" in robots(SITE)[1]


def test_older_addresses_lead_to_the_present_ones(archive: Archive) -> None:
    assert list(moved(archive)) == [
        ("people/a-byron/", "people/ada-byron/"),
        ("stories/2031/newer/", "stories/2031/new/"),
    ]
    made = dict(redirects(archive, SITE))
    page = made["stories/2031/newer/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=../new/">' in page
    assert '<link rel="canonical" href="https://example.org/archive/stories/2031/new/">' in page
    assert '<p>This page has moved: <a href="../new/">New</a>.</p>' in page
    bare = dict(redirects(archive, Site("x")))["people/a-byron/index.html"].decode()
    assert '<link rel="canonical" href="../ada-byron/">' in bare
    assert '<p>This page has moved: <a href="../ada-byron/">Ada Byron</a>.</p>' in bare


@pytest.mark.parametrize(
    ("page", "target", "fault", "says"),
    [
        ("stories/2031/new.md", "../nowhere.md#a%20b", "page", "content/stories/2031/new.md:14:9: error[dead-link]"),
        (
            "stories/2031/new.md",
            "../../people/nowhere.md#a%20b",
            "page",
            "content/stories/2031/new.md:14:12: error[dead-link]",
        ),
        ("people/ada-byron.md", "y/z.md", "page", "content/people/ada-byron.md:6:18: error[dead-link]"),
        ("about.md", "#there", "place", "content/pages/about.md:4:8: error[dead-anchor]"),
        ("about.md", "elsewhere/", "page", None),
        ("moves/index.md", "x/", "page", None),
    ],
)
def test_a_broken_link_is_found_where_it_was_written(
    archive: Archive, page: str, target: str, fault: Fault, says: str | None
) -> None:
    problem = link_problem(BrokenLink(page, target, fault, "?"), "content", origins(archive).get(page))
    assert (problem is None) if says is None else str(problem).startswith(says)


@pytest.mark.parametrize("most", [50_000, 2])
def test_other_days_are_put_where_they_belong(archive: Archive, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(module, "MOST", most)
    pages = ["index.md", "people/ada-byron.md", "people/ada-byron/-/2031.md", "people/old-hand.md"]
    made = {name: data.decode() for name, data in sitemap(SITE, archive, pages)}
    was = _days(made.values())

    def again(days: dict[str, date], come: Set[str] = NONE, gone: Set[str] = NONE) -> dict[str, bytes]:
        named = "people/ada-byron.md", "people/old-hand.md"
        return dict(listed_again(SITE, days, Listed(entries_of(made, pages), come, gone, named, NONE, NONE)))

    assert again({"people/nobody.md": date(2030, 1, 1)}) == {name: text.encode() for name, text in made.items()}
    later = {name: data.decode() for name, data in again({"people/ada-byron.md": date(2032, 1, 1)}).items()}
    assert _days(later.values()) == ["2032-01-01", "2032-01-01", "2032-01-01", "2030-01-02"], "home is as of the newest"
    assert [day.replace("2032-01-01", "2031-04-30") for day in _days(later.values())] == was
    more = again({"people/grace.md": date(2031, 1, 1)}, frozenset({"people/grace.md"}))
    assert _days(data.decode() for data in more.values()) == [*was[:3], "2031-01-01", was[3]]
    assert [*more] == [name for name, _ in sitemap(SITE, archive, [*pages, "people/grace.md"])]
    part = again({}, frozenset({"people/old-hand/-/2030.md"}))
    assert _days(data.decode() for data in part.values()) == [*was, was[3]], "a part is as old as the whole"
    fewer = again({}, gone={"people/old-hand.md"})
    assert [*fewer] == [name for name, _ in sitemap(SITE, archive, pages[:-1])]
    assert _days(data.decode() for data in fewer.values()) == was[:-1]
    with pytest.raises(ValueError, match="zip"):
        entries_of(made, pages[1:])


def test_days_that_are_earlier_than_before(archive: Archive) -> None:
    pages = ["index.md", "stories/2031.md", "stories/2031/one.md"]
    made = {name: data.decode() for name, data in sitemap(SITE, archive, pages)}
    days = {"stories/2031.md": date(2030, 1, 1)}
    known = entries_of(made, pages)
    later, earlier = (Listed(known, NONE, NONE, (), NONE, each) for each in (NONE, days.keys()))
    was = _days(made.values())
    assert _days(data.decode() for data in dict(listed_again(SITE, days, later)).values()) == was
    told = dict(listed_again(SITE, days, earlier, date(2030, 6, 1)))
    assert _days(data.decode() for data in told.values()) == ["2030-06-01", "2030-01-01", was[2]]
    assert day_of(known["index.md"]) == date.fromisoformat(was[0])
    assert day_of("<url></url>") is None


def _days(texts: Iterable[str]) -> list[str]:
    return [entry.partition("</lastmod>")[0] for text in texts for entry in text.split("<lastmod>")[1:]]
