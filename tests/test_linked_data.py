"""What pages say to machines, read as those who search and share read it: by extruct, from the built page's head."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import extruct
import pytest
import yaml

from generator.pages.days import answers, day_lines
from generator.publish.config.site import Site
from generator.publish.pictures.cards import KINDS, SIZE, card, cards
from tests.page_maker import SITE, disputed_desk, markdown
from tests.stories import File, person, story

FRONT = """authors: [Grace Murray]
updated: 2031-03-09
topics: [hiring]
sources:
  letter: {title: A letter, publisher: The Crew, author: Bo, url: "https://example.org/letter", date: 2031-03-03}
people:
  Ada Byron:
    - {founded: Orbital, date: 2029~}
    - {left: Orbital, date: 2031-03, role: pilot, source: letter}
    - {held: adviser, at: Meridian}
companies:
  Orbital: [{formed: 2029-05}]
claims: [{says: One founder left, count: departures, company: Orbital, is: 1}]
corrections: [{date: 2031-03-09, text: 'A name </script><b>was</b> misspelt.'}]"""
FILES: tuple[File, ...] = (
    story("one", FRONT),
    person("ada-byron", "name: 'Ada </script> Byron'\naliases: [Ada Byron]\nidentifiers: {wikidata: Q7259}"),
)


def linked(path: str, *files: File) -> Any:
    """The JSON-LD of a page, as extruct reads it from where the theme prints it."""
    meta = yaml.safe_load(markdown(*(files or FILES))[path].split("---\n")[1])
    html = f'<html><head><script type="application/ld+json">{meta["linked_data"]}</script></head></html>'
    (found,) = extruct.extract(html, base_url=SITE.url, syntaxes=["json-ld"])["json-ld"]
    assert "<" not in meta["linked_data"]
    return found


@pytest.mark.parametrize(
    ("front", "changed"),
    [
        ("", ""),
        ("updated: 2031-03-06T10:00:00+01:00", "2031-03-06T10:00:00+01:00"),
        ("updated: 2031-03-06\ncorrections: [{date: 2031-03-09, text: A}, {date: 2031-03-07, text: B}]", "2031-03-09"),
        ("updated: 2031-03-10\ncorrections: [{date: 2031-03-09, text: A}]", "2031-03-10"),
        ("corrections: [{date: 2031-04, text: A}]", "2031-04-01"),
        ("corrections: [{date: 2031, text: A}]", ""),
    ],
)
def test_a_story_was_changed_when_it_was_updated_or_corrected(front: str, changed: str) -> None:
    """In JSON-LD and for whoever shares the page, as in feeds and the sitemap."""
    text = markdown(story("one", front))["stories/2031/one.md"]
    meta = yaml.safe_load(text.split("---\n")[1])
    assert str(meta.get("updated", "")) == changed
    assert json.loads(meta["linked_data"])["dateModified"] == (changed or "2031-03-04")


def test_a_story() -> None:
    found = linked("stories/2031/one.md")
    assert found["@type"] == "NewsArticle"
    assert found["dateModified"] == "2031-03-09"
    assert found["author"] == [{"@type": "Person", "name": "Grace Murray"}]
    assert found["correction"][0]["text"] == "A name </script><b>was</b> misspelt."
    assert found["citation"][0] == {
        "@type": "CreativeWork",
        "name": "A letter",
        "url": "https://example.org/letter",
        "author": {"@type": "Person", "name": "Bo"},
        "publisher": {"@type": "Organization", "name": "The Crew"},
        "datePublished": "2031-03-03",
    }
    assert [each["name"] for each in found["about"]] == ["hiring"]
    assert {each["@type"] for each in found["mentions"]} == {"Person", "Organization"}
    claim = found["hasPart"][0]
    assert (claim["@type"], claim["text"]) == ("Claim", "One founder left")
    assert claim["review"]["reviewRating"]["alternateName"] == "consistent"


def test_a_person_has_posts_with_dates_no_sharper_than_reported() -> None:
    found = linked("people/ada-byron.md")
    assert found["name"] == "Ada </script> Byron"
    assert found["alternateName"] == ["Ada Byron"]
    assert found["sameAs"] == ["https://www.wikidata.org/wiki/Q7259"]
    posts = {each["affiliation"]["name"]: each for each in found["affiliation"]}
    assert posts["Orbital"]["@type"] == "OrganizationRole"
    assert (posts["Orbital"]["startDate"], posts["Orbital"]["endDate"]) == ("2029", "2031-03")
    assert "startDate" not in posts["Meridian"]  # seen there on a day: nobody says since when


def test_a_company() -> None:
    found = linked("companies/orbital.md")
    assert (found["@type"], found["foundingDate"]) == ("Organization", "2029-05")
    assert [each["name"] for each in found["founder"]] == ["Ada </script> Byron"]


@pytest.mark.parametrize(("path", "kind"), [("index.md", "WebSite"), ("moves/index.md", "CollectionPage")])
def test_other_pages(path: str, kind: str) -> None:
    assert linked(path)["@type"] == kind


def test_every_day_has_its_answer_now_and_then() -> None:
    late = story("late", "people: {Ada Byron: [{left: Orbital, date: 2030-06-01}]}", day="2031-03-04")
    early = story("early", "people: {Ada Byron: [{joined: Orbital, date: 2030-01-10}]}", day="2030-01-20")
    desk = disputed_desk(early, late)
    orbital = next(ref for ref in desk.archive.entities if ref.kind == "company")
    (line,) = day_lines(desk, orbital)
    assert line.address == "people/ada-byron/"
    assert line.now == "b,y2030-01-10,u2030-06-01,n2030-06-02"
    assert line.then.startswith("x,")
    assert line.then.endswith("n2031-03-04")
    assert answers(()) == "x"


def test_the_days_stand_in_the_page_as_json() -> None:
    meta = yaml.safe_load(markdown(*FILES)["companies/orbital.md"].split("---\n")[1])
    assert "<" not in meta["days"]
    data = json.loads(meta["days"])
    assert data["day"] == "2031-03-04"
    assert data["people"][0][0] == "Ada </script> Byron"


def test_a_large_company_has_its_days_in_a_file_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.publish.markdown.heads.LARGE", 0)
    pages = markdown(*FILES)
    meta = yaml.safe_load(pages["companies/orbital.md"].split("---\n")[1])
    assert json.loads(meta["days"]) == {"day": "2031-03-04", "src": "companies/orbital/on-a-day.json"}
    assert json.loads(pages["companies/orbital/on-a-day.json"])["people"][0][1] == "people/ada-byron/"


def test_cards_are_pictures_that_those_who_share_links_show(tmp_path: Path) -> None:
    site = Site("A newspaper with a name that is rather longer than any card is wide, all in all")
    made = {path: stored.read() for path, stored in cards(tmp_path, site)}
    assert made == {path: stored.read() for path, stored in cards(tmp_path, site)}
    assert set(made) == {f"assets/cards/{kind}.png" for kind in KINDS}
    for data in made.values():
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == SIZE
        assert len(data) < 40_000
    assert card("One", "Story") == card("One", "Story")
    assert re.search(rb"tEXt|tIME", card("One", "Story")) is None


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2010~/2012?", ("2010", "2012")),
        ("2010-03/..", ("2010-03", None)),
        ("/2012-06-01", (None, "2012-06-01")),
        ("199X/2004", (None, "2004")),
        ("2010-22/2012-XX", ("2010", "2012")),
    ],
)
def test_days_are_those_that_iso_8601_has(date: str, days: tuple[str | None, str | None]) -> None:
    facts = f"people: {{Ada Byron: [{{held: pilot, at: Orbital, date: {date}}}]}}"
    (post,) = linked("people/ada-byron.md", story("one", facts))["affiliation"]
    assert (post.get("startDate"), post.get("endDate")) == days


def test_an_author_that_is_a_desk_is_no_person() -> None:
    names = ("Grace Murray", "Archive desk", "AFP", SITE.name, "AN Other")
    found = linked("stories/2031/one.md", story("one", f"authors: [{', '.join(names)}]"))["author"]
    kinds = ("Person", "Organization", "Organization", "Organization", "Person")
    assert [(each["@type"], each["name"]) for each in found] == [*zip(kinds, names, strict=True)]
