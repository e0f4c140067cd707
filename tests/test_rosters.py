"""Everybody on file at a company: what its page depends on, and what it doesn't."""

from __future__ import annotations

from datetime import date

from generator.archive.model import Ref
from generator.pages.catalogue import Unit
from tests import page_maker
from tests.stories import File, story

ADA, BEN = Ref("person", "ada-byron"), Ref("person", "ben-hull")
ORBITAL, PERIGEE, APOGEE = (Ref("company", name) for name in ("orbital", "perigee", "apogee"))


def told(slug: str, day: str, **facts: str) -> File:
    """A story of what is told of Ada and Ben."""
    lines = "".join(
        f"  {name} {last}:\n    - {{{facts[name]}}}\n"
        for name, last in (("Ada", "Byron"), ("Ben", "Hull"))
        if name in facts
    )
    return story(slug, f"people:\n{lines}", day=day)


BEFORE = (
    told("one", "2020-01-01", Ada="joined: Orbital, date: 2019-05-01", Ben="joined: Orbital, date: 2019-06-01"),
    told("two", "2021-01-01", Ada="left: Orbital, date: 2020-05-01, to: Perigee"),
    told("three", "2022-01-01", Ada="joined: Apogee, date: 2021-06-01"),
    told("last", "2030-01-01", Ada="held: critic, at: Apogee, date: 2029-12-01", Ben="said: Well."),
)  # fmt: skip


def about(*more: File) -> set[Unit]:
    """The people and companies whose pages another story bears on."""
    touched = page_maker.touched(page_maker.desk(*BEFORE), page_maker.desk(*BEFORE, *more))
    return {unit for unit in touched if unit.kind in ("person", "company")}


def test_a_company_is_no_other_where_one_of_its_people_holds_a_post_elsewhere() -> None:
    found = about(told("more", "2023-01-01", Ada="held: editor, at: Apogee, date: 2022-02-01"))
    assert found == {Unit("person", "ada-byron"), Unit("company", "apogee")}


def test_a_company_shows_whether_those_who_went_on_from_it_have_left_there() -> None:
    found = about(told("more", "2023-01-01", Ada="left: Perigee, date: 2022-03-01"))
    assert found >= {Unit("company", "perigee"), Unit("company", "orbital")}
    assert Unit("company", "apogee") not in found


def test_colleagues_are_no_others_where_somebody_was_elsewhere() -> None:
    assert Unit("person", "ben-hull") not in about(told("more", "2023-01-01", Ada="left: Perigee, date: 2022-03-01"))
    assert Unit("person", "ben-hull") in about(told("more", "2023-01-01", Ada="left: Orbital, date: 2020-04"))


def test_a_company_is_as_of_the_newest_story_that_says_where_its_people_were() -> None:
    found = about(told("more", "2031-01-01", Ada="held: critic, at: Apogee, date: 2030-12-01"))
    assert found >= {Unit("company", name) for name in ("apogee", "orbital", "perigee")}


def test_a_roster_has_what_is_told_of_each() -> None:
    desk = page_maker.desk(*BEFORE)
    there = desk.roster(ORBITAL)
    assert [*there.people] == [ADA, BEN]
    assert there.people[ADA].left == frozenset()
    assert [post.closing for post in there.people[ADA].posts] == ["left"]
    assert there.heard == date(2030, 1, 1)
    after = page_maker.desk(*BEFORE, told("more", "2023-01-01", Ada="left: Perigee, date: 2022-03-01"))
    assert after.roster(ORBITAL).people[ADA].left == {PERIGEE}
    assert page_maker.desk(story("none")).roster(APOGEE).people == {}


def test_who_is_in_a_story_is_another_where_the_facts_of_one_elsewhere_come_in_another_order() -> None:
    first, second = (
        "    - {held: chair, at: Orbital, date: 2019/..}\n",
        "    - {held: critic, at: Perigee, date: 2018/..}\n",
    )
    named = story("later", "people: {Ada Byron: }", day="2021-01-01")
    before, after = (
        page_maker.desk(story("one", f"people:\n  Ada Byron:\n{facts}", day="2020-01-01"), named)
        for facts in (first + second, second + first)
    )
    assert [role.company.slug for role in before.casts["later"][ADA]] == ["perigee", "orbital"]
    assert [role.company.slug for role in after.casts["later"][ADA]] == ["orbital", "perigee"]
    assert Unit("story", "later") in page_maker.touched(before, after)


def test_who_is_in_a_story_is_another_where_it_is_known_when_they_came() -> None:
    files = told("one", "2020-01-01", Ben="joined: Orbital"), story("between", "people: {Ben Hull: }", day="2025-01-01")
    more = told("more", "2029-01-01", Ben="joined: Orbital, date: 2019-06-01")
    before, after = page_maker.desk(*files), page_maker.desk(*files, more)
    known = [desk.casts["between"][BEN][0].known for desk in (before, after)]
    assert known == ["joined (date not given)", "joined on 1 June 2019"]
    assert Unit("story", "between") in page_maker.touched(before, after)
