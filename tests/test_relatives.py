"""Which stories are related to each: looked for again wherever edits may have made it others."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from generator.pages.desk import Desk
from generator.pages.relatives import MOST, estranged
from tests.page_maker import desk
from tests.stories import story

NAMES = ("Ada Byron", "Grace Murray", "Bo Li", "Dora Marsh")


def lay_out(told: dict[str, tuple[str, str]]) -> Desk:
    """``told``: by slug, a day, and the rest of the front matter."""
    return desk(*(story(slug, front, day=day, body="So.") for slug, (day, front) in told.items()))


def front(randomly: Random, stories: list[str]) -> tuple[str, str]:
    names = ", ".join(sorted(randomly.sample(NAMES, randomly.randint(1, 2))))
    follows = f"\nfollows: {randomly.choice(stories)}" if stories and randomly.random() < 0.3 else ""
    return f"2031-{randomly.randint(1, 3):02}-{randomly.randint(1, 28):02}", f"people: [{names}]{follows}"


def changed(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def test_nobody_else_comes_to_have_other_relatives() -> None:
    randomly = Random(8)
    few = 0
    for _ in range(30):
        told: dict[str, tuple[str, str]] = {}
        for number in range(70):
            told[f"s{number:02}"] = front(randomly, [*told])
        before = lay_out(told)
        slug = randomly.choice(
            [each for each in told if not any(f"follows: {each}" in rest for _, rest in told.values())]
        )
        del told[slug]
        if randomly.random() < 0.7:
            told[slug] = front(randomly, [each for each in told if each < slug])
        now = lay_out(told)
        archives, orders = [before.archive, now.archive], [before.order, now.order]
        whom = {*archives[0].stories_of, *archives[1].stories_of}
        on = {ref for ref in whom if archives[0].stories_of.get(ref) != archives[1].stories_of.get(ref)}
        stories = changed(archives[0].stories, archives[1].stories)
        found = estranged(archives, orders, stories, changed(orders[0], orders[1]), on)
        assert changed(before.relatives, now.relatives) <= found
        few += len(found) < len(now.stories)
    assert few > 15


def test_each_story_has_a_few_and_none_that_is_not_there() -> None:
    made = lay_out({f"s{number}": (f"2031-01-{number + 1:02}", "people: [Ada Byron]") for number in range(20)})
    assert [*made.relatives] == [*made.stories]
    assert len(made.relatives) == len(made.stories)
    for slug, found in made.relatives.items():
        assert len(found) == MOST
        assert slug not in {each.slug for each in found} <= made.stories.keys()
