"""Rounds and valuations, each once."""

from __future__ import annotations

from generator.archive.model import Ref
from generator.archive.reasoning import Reasoning, reason
from generator.read.model import Status
from tests import stories
from tests.stories import story

ORBITAL = Ref("company", "orbital")


def told(*days: str) -> Reasoning:
    """One story a day, each with one fact (or several, parted by |)."""
    files = []
    for number, facts in enumerate(days):
        lines = "\n".join(f"    - {{{fact.strip()}}}" for fact in facts.split("|"))
        files.append(story(f"story-{number}", f"companies:\n  Orbital:\n{lines}", day=f"2031-03-{number + 1:02}"))
    return reason(stories.archive(*files))


def test_a_round_that_several_stories_report_is_one() -> None:
    known = told(
        "raised: 6.6 billion USD, date: 2031, investors: [Thrift Capital]",
        "raised: 6.6bn USD, valuation: 157bn USD, date: 2031-03-01, investors: [Macro], status: confirmed",
        "raised: USD 6.6 billion, round: Series B",
    )
    [found] = known.rounds
    assert (found.money.written, found.valuation and found.valuation.written) == ("6.6 billion USD", "157bn USD")
    assert [ref.slug for ref in found.investors] == ["thrift-capital", "macro"]
    assert (found.name, str(found.date), str(found.day)) == ("Series B", "2031-03-01", "2031-03-01")
    assert (found.stories, found.status) == (("story-0", "story-1", "story-2"), Status.CONFIRMED)
    assert not found.disputed
    assert {ref.slug for ref in known.rounds_of} == {"orbital", "thrift-capital", "macro"}


def test_rounds_by_day_and_what_does_not_count() -> None:
    known = told(
        "raised: 2bn USD, date: 2030",
        "raised: 1bn USD, date: 2028-05",
        "raised: 9bn USD, date: 2029, status: rumoured",
        "raised: 3bn USD",
    )
    assert [found.money.written for found in known.rounds] == ["1bn USD", "2bn USD", "3bn USD"]
    assert str(known.rounds[-1].day) == "2031-03-04"


def test_a_disputed_round_is_one_round() -> None:
    [found] = told("raised: 2bn USD, date: 2031-03-01", "raised: 3bn USD, date: 2031-03-01").rounds
    assert (found.disputed, found.doubts, found.money.written) == (True, ("sum",), "2bn USD")
    assert [money.written for money in found.sums] == ["2bn USD", "3bn USD"]


def test_what_is_disputed_of_a_round_stands_on_every_side_and_what_is_not_is_beyond_doubt() -> None:
    known = told(
        "raised: 2bn USD, valuation: 9bn USD, round: seed, date: 2030",
        "raised: 3bn USD, valuation: 9bn USD, round: seed, date: 2029-06",
        "raised: 2bn USD, round: seed, date: 2030-01",
        "raised: EUR 1bn, round: seed",
    )
    [found] = known.rounds
    assert [money.written for money in found.sums] == ["2bn USD", "3bn USD"]
    assert [str(date) for date in found.dates] == ["2029-06", "2030-01"]
    assert [(money.written, str(date)) for money, date in found.sides] == [
        ("2bn USD", "2030-01"),
        ("3bn USD", "2029-06"),
    ]
    assert (found.doubts, [money.written for money in found.worths]) == (("date", "sum"), ["9bn USD"])
    seed = "raised: 2bn USD, valuation: 9bn USD, round: seed"
    [worth] = told(seed, seed.replace("2bn", "3bn")).valuations(ORBITAL)
    assert (worth.disputed, worth.doubts) == (False, ())


def test_a_dispute_about_what_a_round_made_of_a_company_is_none_about_its_sum() -> None:
    known = told("raised: 2bn USD, valuation: 9bn USD, date: 2030-01", "raised: 2bn USD, valuation: 8bn USD")
    [found] = known.rounds
    assert (found.doubts, len(found.sums)) == (("worth",), 1)
    [worth] = known.valuations(ORBITAL)
    assert (worth.disputed, [money.written for money in worth.worths]) == (True, ["9bn USD", "8bn USD"])


def test_a_rumour_disputes_a_round_and_adds_no_sum() -> None:
    [found] = told("raised: 2bn USD, date: 2031-03-01", "raised: 3bn USD, date: 2031-03-01, status: rumoured").rounds
    assert (found.doubts, [money.written for money in found.sums]) == (("sum",), ["2bn USD"])


def test_a_ruling_on_a_round_sets_the_amount() -> None:
    said = [
        story("one", "companies: {Orbital: [{raised: 2bn USD, date: 2031-03-01}]}"),
        story("two", "companies: {Orbital: [{raised: 3bn USD, date: 2031-03-01}]}", day="2031-03-05"),
        stories.company("orbital", "rulings: [{fact: raised, accept: two, reason: The filing}]"),
    ]
    [found] = reason(stories.archive(*said)).rounds
    assert (found.disputed, found.money.written) == (False, "3bn USD")


def test_valuations_by_rounds_and_by_themselves() -> None:
    known = told(
        "raised: 2bn USD, valuation: 20bn USD, date: 2030-03",
        "valued: 20bn USD, date: 2030 | valued: 30bn USD, date: 2031-01-05",
        "raised: 1bn USD, date: 2028",
    )
    assert [(each.money.written, str(each.date), len(each.facts)) for each in known.valuations(ORBITAL)] == [
        ("20bn USD", "2030-03", 2),
        ("30bn USD", "2031-01-05", 1),
    ]


def test_a_round_told_in_another_currency_is_shown_in_both() -> None:
    known = told(
        "raised: 40 million EUR, round: Series A, date: 2031-02-20",
        "raised: 45 million USD, valuation: 1bn USD, round: Series A, date: 2031-02-20",
    )
    [found] = known.rounds
    assert not found.disputed
    assert [money.written for money in found.sums] == ["40 million EUR"]
    assert [money.written for money in found.sums_elsewhere] == ["45 million USD"]
    assert found.worths_elsewhere == ()


def test_one_number_in_two_currencies_is_a_dispute() -> None:
    facts = (f"raised: 45 million {currency}, round: Series A, date: 2031-02-20" for currency in ("EUR", "USD"))
    [found] = told(*facts).rounds
    assert found.disputed
    assert [money.written for money in found.sums] == ["45 million EUR", "45 million USD"]
    assert found.sums_elsewhere == ()
