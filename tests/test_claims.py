"""Claims held against what is on file: bounds, verdicts, and the names behind them."""

from __future__ import annotations

import pytest

from generator.archive.claims import Check, Verdict
from generator.archive.reasoning import Reasoning, reason
from tests import stories
from tests.stories import File, story

# Three founders on file: two gone, one there on the day of the claim.
FOUNDERS = """
people:
  Ada Byron: [{founded: Orbital, date: 2024}, {left: Orbital, date: 2031-01}]
  Ben Hull: [{founded: Orbital, date: 2024}, {left: Orbital, date: 2030, to: Perigee}]
  Dora Marsh: [{founded: Orbital, date: 2024}, {held: chief executive, at: Orbital, date: 2031-03-04}]
"""


def claim(count: str, stated: int, more: str = "") -> File:
    text = f"claims: [{{says: So many, count: {count}, company: Orbital, is: {stated}{more}}}]"
    return story("a-claim", text)


def known(*files: File) -> Reasoning:
    return reason(stories.archive(*files))


def check(*files: File) -> Check:
    [found] = known(*files).checks.values()
    return found


def short(found: Check) -> str:
    return f"{found.verdict.value} {found.lowest}-{found.highest}"


@pytest.mark.parametrize(
    ("count", "stated", "more", "expected"),
    [
        ("founders-remaining", 2, ", of: 11", "consistent 1-9"),
        ("founders-remaining", 0, ", of: 11", "contradicted 1-9"),
        ("founders-remaining", 10, ", of: 11", "contradicted 1-9"),
        ("founders-remaining", 1, ", of: 3", "confirmed 1-1"),
        ("founders-remaining", 1, "", "confirmed 1-1"),
        ("founders-remaining", 5, "", "consistent 1-1"),  # others may never have been named
        ("founders-remaining", 1, ", of: 2", "confirmed 1-1"),  # more on file than stated: none is missing
        (
            "founders-remaining",
            3,
            ", of: 3, date: 2029",
            "confirmed 3-3",
        ),  # a founding before, and a departure or sighting after
        ("founders-remaining", 2, ", of: 3, date: 2030", "consistent 2-3"),
        ("founders", 3, "", "confirmed 3-3"),
        ("founders", 3, ", of: 11", "consistent 3-11"),
        ("founders", 2, "", "contradicted 3-3"),
        ("people-at", 1, "", "confirmed 1-1"),
        ("departures", 2, "", "confirmed 2-2"),
        ("departures", 1, ", since: 2031", "confirmed 1-1"),
        ("departures", 1, ", since: 2030-06", "consistent 1-2"),  # some day of 2030: before June or after
        ("departures", 1, ", to: Perigee", "consistent 1-2"),  # nobody told where the other one went
        ("departures", 0, ", to: Apogee", "consistent 0-1"),
        ("departures", 2, ", date: 2030-06-01", "consistent 0-1"),
    ],
)
def test_verdicts(count: str, stated: int, more: str, expected: str) -> None:
    assert short(check(story("founders", FOUNDERS, day="2031-03-03"), claim(count, stated, more))) == expected


def test_the_names_behind_a_count() -> None:
    found = check(story("founders", FOUNDERS, day="2031-03-03"), claim("founders-remaining", 2, ", of: 11"))
    assert [name.person.slug for name in found.counted] == ["dora-marsh"]
    assert [name.person.slug for name in found.not_counted] == ["ada-byron", "ben-hull"]
    assert (found.not_known, found.missing, found.against) == ((), 8, ())
    assert str(found.day) == "2031-03-04"
    assert found.explanation == (
        "Between 1 and 9 founders were still at Orbital on 4 March 2031: 1 for sure, 0 not known, 8 of 11 not on file."
    )


def test_a_contradicted_claim_names_the_facts_that_rule_it_out() -> None:
    found = known(story("founders", FOUNDERS, day="2031-03-03"), claim("founders-remaining", 0, ", of: 3"))
    [one] = found.checks.values()
    assert [found.archive.facts[fact].role for fact in one.against] == ["chief executive"]
    found = known(story("founders", FOUNDERS, day="2031-03-03"), claim("founders-remaining", 3, ", of: 3"))
    [one] = found.checks.values()
    assert {found.archive.facts[fact].kind for fact in one.against} == {"left"}


def test_more_stories_settle_it() -> None:
    base = [
        story("founders", FOUNDERS, day="2031-03-03"),
        claim("founders-remaining", 2, ", of: 4"),
    ]
    assert short(check(*base)) == "consistent 1-2"
    fourth = "people: {Eve Hart: [{founded: Orbital, date: 2024}]}"
    assert short(check(*base, story("fourth", fourth, day="2031-03-05"))) == "consistent 1-2"
    there = "people: {Eve Hart: [{founded: Orbital, date: 2024}, {held: engineer, at: Orbital, date: 2031-03-04}]}"
    assert short(check(*base, story("fourth", there, day="2031-03-05"))) == "confirmed 2-2"
    back = "people: {Ada Byron: [{held: adviser, at: Orbital, date: 2031-03-04}]}"
    both = [story("fourth", there, day="2031-03-05"), story("back", back, day="2031-03-06")]
    assert short(check(*base, *both)) == "contradicted 3-3"


def test_a_coarse_day_gives_the_bounds_over_all_its_days() -> None:
    swap = """
    people:
      Ada Byron: [{held: chair, at: Orbital, date: 2029-01-01/2030-06-30}]
      Ben Hull: [{held: chair, at: Orbital, date: 2030-07-01/..}]
    """
    found = check(story("swap", swap, day="2031-03-03"), claim("people-at", 1, ", date: 2030"))
    assert short(found) == "confirmed 1-1"  # always one, though neither the whole year
    assert [name.person.slug for name in found.not_known] == ["ada-byron", "ben-hull"]


def test_arrivals_and_where_from() -> None:
    said = """
    people:
      Ada Byron: [{left: Perigee, date: 2030, to: Orbital}, {joined: Orbital, date: 2030-05}]
      Ben Hull: [{joined: Orbital, date: 2031-01}]
      Cy Young: [{left: Perigee, date: 2031, to: Orbital}]
      Dora Marsh: [{founded: Orbital, date: 2024}]
      Eve Hart: [{left: Apogee, date: 2023}, {founded: Orbital, date: 2024}]
    """
    base = story("arrivals", said, day="2031-03-03")
    assert short(check(base, claim("arrivals", 3))) == "consistent 3-4"  # founding it alone is no arrival
    # Where Ben Hull was before, nobody told.
    assert short(check(base, claim("arrivals", 1, ", from: Perigee"))) == "consistent 1-3"
    assert short(check(base, claim("arrivals", 1, ", since: 2031"))) == "consistent 1-2"
    assert (
        "had joined Orbital from Perigee by 4 March 2031"
        in check(base, claim("arrivals", 1, ", from: Perigee")).explanation
    )


def test_names_behind_moves_have_the_role_that_was_theirs_there() -> None:
    """And whoever never moved isn't one of them."""
    said = """
    people:
      Ada Byron: [{left: Perigee, role: pilot, date: 2030, to: Orbital}, {joined: Orbital, role: chair, date: 2030-05}]
      Ben Hull: [{held: cook, at: Orbital}, {held: cook, at: Perigee}]
      Cy Young: [{left: Perigee, date: 2032}, {joined: Orbital, date: 2032}]
    """
    base = story("moves", said, day="2031-03-03")
    for count, company, role in (("arrivals", "Orbital", "chair"), ("departures", "Perigee", "pilot")):
        text = f"claims: [{{says: So many, count: {count}, company: {company}, is: 1}}]"
        found = check(base, story("a-claim", text))
        assert [(name.person.slug, name.role) for name in found.counted] == [("ada-byron", role)]
        assert [name.person.slug for name in found.not_counted] == ["cy-young"]  # later


def test_disputes_widen_counts() -> None:
    files = [
        story("one", "people: {Ada Byron: [{joined: Orbital, date: 2024}, {left: Orbital, date: 2031-02}]}"),
        story("two", "people: {Ada Byron: [{left: Orbital, date: 2031-06}]}", day="2031-03-05"),
        claim("people-at", 1, ", date: 2031-04-15"),
    ]
    assert short(check(*files)) == "consistent 0-1"
    assert short(
        check(*files, stories.person("ada-byron", "rulings: [{fact: left Orbital, accept: two, reason: So}]"))
    ) == ("confirmed 1-1")


def test_disputed_lists_of_founders_widen_the_count_of_founders() -> None:
    files = [
        story("one", "companies: {Orbital: [{formed: 2024, by: [Ada Byron, Ben Hull]}]}"),
        story("two", "companies: {Orbital: [{formed: 2024, by: [Ada Byron, Cy Young]}]}", day="2031-03-05"),
        claim("founders", 2),
    ]
    found = check(*files)
    assert (short(found), found.verdict) == ("consistent 1-3", Verdict.CONSISTENT)


def test_claims_about_a_company_without_facts() -> None:
    assert short(check(claim("people-at", 3))) == "consistent 0-0"
    assert short(check(claim("people-at", 3, ", of: 5"))) == "consistent 0-5"
    assert short(check(claim("departures", 0))) == "confirmed 0-0"


def test_what_cannot_all_be_true_widens_counts() -> None:
    here = story("here", "people: {Ada Byron: [{founded: Orbital, date: 2024}, {held: chief, at: Orbital}]}")
    left = story("left", "people: {Ada Byron: [{left: Orbital, date: 2031-02-10}]}", day="2031-03-09")
    asked = {"founders-remaining": "1, date: 2031-03-04", "departures": "1, date: 2031-03-09"}
    for count, stated in asked.items():
        known_now = known(here, left, story("a-claim", f"claims: [{{count: {count}, company: Orbital, is: {stated}}}]"))
        [found] = known_now.checks.values()
        assert (found.lowest, found.highest, found.verdict) == (0, 1, Verdict.CONSISTENT)


def test_whoever_left_for_one_of_two_companies_may_have_gone_to_either() -> None:
    files = (
        story("one", "people: {Ada Byron: [{left: Orbital, date: 2031-02-10, to: Perigee}]}"),
        story("two", "people: {Ada Byron: [{left: Orbital, date: 2031-02-10, to: Apogee}]}"),
    )
    assert short(check(*files, claim("departures", 1, ", to: Perigee"))) == "consistent 0-1"
    assert short(check(*files, claim("departures", 1))) == "confirmed 1-1"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("date: 2021-06-01", "confirmed 1-1"),  # Ben Hull founded it later
        ("of: 2, date: 2021-06-01", "consistent 1-2"),  # … and is none of the two
        ("date: 2022-01-01", "contradicted 2-2"),
        ("date: 2020-06-01", "consistent 0-1"),  # Ada Byron perhaps did
    ],
)
def test_founders_are_counted_as_of_a_day(more: str, expected: str) -> None:
    founders = "{Ada Byron: [{founded: Orbital, date: 2020}], Ben Hull: [{founded: Orbital, date: 2022-01-01}]}"
    assert short(check(story("one", f"people: {founders}"), claim("founders", 1, f", {more}"))) == expected
