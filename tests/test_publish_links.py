"""Links inside the site: each leads to a page, a file, and a place that are there."""

from __future__ import annotations

import pytest

from generator.publish.html.links import BrokenLink, LinkBook, joined

ADDRESSES = frozenset({"", "people/", "people/ada/", "people/josé/", "stories/2031/orbital/"})
FILES = frozenset({"feed.xml", "images/pad 39.jpg", "people/old-ada/index.html"})


def broken(html: str, *others: tuple[str, str]) -> list[tuple[str, str, str]]:
    book = LinkBook(ADDRESSES, FILES)
    book.note("stories/2031/orbital.md", "stories/2031/orbital/", html)
    for address, content in others:
        book.note(f"{address.strip('/')}.md", address, content)
    return [(link.target, link.fault, link.leads_to) for link in book.broken()]


@pytest.mark.parametrize(
    "target",
    [
        "../../../people/ada/",
        "../../../people/jos%C3%A9/",
        "../../../people/josé/",
        "../../../",
        "../../..",
        "../../../index.html",
        "../../../people/ada/index.html",
        "../../../people/old-ada/",
        "../../../feed.xml",
        "../../../images/pad%2039.jpg",
        "#",
        "#__top",
        "",
        "https://example.org/nowhere",
        "mailto:desk@example.org",
    ],
)
def test_links_that_lead_somewhere(target: str) -> None:
    assert broken(f'<a href="{target}">x</a>') == []


@pytest.mark.parametrize(
    ("target", "fault", "leads_to"),
    [
        ("../../../people/eve/", "page", "people/eve/"),
        ("../../../people/ada.md", "page", "people/ada.md"),
        ("nowhere.md", "page", "stories/2031/orbital/nowhere.md"),
        ("../../../../people/ada/", "page", "../people/ada/"),
        ("/people/ada/", "absolute", "/people/ada/"),
        ("#nowhere", "place", "stories/2031/orbital/#nowhere"),
        ("../../../people/ada/#nowhere", "place", "people/ada/#nowhere"),
        ("http://[broken", "page", "http://[broken"),
    ],
)
def test_links_that_lead_nowhere(target: str, fault: str, leads_to: str) -> None:
    assert broken(f'<p>x</p>\n<a class="y" href="{target}" title="a &gt; b">x</a>') == [(target, fault, leads_to)]


def test_places_are_ids_and_named_anchors() -> None:
    html = '<h2 id="a b">x</h2><a name="old">y</a><img name="no">'
    links = "".join(f'<a href="../../../people/ada/#{place}">x</a>' for place in ("a%20b", "old", "no"))
    assert broken(links, ("people/ada/", html)) == [("../../../people/ada/#no", "place", "people/ada/#no")]


def test_pictures_come_from_the_site() -> None:
    html = '<img alt="x" src="../../../images/pad%2039.jpg"><img src="https://example.org/a.png"><img src="b.png">'
    assert broken(html) == [
        ("b.png", "page", "stories/2031/orbital/b.png"),
        ("https://example.org/a.png", "picture", "https://example.org/a.png"),
    ]


def test_quotes_and_signs_around_a_link_hide_nothing() -> None:
    html = (
        '<p title="1 > 0">"so" <a title="id=&quot;no&quot; > x" href="nowhere/">say "x"</a> "and" <a id="x">y</a></p>'
    )
    assert broken(html + '<a href="#x">x</a><a href="#no">x</a>') == [
        ("#no", "place", "stories/2031/orbital/#no"),
        ("nowhere/", "page", "stories/2031/orbital/nowhere/"),
    ]


def test_entities_in_an_address_are_resolved() -> None:
    assert broken('<a href="../../../feed.xml?a=1&amp;b=2">x</a>') == []
    assert broken('<a href="a&amp;b/">x</a>') == [("a&b/", "page", "stories/2031/orbital/a&b/")]


def test_what_only_looks_like_a_link_is_left_alone() -> None:
    assert broken('<code>&lt;a href="nowhere/"&gt;</code> href="nowhere/" <p title=\'x\'>y</p>') == []


def test_each_broken_link_is_reported_once_and_in_order() -> None:
    book = LinkBook(ADDRESSES, FILES)
    for page in ("people/b.md", "people/a.md"):
        book.note(page, "people/", '<a href="x/">x</a><a href="x/">x</a>')
    assert book.broken() == (
        BrokenLink("people/a.md", "x/", "page", "people/x/"),
        BrokenLink("people/b.md", "x/", "page", "people/x/"),
    )


@pytest.mark.parametrize(
    ("address", "path", "leads_to"),
    [
        ("", "people/", "people/"),
        ("", ".", ""),
        ("people/", "..", ""),
        ("people/", "./", "people/"),
        ("people/ada/", "", "people/ada/"),
        ("people/ada/", "feed.xml", "people/ada/feed.xml"),
        ("people/ada/", "../index.html", "people/"),
    ],
)
def test_relative_paths(address: str, path: str, leads_to: str) -> None:
    assert joined(address, path) == leads_to
