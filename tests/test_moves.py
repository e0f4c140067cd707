"""Each move once, from whatever halves of it are reported."""

from __future__ import annotations

import pytest

from generator.archive.moves import Move
from generator.read.model import Status
from tests.stories import known, story, tell


def short(move: Move) -> str:
    ends = (move.origin.slug if move.origin else "?", move.destination.slug if move.destination else "?")
    return " > ".join(ends)


def moves(*facts: str) -> list[str]:
    return [short(move) for move in known(tell(*facts)).moves]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (["left: Orbital, date: 2031-02, to: Perigee"], ["orbital > perigee"]),
        (["joined: Perigee, date: 2031-02, from: Orbital"], ["orbital > perigee"]),
        (["left: Orbital, date: 2031-02, to: Perigee", "joined: Perigee, date: 2031-03"], ["orbital > perigee"]),
        (["left: Orbital, date: 2031-02", "joined: Perigee, from: Orbital, date: 2031-03"], ["orbital > perigee"]),
        (["left: Orbital, date: 2031-02", "joined: Perigee, date: 2031-03"], ["orbital > perigee"]),
        (["left: Orbital, date: 2031-02", "founded: Perigee, date: 2031"], ["orbital > perigee"]),
        (["left: Orbital, date: 2031-02, to: Perigee", "founded: Perigee, date: 2031"], ["orbital > perigee"]),
        (["left: Orbital", "joined: Perigee"], ["orbital > perigee"]),
        (["left: Orbital", "founded: Perigee, date: 2021"], ["orbital > perigee"]),
        # Of two departures without a date, the one told last.
        (["left: Apogee", "left: Orbital", "founded: Perigee, date: 2021"], ["orbital > perigee", "apogee > ?"]),
        # Halves that don't follow each other.
        (["joined: Perigee, date: 2030", "left: Orbital, date: 2031"], ["? > perigee", "orbital > ?"]),
        (
            ["left: Orbital, date: 2020", "left: Apogee, date: 2025", "joined: Perigee, date: 2026"],
            ["orbital > ?", "apogee > perigee"],
        ),
        (
            ["left: Orbital, date: 2020", "joined: Apogee, date: 2021", "joined: Perigee, date: 2026"],
            ["orbital > apogee", "? > perigee"],
        ),
        # A founding or a post alone is no move, and nobody moves to where they left.
        (["founded: Orbital, date: 2020"], []),
        (["held: chair, at: Orbital, date: 2020/2022"], []),
        (["left: Orbital, date: 2020", "joined: Orbital, date: 2022"], ["orbital > ?", "? > orbital"]),
        # Leaving twice.
        (
            [
                "joined: Orbital, date: 2018",
                "left: Orbital, date: 2020, to: Perigee",
                "joined: Orbital, date: 2023, from: Perigee",
                "left: Orbital, date: 2025, to: Apogee",
            ],
            ["? > orbital", "orbital > perigee", "perigee > orbital", "orbital > apogee"],
        ),
        # One departure to two places.
        (
            ["left: Orbital, date: 2020, to: Perigee", "left: Orbital, date: 2020, to: Apogee"],
            ["orbital > apogee", "orbital > perigee"],
        ),
        # What doesn't count.
        (["left: Orbital, date: 2020, status: rumoured", "joined: Perigee, status: denied"], []),
    ],
)
def test_halves(facts: list[str], expected: list[str]) -> None:
    assert moves(*facts) == expected


def test_a_move_that_several_stories_report_is_one() -> None:
    [move] = known(
        tell("left: Orbital, date: 2031, to: Perigee, role: head of guidance, reason: the pay", day="2031-02-18"),
        tell(
            "joined: Perigee, date: 2031-03, from: Orbital, role: chief engineer, status: confirmed", day="2031-03-01"
        ),
        tell("left: Orbital, date: 2031-02", "joined: Perigee", day="2031-03-04"),
    ).moves
    assert (str(move.left), str(move.joined)) == ("2031-02", "2031-03")
    assert (str(move.earliest), str(move.latest)) == ("2031-02-01", "2031-03-31")
    assert move.stories == ("story-of-2031-02-18", "story-of-2031-03-01", "story-of-2031-03-04")
    assert len(move.facts) == 4
    assert (move.role_before, move.role_after, move.reason) == ("head of guidance", "chief engineer", "the pay")
    assert (move.status, move.founding, move.disputed) == (Status.CONFIRMED, False, False)


def test_undated_moves_are_bounded_by_the_day_of_the_story() -> None:
    [move] = known(tell("left: Orbital, to: Perigee")).moves
    assert (move.earliest, str(move.latest)) == (None, "2031-03-04")
    assert (move.left, move.joined) == (None, None)


def test_founding_after_leaving_is_the_arrival() -> None:
    [move] = known(tell("left: Orbital, date: 2027", "founded: Perigee, date: 2028")).moves
    assert move.founding


def test_a_disputed_day_is_still_one_move() -> None:
    [move] = known(
        tell("left: Orbital, date: 2031-02-10", day="2031-02-20"),
        tell("left: Orbital, date: 2031-02-17, to: Perigee", day="2031-02-21"),
    ).moves
    assert move.disputed
    assert (str(move.earliest), str(move.latest)) == ("2031-02-10", "2031-02-17")
    assert len(move.left_between) == 2


def test_moves_are_found_by_person_and_company() -> None:
    found = known(tell("left: Orbital, date: 2031-02, to: Perigee"))
    assert {ref.slug for ref in found.moves_of} == {"ada-byron", "orbital", "perigee"}


def test_oldest_first() -> None:
    found = known(
        tell("joined: Perigee, date: 2031-02", "left: Perigee, date: 2033"),
        story("another", "people: {Grace Murray: [{joined: Perigee, date: 2032}]}"),
    )
    assert [str(move.earliest) for move in found.moves] == ["2031-02-01", "2032-01-01", "2033-01-01"]


def test_a_departure_to_one_of_two_companies_is_disputed() -> None:
    files = (
        tell("left: Orbital, date: 2031-02-10, to: Perigee"),
        tell("left: Orbital, date: 2031-02, to: Apogee", day="2031-03-05"),
    )
    assert [(short(move), move.disputed) for move in known(*files).moves] == [
        ("orbital > apogee", True),
        ("orbital > perigee", True),
    ]
