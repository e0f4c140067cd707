"""What is near to a story: of everything that it is about the nearest stories, whichever others come and go."""

from __future__ import annotations

from random import Random

from generator.archive.model import Ref
from generator.pages.nearby import NEIGHBOURS, Near, nearby, nearest_to, neighbours
from tests.page_maker import desk
from tests.stories import story

ADA = Ref("person", "ada-byron")
NAMES = [f"s{number:03}" for number in range(90)]


def near(listed: list[str]) -> dict[str, Near]:
    made = desk(*(story(slug, "people: [Ada Byron]") for slug in listed))
    found = {slug: dict(nearby(made.archive, made.order, slug))[ADA] for slug in listed}
    for slug in listed[::5]:
        assert nearest_to(made.archive, made.order, slug) == {each for each in listed if slug in found[each].stories}
    return found


def test_the_nearest_are_those_before_and_after() -> None:
    found = near(NAMES[:40])
    assert found["s020"].stories == (*NAMES[20 - NEIGHBOURS : 20], *NAMES[21 : 21 + NEIGHBOURS])
    assert found["s000"].stories == (*NAMES[1 : 1 + NEIGHBOURS],)
    assert {each.size for each in found.values()} == {6}


def test_nobody_else_comes_to_be_near_to_others() -> None:
    randomly = Random(4)
    few = 0
    for _ in range(12):
        before = sorted(randomly.sample(NAMES, randomly.randint(34, 60)))
        left = [slug for slug in before if randomly.random() > 0.02]
        now = sorted({*left, *randomly.sample(NAMES, randomly.randint(0, 2))})
        was, are = near(before), near(now)
        told = neighbours(before, now)
        assert {slug for slug in {*before, *now} if was.get(slug) != are.get(slug)} <= told
        few += len(told) < len(now)
    assert few > 3


def test_a_story_that_goes_elsewhere_is_near_to_others_there() -> None:
    assert neighbours(NAMES, NAMES) == set()
    ends = {*NAMES[: NEIGHBOURS + 1], *NAMES[-NEIGHBOURS:]}
    assert neighbours(NAMES, [*NAMES[1:], NAMES[0]]) == ends
    assert neighbours([], ["s001"]) == {"s001"}
