"""What each fact did to the archive: introduced, confirmed, sharpened or disputed."""

from __future__ import annotations

import pytest

from generator.archive.reasoning import Reasoning, reason
from tests import stories
from tests.stories import File, story


def told(*days: str, kind: str = "people", who: str = "Ada Byron") -> Reasoning:
    """One story a day, each with one fact (or several, parted by |)."""
    files: list[File] = []
    for number, facts in enumerate(days):
        lines = "\n".join(f"    - {{{fact.strip()}}}" for fact in facts.split("|"))
        files.append(story(f"story-{number}", f"{kind}:\n  {who}:\n{lines}", day=f"2031-03-{number + 1:02}"))
    return reason(stories.archive(*files))


def what(known: Reasoning) -> list[str]:
    return [
        known.lives[fact].what
        for filed in known.archive.stories.values()
        for fact in filed.facts
        if not known.archive.facts[fact].derived_from
    ]


def lives(*days: str, kind: str = "people", who: str = "Ada Byron") -> list[str]:
    return what(told(*days, kind=kind, who=who))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            ["left: Orbital, date: 2031", "left: Orbital, date: 2031-02", "left: Orbital, date: 2031"],
            ["introduces", "sharpens", "confirms"],
        ),
        (["left: Orbital", "left: Orbital, date: 2031"], ["introduces", "sharpens"]),
        (["left: Orbital, date: 2031", "left: Orbital"], ["introduces", "confirms"]),
        (["left: Orbital, date: 2031-02", "left: Orbital, date: 2031-03"], ["introduces", "disputes"]),
        (
            ["left: Orbital, date: 2031-02", "left: Orbital, date: 2031-03", "left: Orbital, date: 2031"],
            ["introduces", "disputes", "confirms"],
        ),
        (["left: Orbital, date: 2031-02", "left: Perigee, date: 2031-02"], ["introduces", "introduces"]),
        (["left: Orbital, date: 2031-02", "joined: Orbital, date: 2031-02"], ["introduces", "introduces"]),
        # Leaving twice, with a return between.
        (
            ["left: Orbital, date: 2020", "joined: Orbital, date: 2024", "left: Orbital, date: 2030"],
            ["introduces", "introduces", "introduces"],
        ),
        # Status.
        (["left: Orbital, date: 2031, status: rumoured", "left: Orbital, date: 2031"], ["introduces", "confirms"]),
        (["left: Orbital, date: 2031", "left: Orbital, status: denied"], ["introduces", "disputes"]),
        (["left: Orbital, status: denied", "left: Orbital, status: denied"], ["introduces", "confirms"]),
        (["left: Orbital, date: 2031, status: retracted", "left: Orbital, date: 2031"], ["introduces", "introduces"]),
        (["left: Orbital, date: 2031", "left: Orbital, date: 2030, status: retracted"], ["introduces", "introduces"]),
        # Two companies that a departure led to.
        (["left: Orbital, to: Perigee", "left: Orbital, date: 2031, to: Apogee"], ["introduces", "introduces"]),
        (["left: Orbital, to: Perigee", "left: Orbital, date: 2031, to: Perigee"], ["introduces", "sharpens"]),
        # Posts.
        (["held: chair, at: Orbital", "held: Chair, at: Orbital"], ["introduces", "confirms"]),
        (["held: chair, at: Orbital", "held: clerk, at: Orbital"], ["introduces", "introduces"]),
        (
            ["held: chair, at: Orbital, date: 2016/2018", "held: chair, at: Orbital, date: 2016-05/2018"],
            ["introduces", "sharpens"],
        ),
        (
            ["held: chair, at: Orbital, date: 2016/2018", "held: chair, at: Orbital, date: 2020/2021"],
            ["introduces", "introduces"],
        ),
        (["held: chair, at: Orbital, date: 2016/..", "held: chair, at: Orbital"], ["introduces", "confirms"]),
        (["held: chair, at: Orbital, date: 2016/2018", "held: chair, at: Orbital"], ["introduces", "introduces"]),
        (
            ["held: chair, at: Orbital", "left: Orbital, date: 2031-03-02", "held: chair, at: Orbital"],
            ["introduces", "introduces", "introduces"],
        ),
        # Words and asking.
        (["said: a train wreck", "said: A train wreck"], ["introduces", "confirms"]),
        (["said: a train wreck", "said: no train wreck"], ["introduces", "introduces"]),
        (["asked: comment, answer: none", "asked: comment, answer: none"], ["introduces", "introduces"]),
        (["related: Ben Hull, as: sibling", "related: Ben Hull, as: sibling"], ["introduces", "confirms"]),
        # A story doesn't confirm itself.
        (["left: Orbital, date: 2031 | left: Orbital, date: 2031"], ["introduces", "introduces"]),
    ],
)
def test_lives_about_people(facts: list[str], expected: list[str]) -> None:
    assert lives(*facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (["raised: 6.6bn USD, date: 2031", "raised: 6.6 billion USD, date: 2031-03-01"], ["introduces", "sharpens"]),
        (["raised: 6.6bn USD, date: 2031-03-01", "raised: 6.5bn USD, date: 2031-03-01"], ["introduces", "disputes"]),
        (["raised: 6.6bn USD, date: 2031-03-01", "raised: 1bn USD, date: 2029"], ["introduces", "introduces"]),
        (["raised: 6.6bn USD, date: 2031-03-01", "raised: 6.6bn USD"], ["introduces", "confirms"]),
        (["raised: 45m USD, round: A", "raised: 40m EUR, round: A"], ["introduces", "introduces"]),  # a conversion?
        (["raised: 45m USD, round: A", "raised: 45m EUR, round: A"], ["introduces", "disputes"]),
        (
            ["raised: 45m USD, round: A", "raised: 40m EUR, round: A", "raised: 40m EUR, round: A"],
            ["introduces", "introduces", "confirms"],
        ),
        (["valued: 157bn USD, date: 2031", "valued: 157bn USD, date: 2031-03"], ["introduces", "sharpens"]),
        (["valued: 157bn USD, date: 2031-03", "valued: 175bn USD, date: 2031-03"], ["introduces", "introduces"]),
        (["formed: 2028", "formed: 2028-05"], ["introduces", "sharpens"]),
        (["part_of: Apogee, date: 2029", "part_of: Apogee"], ["introduces", "confirms"]),
        (["launched: Periapsis", "launched: Periapsis, date: 2030"], ["introduces", "sharpens"]),
    ],
)
def test_lives_about_companies(facts: list[str], expected: list[str]) -> None:
    assert lives(*facts, kind="companies", who="Orbital") == expected


def test_what_came_later_is_told_too() -> None:
    known = told(
        "left: Orbital, date: 2031",
        "left: Orbital, date: 2031-02",
        "left: Orbital, date: 2031-02",
        "left: Orbital, date: 2030",
    )
    first, second, third, fourth = (filed.facts[0] for filed in known.archive.stories.values())
    life = known.lives
    assert life[first].superseded_by == (second,)
    assert life[second].of == (first,)
    assert (life[third].of, life[second].confirmed_by) == ((second,), (third,))
    assert set(life[fourth].of) == {first, second, third}
    assert life[first].disputed_by == (fourth,)
    assert [life[fact].first for fact in (first, second, third, fourth)] == [first, first, first, fourth]


def test_a_founder_by_the_forming_and_by_name_is_one_thing() -> None:
    known = reason(
        stories.archive(
            story(
                "one",
                """
                people: {Ada Byron: [{founded: Orbital, date: 2028}]}
                companies: {Orbital: [{formed: 2028, by: [Ada Byron]}]}
                """,
            ),
            story("two", "people: {Ada Byron: [{founded: Orbital}]}", day="2031-03-05"),
        )
    )
    founded = [fact for fact in known.archive.facts.values() if fact.kind == "founded"]
    assert len({known.lives[fact.id].first for fact in founded}) == 1
    assert sorted(known.lives[fact.id].what for fact in founded) == ["confirms", "introduces", "introduces"]


def test_stories_of_one_day_go_by_time() -> None:
    known = reason(
        stories.archive(
            story("a", "people: {Ada Byron: [{left: Orbital}]}", day="2031-03-04T12:00:00Z"),
            story("b", "people: {Ada Byron: [{left: Orbital}]}", day="2031-03-04T09:00:00Z"),
        )
    )
    assert what(known) == ["introduces", "confirms"]
    assert next(iter(known.archive.stories)) == "b"


def test_a_founding_by_the_forming_is_disputed_as_that_is() -> None:
    known = told("formed: 2028, by: [Ada Byron]", "formed: 2029, by: [Ada Byron]", kind="companies", who="Orbital")
    told_last = [fact for fact in known.archive.facts.values() if fact.story == "story-1"]
    assert {fact.kind: known.lives[fact.id].what for fact in told_last} == {"formed": "disputes", "founded": "disputes"}
