"""The editors' work list: what is not known, by how much it would settle."""

from __future__ import annotations

from collections.abc import Sequence

from generator.archive.gaps import Gap
from generator.archive.reasoning import reason
from tests import stories
from tests.stories import File, story


def gaps(*files: File) -> Sequence[Gap]:
    return reason(stories.archive(*files)).gaps


def words(*files: File, kind: str = "") -> list[str]:
    return [gap.words for gap in gaps(*files) if kind in ("", gap.kind)]


def test_each_kind() -> None:
    found = gaps(
        story(
            "one",
            """
            sources: {post: {title: Her post}, paper: {title: A paper, url: https://example.org/1}}
            people:
              Ada Byron: [{founded: Orbital, date: 2024, source: post}, {left: Orbital, date: 2030}]
              Ben Hull: [{founded: Orbital, date: 2024}]
            claims: [{says: One remains, count: founders-remaining, company: Orbital, is: 1, of: 3}]
            """,
        ),
        story("two", "people: {Ada Byron: [{left: Orbital, date: 2031-01}]}", day="2031-03-05"),
        stories.person("ada-byron"),
    )
    assert {gap.kind: gap.words for gap in found} == {
        "claim": "“One remains”: 1 person on file isn't placed and 1 name is missing.",
        "dispute": "Ada Byron, left Orbital: 2030 or 2031-01. Which is right?",
        "end": "Ben Hull founded Orbital and isn't recorded as leaving.",
        "source": "The source “Her post” has no link.",
        "profile": "Ben Hull has no profile.",
    }
    assert found[0].kind in ("dispute", "claim")
    assert [gap.settles for gap in found] == sorted((gap.settles for gap in found), reverse=True)


def test_what_is_settled_is_no_gap() -> None:
    assert (
        words(
            story(
                "one",
                """
                sources: {paper: {title: A paper, url: https://example.org/1}}
                people:
                  Ada Byron: [{joined: Orbital, date: 2024}, {left: Orbital, date: 2030}]
                  Ben Hull: [{joined: Orbital, date: 2024}, {held: chair, at: Orbital, date: 2024/2026}]
                  Cy Young: [{joined: Orbital, date: 2024}, {held: chair, at: Orbital, date: 2024/..}]
                """,
            ),
            *(stories.person(slug) for slug in ("ada-byron", "ben-hull", "cy-young")),
        )
        == []
    )


def test_ends() -> None:
    assert words(
        story(
            "one",
            """
            people:
              Ada Byron: [{left: Orbital}]
              Ben Hull: [{left: Orbital, date: 2025}, {joined: Orbital, date: 2027}]
              Cy Young: [{held: chair, at: Orbital}]
            """,
        ),
        kind="end",
    ) == ["Ada Byron left Orbital, and no story says when.", "Ben Hull joined Orbital and isn't recorded as leaving."]


def test_whoever_is_reported_most_comes_first() -> None:
    found = gaps(
        story("one", "people: [Ada Byron, Ben Hull]"),
        story("two", "people: [Ben Hull]", day="2031-03-05"),
    )
    assert [(gap.subject.slug, gap.weight, gap.story) for gap in found] == [
        ("ben-hull", 2, "two"),
        ("ada-byron", 1, "one"),
    ]


def test_a_ruling_closes_a_dispute() -> None:
    files = [
        story("one", "people: {Ada Byron: [{left: Orbital, date: 2030}]}"),
        story("two", "people: {Ada Byron: [{left: Orbital, date: 2031}]}", day="2031-03-05"),
    ]
    ruled = stories.person("ada-byron", "rulings: [{fact: left Orbital, accept: two, reason: So}]")
    assert len(words(*files, kind="dispute")) == 1
    assert words(*files, ruled, kind="dispute") == []


def test_an_arrival_still_to_come_has_no_end_to_ask_for() -> None:
    ahead = story("one", "people: {Ada Byron: [{joined: Orbital, date: 2031-05}]}", day="2031-03-04")
    since = story("two", "people: {Ada Byron: [{held: pilot, at: Orbital}]}", day="2031-06-01")
    assert words(ahead, kind="end") == ["Ada Byron was to join Orbital, and no story since says so."]
    assert words(ahead, since, kind="end") == ["Ada Byron joined Orbital and isn't recorded as leaving."]
