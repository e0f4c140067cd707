"""The feeds: well-formed whatever the content says, stable, and taken by readers without a complaint."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from msgspec.structs import replace

from generator.archive.index import build_archive
from generator.archive.model import Archive, Ref
from generator.archive.reasoning import reason
from generator.pages.desk import lay_out
from generator.pages.start import plain_start
from generator.publish.config.site import Site
from generator.publish.discovery.feed_text import attribute, element
from generator.publish.discovery.feeds import LENGTH, Feeds
from generator.read.stories import read_story
from tests.export_archive import NEWER, OLDER, PROFILES, SITE, everything
from tests.stories import TODAY, archive, build, content, person, read, story

ATOM = "{http://www.w3.org/2005/Atom}"
ELEMENTS = frozenset(
    (
        *("feed", "id", "title", "subtitle", "updated", "link", "author", "name", "generator"),
        *("entry", "published", "category", "summary"),
    )
)
HOSTILE = (
    "<script>alert(1)</script>",
    "]]> & &amp; &nbsp; &#0;",
    "<![CDATA[ x ]]>",
    "a \"quoted\" 'title' </title>",
    "\u202eright to left \ufffe \uffff \U0001f680",
    "a\u2028b\u0085c \ud7ff",
    "    ",
    "<!-- --> <?xml version='1.0'?>",
)


def feeds_of(found: Archive, site: Site) -> Feeds:
    return Feeds(lay_out(found, reason(found)), site)


def made(found: Archive, site: Site = SITE) -> dict[str, bytes]:
    feeds = feeds_of(found, site)
    return dict((*feeds.whole_site(), *(pair for ref in found.entities for pair in feeds.of(ref))))


def parsed(data: bytes) -> Any:
    feed = feedparser.parse(data)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def validate(data: bytes) -> ElementTree.Element:
    """RFC 4287's rules for what a feed and its entries must have, and have once."""
    feed = ElementTree.fromstring(data)
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for once in ("id", "title", "updated"):
            [only] = part.findall(f"{ATOM}{once}")
            assert (only.text or "").strip() or once == "title"
        assert datetime.fromisoformat(part.findtext(f"{ATOM}updated") or "").tzinfo is UTC
        [alternate] = [each for each in part.findall(f"{ATOM}link") if each.get("rel") == "alternate"]
        assert (alternate.get("href") or "").isascii()
        assert all(author.findtext(f"{ATOM}name") for author in part.findall(f"{ATOM}author"))
    assert feed.findall(f"{ATOM}author")
    [own] = [each for each in feed.findall(f"{ATOM}link") if each.get("rel") == "self"]
    assert own.get("type") == "application/atom+xml"
    numbers = [each.findtext(f"{ATOM}id") for each in feed.findall(f"{ATOM}entry")]
    assert len(numbers) == len(set(numbers)) <= LENGTH
    return feed


def validate_json(data: bytes) -> Mapping[str, Any]:
    feed: dict[str, Any] = json.loads(data)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    for item in feed["items"]:
        assert item["id"]
        assert item["content_text"]
    return feed


def test_every_page_has_both_feeds_beside_it() -> None:
    found = made(everything().archive)
    assert {"feed.xml", "feed.json", "people/ada-byron/feed.xml", "companies/orbital/feed.json"} <= set(found)
    assert len(found) == 2 * (1 + len(everything().archive.entities))
    for path, data in found.items():
        if path.endswith(".xml"):
            validate(data)
            parsed(data)
        else:
            validate_json(data)


def test_what_an_entry_says() -> None:
    feed = parsed(made(everything().archive)["feed.xml"])
    newest, oldest = feed.entries
    assert unescape(newest.title) == "Byron <em>leaves</em> & goes"
    assert newest.link == "https://example.org/archive/stories/2031/byron-leaves/"
    assert "Correction, 5 March 2031: And another." in newest.summary
    assert oldest.id == "tag:example.org,2024:stories/orbital-is-founded"
    assert oldest.published == "2024-03-04T09:00:00Z"
    assert oldest.summary == "Three found a company"
    assert [author.name for author in oldest.authors] == ["Archive desk", "Zoë O'Neill"]
    assert {"hiring", "ada-byron", "orbital"} <= {tag.term for tag in oldest.tags}
    assert feed.feed.title == "The Archive"


def test_the_json_feed_says_the_same() -> None:
    feed = validate_json(made(everything().archive)["feed.json"])
    newest, oldest = feed["items"]
    assert feed["home_page_url"] == "https://example.org/archive/"
    assert newest["title"] == "Byron <em>leaves</em> & goes"
    assert newest["date_modified"] == "2031-03-06T00:00:03Z"
    assert oldest["authors"] == [{"name": "Archive desk"}, {"name": "Zoë O'Neill"}]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    file = story("one", "topics: [x]", body="body")
    found, _ = read_story(file.text.encode(), file.path, "content")
    hostile = replace(found, title=text, standfirst=text, authors=(text,))
    archive_, _ = build_archive(replace(content(), stories=(hostile,)), until=TODAY)
    site = replace(SITE, name=text or "x", description=text)
    for path, data in made(archive_, site).items():
        if path.endswith(".json"):
            assert json.loads(data)["items"][0]["title"] == text
            continue
        root = ElementTree.fromstring(data)
        parsed(data)
        inside = [each.tag.removeprefix(ATOM) for each in root.iter()]
        assert set(inside) <= ELEMENTS
        kept = "".join(sign for sign in text if sign not in "\ufffe\uffff")
        assert root.find(f"{ATOM}entry/{ATOM}title").text == kept  # type: ignore[union-attr]


def test_control_characters_are_left_out() -> None:
    assert element("title", "a\x00b\x1b[31m\x0b\ud800") == "<title>ab[31m</title>"
    assert attribute('a\n"b"\x01') == '"a &quot;b&quot;"'


def test_a_correction_updates_its_entry() -> None:
    def updated(front: str, day: str = "2031-03-04") -> datetime:
        found = archive(story("one", front, day=day))
        return feeds_of(found, SITE).entry("one").updated

    plain = updated("")
    assert plain == datetime(2031, 3, 4, tzinfo=UTC)
    same_day = updated("corrections: [{date: 2031-03-04, text: One.}]")
    twice = updated("corrections: [{date: 2031-03-04, text: One.}, {date: 2031-03-04, text: Two.}]")
    later = updated("corrections: [{date: 2033-03, text: One.}]")
    revised = updated("updated: 2032-01-01")
    assert plain < same_day < twice < revised < later
    timed = updated("corrections: [{date: 2031-03-04, text: One.}]", "2031-03-04T20:00:00Z")
    assert timed > datetime(2031, 3, 4, 20, tzinfo=UTC)


def test_an_old_story_that_is_corrected_is_shown_again() -> None:
    many = [story(f"story-{number:03}", day=f"2030-01-{number % 28 + 1:02}") for number in range(LENGTH + 20)]
    old = story("old", "corrections: [{date: 2031-01-01, text: Wrong.}]", day="2020-01-01")
    feed = parsed(made(archive(*many, old))["feed.xml"])
    assert len(feed.entries) == LENGTH
    assert feed.entries[0].id.endswith("stories/old")
    assert feed.feed.updated == feed.entries[0].updated


def test_ids_stay_when_a_story_is_renamed_or_the_site_moves() -> None:
    before = feeds_of(archive(story("first-name")), SITE).entry("first-name")
    moved = archive(story("second", "redirect_from: [first-name]"))
    after = feeds_of(moved, replace(SITE, url="https://new.example/")).entry("second")
    assert b"<id>tag:example.org,2024:stories/first-name</id>" in before.xml
    assert b"<id>tag:example.org,2024:stories/first-name</id>" in after.xml


def test_without_a_tag_ids_are_made_of_the_host() -> None:
    found = feeds_of(archive(story("one")), replace(SITE, tag="", url="https://News.Example:8080/x/"))
    assert b"<id>tag:news.example,2026:stories/one</id>" in found.entry("one").xml
    local = feeds_of(archive(story("one")), replace(SITE, tag="", url=""))
    assert b"<id>tag:localhost,2026:stories/one</id>" in local.entry("one").xml


def test_somebody_without_stories_has_an_empty_feed() -> None:
    found = made(archive(person("ada-byron")))
    feed = validate(found["people/ada-byron/feed.xml"])
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    parsed(found["people/ada-byron/feed.xml"])


def test_addresses_are_encoded() -> None:
    file = story("лев", "people: {Лев Толстой: [{held: writer}]}")
    found, _ = build_archive(read(file)[0], until=TODAY)
    data = made(found)["feed.xml"]
    validate(data)
    assert b"https://example.org/archive/stories/2031/%D0%BB%D0%B5%D0%B2/" in data


def test_drafts_and_coming_stories_are_in_no_feed() -> None:
    found, _ = build(story("draft", "draft: true"), story("coming", day="2050-01-01"), story("out"))
    assert not [data for data in made(found).values() if b"draft" in data or b"coming" in data]


def test_the_same_archive_gives_the_same_bytes() -> None:
    ordered = content(*PROFILES, OLDER, NEWER)
    shuffled, _ = build_archive(replace(ordered, stories=ordered.stories[::-1]), until=TODAY)
    assert made(shuffled) == made(everything().archive)


def test_one_feed_can_be_made_again_by_itself() -> None:
    found = everything().archive
    ada = Ref("person", "ada-byron")
    again = dict(feeds_of(found, SITE).of(ada))
    assert again == {path: data for path, data in made(found).items() if path.startswith("people/ada-byron/")}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("Plain words.\n\nMore.", "Plain words."),
        (
            "# Heading\n\n> quoted\n\n- item\n\nThe *first* `real` **paragraph**\nof it.",
            "The first real paragraph of it.",
        ),
        ("[a link](https://x.example) and ![a picture](x.png) and <b>bold</b>.", "a link and a picture and bold."),
        ("```\ncode\n```\n\n    more code\n\nWords.", "Words."),
        ("5 \\* 3 &amp; more", "5 * 3 & more"),
        ("snake_case stays, _emphasis_ goes", "snake_case stays, emphasis goes"),
        ("", ""),
        ("word " * 100, "word " * 59 + "word …"),
        ("[" * 10_000, "[" * 300),
    ],
)
def test_how_a_story_starts(body: str, says: str) -> None:
    found = plain_start(body, ())
    assert found == says or (len(body) > 5_000 and len(found) <= 302)


def test_links_are_the_words_they_show() -> None:
    found, _ = read_story(
        b"---\ntitle: A\ndate: 2031\n---\n[[Ada Byron]] left [[people/x|somebody]].", "stories/a.md", "c"
    )
    assert plain_start(found.body, found.links) == "Ada Byron left somebody."
