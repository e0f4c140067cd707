"""Grouping by keys gives what holding every report against every group gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from generator.archive.alike import filed_as_round, filed_as_worth, grouped, sought_as_round, sought_as_worth, worth_of
from generator.archive.funding import one_valuation
from generator.archive.model import Fact
from generator.archive.rounds import same_round
from tests import stories
from tests.stories import story

DATES = (
    "",
    "2031",
    "2030/..",
    "../2031-02",
    "2020/2030",
    "2031-01",
    "2031-01-31",
    "2031-02-01",
    "2031-03",
    "2031-03-31",
)
SUMS = ("1bn USD", "2bn USD", "1bn EUR")
NAMES = ("", "", "Series A", "series a", "Series B")
OF_ROUNDS = (same_round, filed_as_round, sought_as_round)
OF_WORTHS = (one_valuation, filed_as_worth, sought_as_worth)


def facts_of(told: list[tuple[int, str]]) -> list[Fact]:
    """Facts about one company: the month of each one's story, and what it says."""
    files = [
        story(f"s{place:04}", f"companies: {{Orbital: [{{{fact}}}]}}", day=f"2031-{month:02}-20")
        for place, (month, fact) in enumerate(told)
    ]
    return list(stories.build(*files)[0].facts.values())


def one_by_one(facts: list[Fact], same: Callable[[Fact, Fact], bool]) -> list[list[Fact]]:
    """The same without keys."""
    groups: list[list[Fact]] = []
    for fact in facts:
        group = next((each for each in groups if same(fact, each[0]) or same(fact, each[-1])), None)
        if group is None:
            groups.append([fact])
        else:
            group.append(fact)
    return groups


@some.composite
def reports(draw: some.DrawFn) -> tuple[int, str]:
    parts = [f"{draw(some.sampled_from(('raised', 'raised', 'valued')))}: {draw(some.sampled_from(SUMS))}"]
    if date := draw(some.sampled_from(DATES)):
        parts.append(f"date: {date}")
    if parts[0].startswith("raised"):
        if name := draw(some.sampled_from(NAMES)):
            parts.append(f"round: {name}")
        if worth := draw(some.sampled_from(("", *SUMS))):
            parts.append(f"valuation: {worth}")
    return draw(some.integers(1, 5)), ", ".join(parts)


@given(some.lists(reports(), min_size=2, max_size=14))
@settings(max_examples=150)
def test_keys_change_nothing(told: list[tuple[int, str]]) -> None:
    facts = facts_of(told)
    raised = [fact for fact in facts if fact.kind == "raised"]
    priced = [fact for fact in facts if worth_of(fact)]
    for chosen, (same, filed, sought) in ((raised, OF_ROUNDS), (priced, OF_WORTHS)):
        assert [list(group) for group in grouped(chosen, same, filed, sought)] == one_by_one(chosen, same)
        for one, other in combinations(chosen, 2):
            if same(one, other):
                assert set(sought(one)) & set(filed(other)), (one, other)
                assert set(sought(other)) & set(filed(one)), (other, one)


def many(kind: str) -> Iterator[tuple[int, str]]:
    for number in range(1500):
        day = f"20{number // 336:02}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        if kind == "named":
            yield 1, f"raised: 1bn USD, round: Series {number}"
        elif kind == "dated":
            yield 1, f"raised: {number + 1} USD, date: {day}"
        elif kind == "worth":
            yield 1, f"valued: 1bn USD, date: {day}"
        else:
            yield 1, f"raised: {number + 1} USD, date: 2031, valuation: {number + 1} USD"


@pytest.mark.parametrize("kind", ["named", "dated", "worth", "coarse"])
def test_thousands_of_rounds_are_held_against_few(kind: str) -> None:
    facts = facts_of(list(many(kind)))
    for same, filed, sought in (OF_WORTHS,) if kind == "worth" else (OF_ROUNDS, OF_WORTHS):
        compared = 0

        def counting(one: Fact, other: Fact, same: Callable[[Fact, Fact], bool] = same) -> bool:
            nonlocal compared
            compared += 1
            return same(one, other)

        groups = grouped(
            [fact for fact in facts if sought is sought_as_round or worth_of(fact)], counting, filed, sought
        )
        assert compared < 100 * len(facts)  # of half a million pairs and more
        assert sum(map(len, groups)) <= len(facts)
