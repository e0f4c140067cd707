"""Relatives, colleagues, and what ties two people."""

from __future__ import annotations

from generator.archive.model import Ref
from generator.archive.reasoning import Reasoning, reason
from generator.archive.relations import Together
from generator.pages.person import together_words
from generator.read.model import Status
from tests import stories
from tests.stories import story

ADA, BEN, CY = Ref("person", "ada-byron"), Ref("person", "ben-hull"), Ref("person", "cy-young")


def told(front: str, *more: str) -> Reasoning:
    files = [
        story(f"story-{number}", text, day=f"2031-03-{number + 4:02}") for number, text in enumerate((front, *more))
    ]
    return reason(stories.archive(*files))


def short(shared: Together) -> str:
    times = " and ".join(f"{first} {last}" for first, last in shared.times)
    days = times or ("some time" if shared.certain else "perhaps")
    return f"{shared.person.slug} at {shared.company.slug}: {days}{' founders' if shared.founders else ''}"


def test_relatives_on_both_sides() -> None:
    known = told(
        "people: {Ada Byron: [{related: Ben Hull, as: child}]}",
        "people: {Ada Byron: [{related: Ben Hull, as: child, status: confirmed}]}",
        "people: {Ada Byron: [{related: Cy Young, status: rumoured}]}",
        "people: {Ada Byron: [{related: Dora Marsh, status: retracted}]}",
    )
    assert [(each.person, each.relation, each.status) for each in known.relatives(ADA)] == [
        (BEN, "child", Status.CONFIRMED),
        (CY, "", Status.RUMOURED),
    ]
    assert [(each.person, each.relation, len(each.facts)) for each in known.relatives(BEN)] == [(ADA, "parent", 2)]


TERMS = """
people:
  Ada Byron: [{held: chair, at: Orbital, date: 2024-01-01/2026-06-30}]
  Ben Hull: [{held: clerk, at: Orbital, date: 2025-01-01/2025-12-31}, {held: clerk, at: Orbital, date: 2026-06-01/..}]
  Cy Young: [{held: clerk, at: Orbital, date: 2027-01-01/..}, {founded: Perigee}]
  Dora Marsh: [{joined: Orbital, date: 2020}]
  Eve Hart: [{founded: Perigee, date: 2028}]
"""


def test_colleagues_were_there_on_the_same_days() -> None:
    known = told(TERMS)
    assert [short(each) for each in known.colleagues(ADA)] == [
        "ben-hull at orbital: 2025-01-01 2025-12-31 and 2026-06-01 2026-06-30"
    ]
    assert [short(each) for each in known.colleagues(CY)] == [
        "ben-hull at orbital: 2027-01-01 9999-12-31",
        "eve-hart at perigee: some time founders",
    ]
    assert known.colleagues(Ref("person", "dora-marsh")) == ()
    [shared] = known.colleagues(ADA)
    assert len(shared.facts) == 3


def test_between_says_also_what_is_not_sure() -> None:
    known = told(TERMS)
    dora = Ref("person", "dora-marsh")
    assert [short(each) for each in known.between(ADA, dora).together] == ["dora-marsh at orbital: perhaps"]
    assert [short(each) for each in known.between(ADA, BEN).together] == [
        "ben-hull at orbital: 2025-01-01 2025-12-31 and 2026-06-01 2026-06-30"
    ]


def test_whoever_went_and_came_back_was_there_at_two_times() -> None:
    """Not in between, and not for longer than those: whoever was there for longer at one time is nearer."""
    known = told(
        """
        people:
          Ada Byron: [{held: chair, at: Orbital, date: 2010-01-01/2020-12-31}]
          Ben Hull:
            - {held: cook, at: Orbital, date: 2010-01-01/2010-12-31}
            - {held: cook, at: Orbital, date: 2020-01-01/2020-12-31}
          Cy Young: [{held: pilot, at: Orbital, date: 2012-01-01/2015-12-31}]
        """
    )
    assert [short(each) for each in known.colleagues(ADA)] == [
        "cy-young at orbital: 2012-01-01 2015-12-31",
        "ben-hull at orbital: 2010-01-01 2010-12-31 and 2020-01-01 2020-12-31",
    ]
    assert [together_words(each) for each in known.colleagues(ADA)] == [
        "both there at least from 1 January 2012 to 31 December 2015",
        "both there at least from 1 January 2010 to 31 December 2010, "
        "and at least from 1 January 2020 to 31 December 2020",
    ]


def test_other_ties() -> None:
    known = told(
        """
        people:
          Ada Byron:
            - {related: Ben Hull, as: sibling}
            - {left: Orbital, date: 2030, to: Perigee}
            - {event: built a boat, with: [Ben Hull]}
          Ben Hull: [{left: Orbital, date: 2031, to: Perigee}]
        """,
        "people: [Ada Byron, Ben Hull]",
        "people: [Ada Byron]",
    )
    ties = known.between(ADA, BEN).ties
    assert [(tie.what, tie.words) for tie in ties] == [
        ("related", "sibling"),
        ("event", "built a boat"),
        ("move", "perigee"),
        ("story", ""),
    ]
    assert ties[-1].stories == ("story-0", "story-1")
    assert [(tie.what, tie.words) for tie in known.between(BEN, ADA).ties] == [(tie.what, tie.words) for tie in ties]
    assert known.between(ADA, CY).ties == ()
