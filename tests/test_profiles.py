"""Profiles of people, companies and topics; and ordinary pages."""

from __future__ import annotations

import pytest

from generator.problems import Position
from generator.read.model import EntityKind, FormerName, Link, OrdinaryPage, Profile
from generator.read.pages import read_page
from generator.read.profiles import read_profile
from generator.values.dates import parse_date

PERSON = """---
name: Durk Kingma
aliases: [Diederik Kingma, D. P. Kingma]
weak_aliases: [Kingma]                      # found by search, never linked by itself
former_names: [{name: Durk de Vries, until: 2020}, {name: D. de Vries}]
identifiers: {wikidata: Q42, orcid: 0000-0002-1825-0097}
links: [{title: His page, url: https://example.org/durk}, {url: https://example.org/2}]
redirect_from: [d-kingma]                   # older slugs of this page
not_same_as: [{slug: durk-kinsma, reason: another man}]
merged: [{slug: dp-kingma, reason: one man, date: 2031-03}]
rulings:
  - {fact: left Orbital, accept: durk-leaves, reason: the filing says so, by: Archive desk, date: 2031-03-04}
image: {file: durk.jpg, alt: ""}
---
Works on [[Orbital|launches]].
"""


def read(
    text: str, entity: EntityKind = "person", slug: str = "durk-kingma"
) -> tuple[Profile, list[tuple[int, int, str]]]:
    profile, problems = read_profile(text.encode(), f"people/{slug}.md", "content", entity)
    return profile, [(each.line, each.column, each.code) for each in problems]


def test_every_key_of_a_person() -> None:
    profile, problems = read(PERSON)
    assert problems == []
    assert (profile.entity, profile.slug, profile.name, profile.kind) == ("person", "durk-kingma", "Durk Kingma", "")
    assert [(alias.text, alias.at) for alias in profile.aliases] == [
        ("Diederik Kingma", Position(3, 11)), ("D. P. Kingma", Position(3, 28)),
    ]  # fmt: skip
    assert [alias.text for alias in profile.weak_aliases] == ["Kingma"]
    assert profile.former_names == (FormerName("Durk de Vries", parse_date("2020")), FormerName("D. de Vries"))
    assert profile.identifiers == (("wikidata", "Q42"), ("orcid", "0000-0002-1825-0097"))
    assert profile.links == (
        Link("His page", "https://example.org/durk"), Link("https://example.org/2", "https://example.org/2"),
    )  # fmt: skip
    assert profile.redirect_from == ("d-kingma",)
    (apart,), (merged,), (ruling,) = profile.not_same_as, profile.merged, profile.rulings
    assert (apart.slug, apart.reason, apart.at) == ("durk-kinsma", "another man", Position(9, 22))
    assert (merged.slug, merged.date) == ("dp-kingma", parse_date("2031-03"))
    assert (ruling.fact, ruling.accept.text, ruling.by, ruling.at) == (
        "left Orbital", "durk-leaves", "Archive desk", Position(12, 5),
    )  # fmt: skip
    assert profile.image
    assert (profile.body, profile.body_line) == ("Works on [[Orbital|launches]].\n", 15)
    assert [(link.target, link.label, link.at) for link in profile.wikilinks] == [
        ("Orbital", "launches", Position(15, 10))
    ]


@pytest.mark.parametrize("entity", ["person", "company", "topic"])
def test_a_name_is_enough(entity: EntityKind) -> None:
    assert read("---\nname: Orbital\n---\n", entity)[1] == []


def test_what_only_companies_have() -> None:
    front = "name: Orbital\nkind: AI lab\nidentifiers: {lei: 529900T8BM49AURSDO55, ticker: ORBT, opencorporates: gb/01}"
    profile, problems = read(f"---\n{front}\n---\n", "company")
    assert (problems, profile.kind, len(profile.identifiers)) == ([], "AI lab", 3)
    assert [code for _, _, code in read(f"---\n{front}\n---\n", "person")[1]] == ["unknown-key"] * 4


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("aliases: [x]", (2, 1, "missing-key")),
        ("name: X\naliases: Ada", (3, 10, "wrong-type")),
        ("name: X\njoined: Orbital", (3, 1, "unknown-key")),
        ("name: X\nmerged: [{slug: durk-kingma, reason: z}]", (3, 17, "merged-into-itself")),
        ("name: X\nnot_same_as: [{slug: ../x, reason: z}]", (3, 22, "bad-slug")),
        ("name: X\nnot_same_as: [{slug: y}]", (3, 15, "missing-key")),
        ("name: X\nrulings: [{fact: left Y, accept: z}]", (3, 11, "missing-key")),
        ("name: X\nidentifiers: {wikidata: 42}", (3, 25, "bad-identifier")),
        ("name: X\nlinks: [{title: a, url: 'javascript:x'}]", (3, 25, "bad-url")),
        ("name: X\nicon: a", (3, 1, "unknown-key")),
        ('name: "a\\u202eb"', (2, 7, "bad-name")),
    ],
)
def test_what_is_wrong(front: str, problem: tuple[int, int, str]) -> None:
    assert read(f"---\n{front}\n---\n")[1] == [problem]


def test_a_profile_comes_back_whatever_is_wrong() -> None:
    profile, problems = read("no front matter")
    assert (profile.name, profile.slug, bool(problems)) == ("durk-kingma", "durk-kingma", True)


def page(text: str, path: str = "pages/about-us.md") -> tuple[OrdinaryPage, list[str]]:
    found, problems = read_page(text.encode(), path, "content")
    return found, [each.code for each in problems]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: About\n---\n# Us\n", "About"),
        ("---\ndescription: x\n---\n\n# Who we are {#us}\n", "Who we are"),
        ("# Who we are ##\n\nText", "Who we are"),
        ("Text\n\n# Later", "About us"),
        ("", "About us"),
    ],
)
def test_titles_of_pages(text: str, title: str) -> None:
    found, problems = page(text)
    assert (found.title, problems) == (title, [])


def test_pages_in_folders_and_what_they_may_not_choose() -> None:
    found, problems = page("---\ntemplate: x.html\nicon: y\n---\n[[Ada]]", "pages/policies/ethics.md")
    assert (found.slug, problems, [link.target for link in found.wikilinks]) == (
        "policies/ethics",
        ["unknown-key"] * 2,
        ["Ada"],
    )
