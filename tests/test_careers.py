"""Careers as posts: stints and roles, merged where reports fit, never with an end that nobody reported."""

from __future__ import annotations

from datetime import date

import pytest

from generator.archive.careers import Post
from generator.archive.model import Fact, Ref
from generator.archive.reasoning import reason
from generator.values.dates import parse_date
from tests import stories
from tests.small_archives import archive, numbered, person
from tests.stories import File, known, story, tell

ADA, ORBITAL = Ref("person", "ada-byron"), Ref("company", "orbital")


def short(post: Post) -> str:
    where = post.company.slug if post.company else "-"
    dates = f"{post.opening} {post.began or ''} {post.closing} {post.ended or ''}"
    seen = " ".join(str(day) for day in post.seen)
    marks = "".join(f" {mark}" for mark in ("founder", "doubtful", "disputed", "goes_on") if getattr(post, mark))
    return " ".join(f"{where}: {post.role} | {dates} | {seen}{marks}".split())


def career(*files: File) -> list[str]:
    return [short(post) for post in known(*files).career(ADA)]


@pytest.mark.parametrize(
    ("facts", "posts"),
    [
        (["joined: Orbital, date: 2024-05"], ["orbital: | joined 2024-05 |"]),
        (["left: Orbital, date: 2031-02"], ["orbital: | left 2031-02 |"]),
        (
            ["founded: Orbital", "left: Orbital, role: head of guidance, date: 2018"],
            ["orbital: head of guidance | founded left 2018 | founder"],
        ),
        (["founded: Orbital, date: 2024", "joined: Orbital, date: 2025"], ["orbital: | founded 2024 | founder"]),
        (
            ["joined: Orbital, date: 2020, role: engineer", "left: Orbital, date: 2024, role: chief engineer"],
            ["orbital: chief engineer | joined 2020 left 2024 |"],
        ),
        (
            ["joined: Orbital, date: 2020, role: clerk", "left: Orbital, date: 2024, role: chief engineer"],
            ["orbital: clerk, later chief engineer | joined 2020 left 2024 |"],
        ),
        # Going and coming back.
        (
            ["joined: Orbital, date: 2020", "left: Orbital, date: 2022", "joined: Orbital, date: 2025"],
            ["orbital: | joined 2020 left 2022 |", "orbital: | joined 2025 |"],
        ),
        (
            [
                "joined: Orbital",
                "left: Orbital, date: 2022",
                "joined: Orbital, date: 2025",
                "left: Orbital, date: 2026",
            ],
            ["orbital: | left 2022 |", "orbital: | joined 2025 left 2026 |"],
        ),
        # Roles in passing are days, not spans.
        (["held: chair, at: Orbital"], ["orbital: chair | | 2031-03-04"]),
        (["held: chair, at: Orbital, date: 2030"], ["orbital: chair | | 2030"]),
        (["joined: Orbital, date: 2024", "held: chair, at: Orbital"], ["orbital: chair | joined 2024 | 2031-03-04"]),
        (
            ["joined: Orbital, date: 2024, role: clerk", "held: chair, at: Orbital"],
            ["orbital: clerk | joined 2024 |", "orbital: chair | | 2031-03-04"],
        ),
        # Posts.
        (["held: chair, at: Orbital, date: 2016~/2018"], ["orbital: chair | held 2016~ held 2018 |"]),
        (["held: chair, at: Orbital, date: 2016/.."], ["orbital: chair | held 2016 | goes_on"]),
        (["held: chair, at: Orbital, date: 2016/"], ["orbital: chair | held 2016 |"]),
        (["held: chair, at: Orbital, date: /2018"], ["orbital: chair | held 2018 |"]),
        (
            ["held: chair, at: Orbital, date: 2016/2018", "held: Chair, at: Orbital, date: 2016-05-01/2018"],
            ["orbital: chair | held 2016-05-01 held 2018 |"],
        ),
        (
            ["held: chair, at: Orbital, date: 2016/2018", "held: chair, at: Orbital, date: 2020/2021"],
            ["orbital: chair | held 2016 held 2018 |", "orbital: chair | held 2020 held 2021 |"],
        ),
        (
            ["held: chair, at: Orbital, date: 2016/2018", "held: chair, at: Orbital, date: 2017-05-01"],
            ["orbital: chair | held 2016 held 2018 | 2017-05-01"],
        ),
        # Whoever left for a company came to it, on a day that nobody gave.
        (
            ["left: Orbital, date: 2024-08, to: Perigee"],
            ["orbital: | left 2024-08 |", "perigee: | joined |"],
        ),
        # Oldest first; one without a date before the one that it was left for.
        (
            ["left: Orbital", "founded: Apogee, date: 2021", "joined: Perigee, date: 2019"],
            ["orbital: | left |", "perigee: | joined 2019 |", "apogee: | founded 2021 | founder"],
        ),
        # Doubtful ones last, and not where somebody says it outright.
        (
            ["joined: Orbital, date: 2024, status: rumoured", "joined: Perigee, date: 2026"],
            ["perigee: | joined 2026 |", "orbital: | joined 2024 | doubtful"],
        ),
        (
            ["joined: Orbital, date: 2024, status: rumoured", "joined: Orbital, date: 2024"],
            ["orbital: | joined 2024 |"],
        ),
        (["joined: Orbital, date: 2024, status: retracted"], []),
    ],
)
def test_posts(facts: list[str], posts: list[str]) -> None:
    assert career(tell(*facts)) == posts


def test_reports_that_fit_are_one_post_with_the_sharpest_dates() -> None:
    posts = known(tell("left: Orbital, date: 2031", day="2031-02-18"), tell("left: Orbital, date: 2031-02-17")).career(
        ADA
    )
    assert [short(post) for post in posts] == ["orbital: | left 2031-02-17 |"]
    assert len(posts[0].facts) == 2


def test_a_role_held_nowhere_in_particular() -> None:
    held = Fact("", "held", "s", date(2031, 3, 4), person(0), role="freelance writer", date=parse_date("2016/2018"))
    found = reason(archive(numbered([held, held]))).career(person(0))
    assert [short(post) for post in found] == ["-: freelance writer | held 2016 held 2018 |"]


def test_a_disputed_end_says_so() -> None:
    assert career(tell("left: Orbital, date: 2031-01", day="2031-02-18"), tell("left: Orbital, date: 2031-02-17")) == [
        "orbital: | left 2031-01 | disputed"
    ]


def test_the_role_on_a_day_stands_first() -> None:
    found = known(
        tell("left: Orbital, date: 2026", "held: chair, at: Perigee, date: 2027-01-01/..", "joined: Apogee, date: 2022")
    ).role_on(ADA, date(2031, 3, 4))
    assert [(each.company.slug, each.there.value, each.role) for each in found] == [
        ("perigee", "yes", "chair"),
        ("apogee", "not known", ""),
        ("orbital", "no longer", ""),
    ]


def test_founders_with_the_sharpest_day() -> None:
    found = known(
        tell("founded: Orbital, date: 2024"),
        story("forming", "companies: {Orbital: [{formed: 2024-03, by: [Ada Byron, Ben Hull]}]}"),
    ).founders(ORBITAL)
    assert [(each.person.slug, str(each.date), len(each.facts), each.disputed) for each in found] == [
        ("ada-byron", "2024-03", 2, False),
        ("ben-hull", "2024-03", 1, False),
    ]


def test_a_role_has_one_spelling_that_of_the_first_report_or_the_first_confirmed() -> None:
    """Whoever mentions it later, and however they write it."""
    first = tell("joined: Orbital, date: 2024, role: CTO", day="2031-03-01")
    later = tell("held: cto, at: Orbital, date: 2025-03-02", "left: Orbital, role: Cto, date: 2030", day="2031-03-02")
    assert career(first, later) == ["orbital: CTO | joined 2024 left 2030 | 2025-03-02"]
    reasoning = known(first, later)
    assert reasoning.presence(ADA, ORBITAL, date(2025, 3, 2)).role == "CTO"
    assert [move.role_before for move in reasoning.moves if move.left] == ["CTO"]
    sure = tell("held: C.T.O., at: Orbital, date: 2026-01-01", day="2031-03-03")
    assert "orbital: CTO |" in career(first, later, sure)[0]
    sure = tell("held: cTO, at: Orbital, date: 2026-01-01, status: confirmed", day="2031-03-03")
    assert career(first, later, sure) == ["orbital: cTO | joined 2024 left 2030 | 2025-03-02 2026-01-01"]


@pytest.mark.parametrize(
    ("more", "posts"),
    [
        ("", ["orbital: | joined 2011 held 2020 |", "orbital: pilot | held 2011 held 2020 |"]),
        # seen there later; in another post there; back again
        (
            "held: chair, at: Orbital",
            ["orbital: chair | joined 2011 | 2031-03-04", "orbital: pilot | held 2011 held 2020 |"],
        ),
        (
            "held: chair, at: Orbital, date: 2015/..",
            [
                "orbital: | joined 2011 |",
                "orbital: pilot | held 2011 held 2020 |",
                "orbital: chair | held 2015 | goes_on",
            ],
        ),
        (
            "held: pilot, at: Orbital, date: 2021/",
            ["orbital: | joined 2011 |", "orbital: pilot | held 2011 held 2020 |", "orbital: pilot | held 2021 |"],
        ),
    ],
)
def test_a_stint_ends_with_the_last_post_in_it(more: str, posts: list[str]) -> None:
    """As the archive counts: whoever's last post there ended, and of whom nothing is told since, is no longer there."""
    facts = ["joined: Orbital, date: 2011", "held: pilot, at: Orbital, date: 2011/2020", *([more] if more else [])]
    assert career(tell(*facts)) == posts


@pytest.mark.parametrize(
    ("facts", "posts"),
    [
        (
            ["held: chair, at: Orbital, date: 2016/..", "left: Orbital, date: 2020-05"],
            ["orbital: chair | held 2016 left 2020-05 |"],
        ),
        (
            ["held: chair, at: Orbital, date: 2016/", "left: Orbital, role: Chair"],
            ["orbital: chair | held 2016 left |"],
        ),
        (  # another role, an earlier departure, two that it may have ended, one that somebody had come for
            ["held: chair, at: Orbital, date: 2016/", "left: Orbital, role: cook, date: 2020"],
            ["orbital: chair | held 2016 |", "orbital: cook | left 2020 |"],
        ),
        (
            ["held: chair, at: Orbital, date: 2016/", "left: Orbital, date: 2012"],
            ["orbital: | left 2012 |", "orbital: chair | held 2016 |"],
        ),
        (
            [
                "held: chair, at: Orbital, date: 2016/",
                "held: cook, at: Orbital, date: 2017/",
                "left: Orbital, date: 2020",
            ],
            ["orbital: chair | held 2016 |", "orbital: cook | held 2017 |", "orbital: | left 2020 |"],
        ),
        (
            ["joined: Orbital, date: 2015", "held: chair, at: Orbital, date: 2016/", "left: Orbital, date: 2020"],
            ["orbital: | joined 2015 left 2020 |", "orbital: chair | held 2016 |"],
        ),
        (  # the end that it has is the departure; somebody came for it
            ["held: chair, at: Orbital, date: 2012-05/2015-06-30", "left: Orbital, date: 2015-06, role: chair"],
            ["orbital: chair | held 2012-05 left 2015-06-30 |"],
        ),
        (
            [
                "held: adviser, at: Orbital, date: 2019-02/..",
                "joined: Orbital, date: 2019-02-28",
                "left: Orbital, date: 2023-04-30",
            ],
            ["orbital: adviser | joined 2019-02-28 left 2023-04-30 |"],
        ),
        (
            ["held: chair, at: Orbital, date: 2012/2015", "left: Orbital, date: 2018"],
            ["orbital: chair | held 2012 held 2015 |", "orbital: | left 2018 |"],
        ),
    ],
)
def test_a_departure_ends_the_one_post_that_it_may_have_ended(facts: list[str], posts: list[str]) -> None:
    assert career(tell(*facts)) == posts


def test_a_role_seen_in_passing_is_no_stint_of_which_another_story_tells() -> None:
    founded = tell("founded: Orbital, date: 2019", day="2019-03-04")
    assert career(founded, tell("held: chief scientist, at: Orbital", day="2023-05-06")) == [
        "orbital: | founded 2019 | founder",
        "orbital: chief scientist | | 2023-05-06",
    ]


def test_a_role_seen_after_a_stint_is_none_of_it() -> None:
    left = tell("joined: Orbital, date: 2019, role: chair", "left: Orbital, date: 2021", day="2022-03-04")
    assert career(left, tell("held: chair, at: Orbital", day="2023-05-06")) == [
        "orbital: chair | joined 2019 left 2021 |",
        "orbital: chair | | 2023-05-06",
    ]


def test_what_is_denied_or_cannot_all_be_true_is_disputed() -> None:
    here = tell("held: chair, at: Orbital", "joined: Orbital, date: 2020", day="2031-03-04")
    assert career(here, tell("left: Orbital, date: 2031-02-10", day="2031-03-09")) == [
        "orbital: | joined 2020 left 2031-02-10 | disputed",
        "orbital: chair | | 2031-03-04 disputed",
    ]
    left = tell("joined: Orbital, date: 2020", "left: Orbital, date: 2024", day="2031-03-04")
    denial = tell("left: Orbital, date: 2024, status: denied", day="2031-03-09")
    assert career(left, denial) == ["orbital: | joined 2020 left 2024 | disputed"]
    ruled = stories.person("ada-byron", "rulings: [{fact: left Orbital, accept: story-of-2031-03-04, reason: So}]")
    assert career(left, denial, ruled) == ["orbital: | joined 2020 left 2024 |"]
