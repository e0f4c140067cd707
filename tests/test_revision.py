"""An archive of which some stories were edited is that of all stories as they are now, or isn't made this way."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from generator.archive.arrivals import Places
from generator.archive.chronology import story_places
from generator.archive.debuts import OnFile
from generator.archive.evidence import order_among
from generator.archive.fallback import NeedsFullBuildError
from generator.archive.losses import Losses, leavers
from generator.archive.model import Ref
from generator.archive.names import names_of
from generator.archive.reasoning import Reasoning, reason
from generator.archive.refiling import refiled
from generator.archive.revised import Revised, RevisedRow
from generator.archive.revision import revised
from generator.problems import has_errors
from tests.newsroom import Newsroom
from tests.stories import File, archive, build, content, read, story

EDITS = 40 * int(os.environ.get("CUTTINGS_EDITS", "6"))  # thousands, before a release


def said(reasoning: Reasoning) -> Iterator[tuple[str, object]]:
    """All tables and rows, by name, as plain values."""
    for holder in (reasoning.archive, reasoning.evidence, reasoning):
        for name in holder.__struct_fields__:
            value = getattr(holder, name)
            if value not in (reasoning.archive, reasoning.evidence):
                yield name, value.whole() if isinstance(value, Revised) else _plain(value)


def _plain(value: object) -> object:
    return tuple(value) if isinstance(value, RevisedRow) else value


def in_order(reasoning: Reasoning) -> list[str]:
    """All facts by their numbers."""
    order = reasoning.evidence.order
    numbers = order.whole() if isinstance(order, Revised) else order
    return sorted(numbers, key=numbers.__getitem__)


def revision(before: Reasoning, *files: File) -> Reasoning:
    """The reasoning after edits of stories, which are as in these files now."""
    now = {each.slug: each for each in content(*files).stories}
    on_file = OnFile(names_of(before.archive).owners)
    archive = before.archive
    edits = {slug: refiled(archive, on_file, {}, archive.stories[slug], each) for slug, each in now.items()}
    losses = Losses({}, leavers(archive, on_file, {}, edits))
    return revised(before, [*edits.values()], Places(Revised(story_places(archive))), losses=losses)


def test_any_edit_that_is_worked_out_for_a_few_comes_to_what_all_stories_come_to() -> None:
    done = 0
    for seed in range(4):
        newsroom = Newsroom(seed)
        newsroom.random.seed(seed)
        before, fresh = None, None
        for step in range(EDITS // 4):
            earlier = dict(newsroom.files)
            kind = newsroom.edit()
            in_files = read(*newsroom.listed)[1]
            built, together = build(*newsroom.listed) if not in_files else (None, in_files)
            if built is None or has_errors(together):
                newsroom.files = earlier
                continue
            now = reason(built)
            changed = [path for path in newsroom.files if newsroom.files[path] != earlier.get(path)]
            is_edit = earlier.keys() == newsroom.files.keys() and all(path in newsroom.stories for path in changed)
            out = now.archive.stories.keys() & (fresh.archive.stories.keys() if fresh else ())
            if before is not None and fresh is not None and is_edit and out.issuperset(path[8:-3] for path in changed):
                try:
                    ours = revision(before, *(File(path, newsroom.files[path]) for path in changed))
                except NeedsFullBuildError:
                    before = fresh = now
                    continue
                one, other = dict(said(ours)), dict(said(now))
                one["order"], other["order"] = (  # the numbers may be others
                    in_order(each) for each in (ours, now)
                )
                assert [name for name in other if one[name] != other[name]] == [], f"{seed}, edit {step} ({kind})"
                done += 1
                before, fresh = (ours if step % 3 else now), now  # one upon the other, too
            else:
                before = fresh = now
    assert done > EDITS / 6


def _orbital(*facts: str) -> File:
    return story("one", "people:\n  Ada Byron:\n" + "".join(f"    - {fact}\n" for fact in facts))


SAID = ["{said: first}", "{said: second}", "{joined: Orbital, date: 2031-02}"]


def test_a_fact_that_comes_among_others_leaves_them_as_they_are() -> None:
    ours = revision(reason(archive(_orbital(*SAID))), _orbital("{said: before}", *SAID[:2], "{said: between}", SAID[2]))
    facts, order = ours.archive.facts, ours.evidence.order
    assert isinstance(facts, Revised)
    assert isinstance(order, Revised)
    assert sorted(facts[each].text for each in facts.changed) == ["before", "between"]
    assert order.changed == facts.changed
    told = [facts[each].text for each in in_order(ours)]
    assert told == ["before", "first", "second", "between", ""]


def test_facts_in_another_order_are_numbered_anew() -> None:
    ours = revision(reason(archive(_orbital(*SAID))), _orbital(*reversed(SAID)))
    assert [ours.archive.facts[each].text for each in in_order(ours)] == ["", "second", "first"]


def test_there_is_room_for_some_between_two_and_then_all_are_numbered_anew() -> None:
    order, facts, anew = order_among(["one", "two"], {}, 7), ["one", "two"], 0
    for number in range(30):
        facts.insert(1, f"between-{number}")
        now = order_among(facts, order, 7)
        assert sorted(now, key=now.__getitem__) == facts
        assert min(now.values()) > 7 << 32
        anew += any(now[fact] != order[fact] for fact in order)
        order = now
    assert 0 < anew < 5


@pytest.mark.parametrize(("day", "is_left"), [("2031-12-01", False), ("2032-02-01", True)])
def test_a_company_that_comes_to_be_called_otherwise_is_left_to_the_full_build(day: str, *, is_left: bool) -> None:
    """By the day of the newest story on it: here that goes."""
    files = (
        story("one", "companies: {Orbital: [{renamed: Zenith, date: 2032}]}"),
        story("late", "companies: [Orbital]", day=day),
    )
    before = reason(archive(*files))
    places = Places(Revised(story_places(before.archive)))
    places.leave("late")
    losses = Losses({"late": before.archive.stories["late"]}, ())
    if is_left:
        with pytest.raises(NeedsFullBuildError):
            revised(before, [], places, losses=losses)
    else:
        now = revised(before, [], places, losses=losses)
        assert now.archive.stories_of[Ref("company", "orbital")] == ("one",)


@pytest.mark.parametrize("who", ["Ada Byron", "Bo Li"])
@pytest.mark.parametrize("fact", ["said: so", "related: Bo Li, as: parent", "left: Orbital, date: 2031-02-20"])
def test_what_is_disputed_from_two_sides_is_worked_out_for_either_of_them(who: str, fact: str) -> None:
    """Relations, foundings by a company's forming, departures against roles: an edit about one looks at no other."""
    if who in fact:
        fact = fact.replace(who, "Ada Byron")
    files = (
        story("one", "people: {Ada Byron: [{related: Bo Li, as: sibling}, {held: chair, at: Orbital}]}"),
        story("two", "people: {Bo Li: [{related: Ada Byron, as: parent}]}", day="2031-03-05"),
        story("three", "companies: {Orbital: [{formed: 2028, by: [Ada Byron]}]}", day="2031-03-06"),
        story("four", "companies: {Orbital: [{formed: 2029, by: [Ada Byron]}]}", day="2031-03-07"),
        story("five", "people: {Ada Byron: [{left: Orbital, date: 2031-02-10}]}", day="2031-03-08"),
    )
    plain = story("six", f"people: {{{who}: [{{said: nothing}}]}}", day="2031-03-09")
    edited = story("six", f"people: {{{who}: [{{said: nothing}}, {{{fact}}}]}}", day="2031-03-09")
    ours, now = revision(reason(build(*files, plain)[0]), edited), reason(build(*files, edited)[0])
    one, other = dict(said(ours)), dict(said(now))
    one["order"], other["order"] = in_order(ours), in_order(now)
    assert [name for name in other if one[name] != other[name]] == []
    assert len(now.disputes) >= 3
