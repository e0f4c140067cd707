"""Which stories are related to each: looked for again wherever edits may have made it others."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from generator.pages.desk import Desk
from generator.pages.relatives import MOST, estranged
from tests.page_maker import disputed_desk
from tests.stories import story

NAMES = ("Ada Byron", "Grace Murray", "Bo Li", "Dora Marsh")


Told = dict[str, tuple[str, str, str]]


def lay_out(told: Told) -> Desk:
    """``told``: by slug, a day, the rest of the front matter, and the text."""
    return disputed_desk(*(story(slug, front, day=day, body=body) for slug, (day, front, body) in told.items()))


def made_up(randomly: Random, stories: list[str]) -> tuple[str, str, str]:
    names = ", ".join(sorted(randomly.sample(NAMES, randomly.randint(1, 2))))
    follows = f"\nfollows: {randomly.choice(stories)}" if stories and randomly.random() < 0.3 else ""
    links = randomly.sample(stories, min(8, len(stories))) if randomly.random() < 0.3 else []
    day = f"2031-{randomly.randint(1, 3):02}-{randomly.randint(1, 28):02}"
    return day, f"people: [{names}]{follows}", " ".join(f"[[{each}]]" for each in links) or "So."


def changed(one: Mapping[str, object], other: Mapping[str, object]) -> set[str]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def test_nobody_else_comes_to_have_other_relatives() -> None:
    randomly = Random(8)
    few = 0
    for _ in range(60):
        told: Told = {}
        for number in range(70):
            told[f"s{number:02}"] = made_up(randomly, [*told])
        before = lay_out(told)
        slug = randomly.choice(
            [each for each in told if not any(f"follows: {each}" in rest for _, rest, _ in told.values())]
        )
        del told[slug]
        if randomly.random() < 0.7 or any(f"[[{slug}]]" in body for _, _, body in told.values()):
            told[slug] = made_up(randomly, [each for each in told if each < slug])
        now = lay_out(told)
        archives, orders = [before.archive, now.archive], [before.order, now.order]
        whom = {*archives[0].stories_of, *archives[1].stories_of}
        on = {ref for ref in whom if archives[0].stories_of.get(ref) != archives[1].stories_of.get(ref)}
        stories = changed(archives[0].stories, archives[1].stories)
        found = estranged(archives, orders, stories, changed(orders[0], orders[1]), on)
        assert changed(before.relatives, now.relatives) <= found
        few += len(found) < len(now.stories)
    assert few > 30


def test_each_story_has_a_few_and_none_that_is_not_there() -> None:
    made = lay_out({f"s{number}": (f"2031-01-{number + 1:02}", "people: [Ada Byron]", "") for number in range(20)})
    assert [*made.relatives] == [*made.stories]
    assert len(made.relatives) == len(made.stories)
    for slug, found in made.relatives.items():
        assert len(found) == MOST
        assert slug not in {each.slug for each in found} <= made.stories.keys()


def test_a_story_of_another_day_is_looked_for_where_it_is_linked_to() -> None:
    linked = {f"s{number}": (f"2031-02-{number + 1:02}", "", "So.") for number in range(MOST + 1)}
    told: Told = {"one": ("2031-01-15", "", " ".join(f"[[{slug}]]" for slug in linked)), **linked}
    before, now = lay_out(told), lay_out({**told, f"s{MOST}": ("2031-01-16", "", "So.")})
    assert f"s{MOST}" not in {each.slug for each in before.relatives["one"]}
    assert now.relatives["one"][0].slug == f"s{MOST}"
    stories = changed(before.archive.stories, now.archive.stories)
    moved = changed(before.order, now.order)
    assert "one" in estranged([before.archive, now.archive], [before.order, now.order], stories, moved, ())
