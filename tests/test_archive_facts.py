"""Facts and claims with their names resolved: ids that stay, and facts that follow from others."""

from __future__ import annotations

from datetime import date

import pytest

from generator.archive.facts import places_of
from generator.archive.model import Fact, Ref
from generator.read.model import Status
from tests.stories import archive, company, person, story

ADA, GRACE, DORA = Ref("person", "ada-byron"), Ref("person", "grace-murray"), Ref("person", "dora-marsh")
ORBITAL, PERIGEE = Ref("company", "orbital"), Ref("company", "perigee")


def facts(front: str, *, slug: str = "one", day: str = "2031-03-04") -> list[Fact]:
    """The facts of one story in the order written."""
    built = archive(story(slug, front, day=day))
    return [built.facts[fact] for fact in built.stories[slug].facts]


def test_every_part_of_a_fact() -> None:
    left, held, said = facts(
        """
        sources: {post: {title: Her post}}
        people:
          Ada Byron:
            - {left: Orbital, role: head, date: 2031-02, to: Perigee, reason: the pay, source: post, note: late}
            - {held: chair, at: Orbital, date: 2016~/2018, status: confirmed}
            - {said: a word, about: [people/Grace Murray, companies/Orbital], to: Daily Post, by: people/Dora Marsh}
        """
    )
    assert (left.kind, left.subject, left.object, left.destination) == ("left", ADA, ORBITAL, PERIGEE)
    assert (left.role, str(left.date), left.reason, left.sources, left.note) == (
        "head",
        "2031-02",
        "the pay",
        ("post",),
        "late",
    )
    assert (left.reported, left.story, left.status) == (date(2031, 3, 4), "one", Status.REPORTED)
    assert (held.object, held.role, held.text, held.status) == (ORBITAL, "chair", "", Status.CONFIRMED)
    assert (said.text, said.others, said.destination, said.by) == (
        "a word",
        (GRACE, ORBITAL),
        Ref("company", "daily-post"),
        DORA,
    )


def test_the_story_tells_where_each_fact_stands_in_the_order_written() -> None:
    front = """
        companies:
          Perigee: [{launched: Kite}, {formed: 2028, by: [Dora Marsh, Ada Byron]}]
        people:
          Ada Byron:
            - {said: a word}
        """
    built = archive(story("one", front))
    filed = built.stories["one"]
    told = [built.facts[fact] for fact in filed.facts]
    assert [each.kind for each in told] == ["launched", "formed", "founded", "founded", "said"]
    lines = [at.line for at in places_of(filed.story, told).values()]
    start = filed.story.at["companies"].line
    assert lines == [start + 1] * 4 + [start + 4]


def test_money_and_what_it_bought() -> None:
    raised, acquired = facts(
        """
        companies:
          Orbital:
            - {raised: 6.6 billion USD, valuation: 157bn USD, investors: [Macro], round: C}
            - {acquired: Perigee, price: EUR 40 million, date: 2030}
        """
    )
    amounts = [money and int(money.amount) for money in (raised.money, raised.valuation)]
    assert amounts == [6_600_000_000, 157_000_000_000]
    assert (raised.others, raised.round, raised.object) == ((Ref("company", "macro"),), "C", None)
    assert acquired.object == PERIGEE
    assert acquired.price is not None
    assert acquired.price.currency == "EUR"


class TestDerived:
    def test_each_of_formed_by_founded_it(self) -> None:
        formed, first, second = facts(
            "companies: {Perigee: [{formed: 2028, by: [Dora Marsh, Ada Byron], based_in: Lisbon, status: confirmed}]}"
        )
        assert (formed.kind, str(formed.date), formed.others, formed.based_in) == (
            "formed",
            "2028",
            (DORA, ADA),
            "Lisbon",
        )
        assert [(each.kind, each.subject, each.object, str(each.date)) for each in (first, second)] == [
            ("founded", DORA, PERIGEE, "2028"), ("founded", ADA, PERIGEE, "2028"),
        ]  # fmt: skip
        assert first.derived_from == second.derived_from == formed.id
        assert (first.status, first.story) == (Status.CONFIRMED, "one")

    @pytest.mark.parametrize(
        ("there", "back"), [("parent", "child"), ("child", "parent"), ("sibling", "sibling"), ("spouse", "spouse")]
    )
    def test_the_other_side_of_a_tie(self, there: str, back: str) -> None:
        related, reverse = facts(f"people: {{Ada Byron: [{{related: Grace Murray, as: {there}, note: x}}]}}")
        assert (related.subject, related.object, related.relation) == (ADA, GRACE, there)
        assert (reverse.subject, reverse.object, reverse.relation, reverse.note) == (GRACE, ADA, back, "x")
        assert reverse.derived_from == related.id


class TestIds:
    FRONT = "people: {Ada Byron: [{left: Orbital, date: 2031-02}, {joined: Perigee}]}"

    def test_they_are_short_and_stay_while_the_fact_does(self) -> None:
        before = facts(self.FRONT)
        after = facts(
            "topics: [hiring]\npeople: {Grace Murray: [{joined: Orbital}], "
            "ADA BYRON: [{joined: Perigee, role: chair, status: denied}, {left: orbital, date: 2031-02, note: x}]}",
            day="2031-03-05",
        )
        assert [len(each.id) for each in before] == [16, 16]
        assert {each.id for each in before} < {each.id for each in after}

    def test_they_stay_when_others_come_and_when_a_profile_does(self) -> None:
        before = {each.id for each in facts(self.FRONT)}
        later = archive(story("one", self.FRONT), story("zero", self.FRONT), person("ada-byron"), company("orbital"))
        assert before < set(later.facts)
        assert len(later.facts) == 4

    @pytest.mark.parametrize(
        "other",
        [
            "people: {Ada Byron: [{left: Orbital, date: 2031}, {joined: Zenith Two}]}",
            "people: {Grace Murray: [{left: Orbital, date: 2031-02}, {joined: Perigee}]}",
            "people: {Ada Byron: [{joined: Orbital, date: 2031-02}, {left: Perigee}]}",
        ],
    )
    def test_another_fact_has_another(self, other: str) -> None:
        assert not {each.id for each in facts(self.FRONT)} & {each.id for each in facts(other)}

    def test_what_a_story_says_twice_are_two_facts(self) -> None:
        twice = facts("people: {Ada Byron: [{joined: Orbital, role: chair}, {joined: Orbital, role: editor}]}")
        assert len({each.id for each in twice}) == 2
        related = facts(
            "people:\n  Ada Byron: [{related: Grace Murray, as: spouse}]\n"
            "  Grace Murray: [{related: Ada Byron, as: spouse}]"
        )
        assert len({each.id for each in related}) == 4


class TestClaims:
    def test_names_are_resolved_and_the_day_is_the_storys_unless_given(self) -> None:
        built = archive(
            story(
                "one",
                """
                claims:
                  - {says: Three remain, count: founders-remaining, company: ORBITAL, is: 3, of: 12}
                  - {says: Two, count: arrivals, company: Perigee, from: Orbital, since: 2030, date: 2031-01, is: 2}
                """,
            ),
            company("orbital"),
        )
        first, second = (built.claims[claim] for claim in built.stories["one"].claims)
        assert (first.company, first.stated, first.total, str(first.day), first.says) == (
            ORBITAL,
            3,
            12,
            "2031-03-04",
            "Three remain",
        )
        assert (second.company, second.origin, str(second.since), str(second.day)) == (
            PERIGEE,
            ORBITAL,
            "2030",
            "2031-01",
        )
        assert built.stories_of[PERIGEE] == ("one",)

    def test_an_id_does_not_hang_on_the_words(self) -> None:
        front = "claims: [{{says: {}, count: founders, company: Orbital, is: 3}}]"
        one, two = (archive(story("one", front.format(words))).claims for words in ("Three", "There were three"))
        assert set(one) == set(two)


def test_a_renamed_company_keeps_its_facts() -> None:
    built = archive(
        story("one", "people: {Ada Byron: [{founded: Orbital, date: 2020}]}", day="2030-01-01"),
        story("two", "companies: {Orbital: [{renamed: Zenith, date: 2031}]}"),
        story("three", "people: {Grace Murray: [{joined: Zenith, date: 2032}]}", day="2032-01-01"),
    )
    assert [(built.facts[fact].kind, built.facts[fact].text) for fact in built.facts_of[ORBITAL]] == [
        ("founded", ""), ("renamed", "Zenith"), ("joined", ""),
    ]  # fmt: skip


def test_a_name_to_be_taken_is_shown_once_a_story_on_the_company_is_of_that_day() -> None:
    files = [
        story("one", "people: {Ada Byron: [{joined: Zenith}]}", day="2024-01-01"),
        story("two", "companies: {Orbital: [{renamed: Zenith, date: 2026-03}]}", day="2025-01-01"),
        story("aside", "companies: [Perigee]", day="2030-01-01"),
    ]
    built = archive(*files)
    assert built.entities[ORBITAL].name == "Orbital"
    assert built.stories_of[ORBITAL] == ("one", "two")
    assert archive(*files, story("three", "companies: [Zenith]", day="2026-02-01")).entities[ORBITAL].name == "Orbital"
    assert archive(*files, story("three", "companies: [Orbital]", day="2026-03-01")).entities[ORBITAL].name == "Zenith"
