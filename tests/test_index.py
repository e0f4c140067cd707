"""The index: all stories together, the same whatever their order, and only those that are out."""

from __future__ import annotations

import pickle
import random
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.archive.index import build_archive
from generator.archive.model import Ref
from generator.problems import Position
from generator.read.model import Content, Entry, Name, Published, RawFact, Story
from tests.stories import TODAY, File, archive, build, company, content, page, person, story, topic

ADA, GRACE = Ref("person", "ada-byron"), Ref("person", "grace-murray")
ORBITAL, PERIGEE = Ref("company", "orbital"), Ref("company", "perigee")

A_FOLDER: tuple[File, ...] = (
    person(
        "ada-byron",
        """
        aliases: [A. Byron]
        merged: [{slug: ada-b, reason: one}]
        rulings: [{fact: left Orbital, accept: second, reason: her own word}]
        """,
    ),
    company("perigee", "kind: launcher", body="Made by [[Ada Byron]]."),
    topic("hiring"),
    page("about", body="See [[first]]."),
    story(
        "first",
        """
        topics: [Hiring, launch safety]
        people:
          A. Byron: [{left: Orbital, date: 2030, to: Perigee}, {related: Grace Murray, as: parent}]
        companies:
          Orbital: [{renamed: Zenith Two, date: 2030-05}, {raised: 6 million USD, investors: [Thrift Capital]}]
        """,
        day="2030-06-01",
        body="[[Ada Byron]] and [[Zenith Two]], [[launch safety]]",
    ),
    story("second", "follows: first\npeople: [Ada Byron]\ntopics: [hiring]", day="2030-06-01", body="[[first]]"),
    story("third", "follows: first\npeople: [Dora Marsh]\ncompanies: [Zenith Two]", day="2031-01-01T10:00:00Z"),
    story("fourth", "people: [Dora Marsh, Dora Mars]", day="2031-01-01T09:30:00Z"),
    story("fifth", "draft: true\npeople: [Ada Byron, Ghost Writer]", day="2031-02-01", body="[[Ghost Writer]]"),
    story("sixth", "companies: {Perigee: [{renamed: Apogee}]}", day="2032-01-01"),
)  # fmt: skip


def test_it_holds_stories_oldest_first_and_all_else_by_key() -> None:
    built, _ = build(*A_FOLDER)
    assert list(built.stories) == ["first", "second", "fourth", "third", "sixth"]
    for refs in (built.entities, built.facts_of, built.stories_of, built.redirects):
        assert list(refs) == sorted(refs)
    for keys in (built.facts, built.claims, built.pages):
        assert list(keys) == sorted(keys)
    assert built.stories_of[ADA] == ("first", "second")
    assert built.stories["first"].year == 2030


@given(st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_files_changes_nothing(shuffler: random.Random) -> None:
    whole = content(*A_FOLDER)
    shuffled = replace(
        whole,
        stories=tuple(shuffler.sample(whole.stories, len(whole.stories))),
        profiles=tuple(shuffler.sample(whole.profiles, len(whole.profiles))),
        pages=tuple(shuffler.sample(whole.pages, len(whole.pages))),
    )
    first, second = build_archive(whole, until=TODAY), build_archive(shuffled, until=TODAY)
    assert second == first
    assert repr(second) == repr(first)  # in the same order, too


@pytest.mark.parametrize("day", ["2029-12-31", "2030-06-01", "2031-01-01", "2031-12-31"])
def test_known_by_a_day_is_what_the_stories_up_to_it_give(day: str) -> None:
    until, whole = date.fromisoformat(day), content(*A_FOLDER)
    earlier = replace(whole, stories=tuple(each for each in whole.stories if each.published.day <= until))
    assert build_archive(whole, until=until)[0] == build_archive(earlier, until=until)[0]


def test_drafts_and_days_to_come_leave_no_trace() -> None:
    out = [file for file in A_FOLDER if "fifth" not in file.path]
    assert build(*A_FOLDER)[0] == build(*out)[0]
    assert "apogee" not in repr(build(*A_FOLDER, until=date(2031, 6, 1))[0].entities)


def test_drafts_are_checked_all_the_same() -> None:
    problems = build(
        person("ada-byron"),
        story("out", "people: [Ada Byron]"),
        story(
            "later",
            "draft: true\npeople: [Ada Byrn, Ghost Writer]\nfollows: nothing-at-all",
            body="[[Nobody At All]] [[Ghost Writer]]",
        ),
    )[1]
    assert [(each.line, each.code) for each in problems] == [(5, "name-slip"), (6, "unknown-story"), (8, "dead-link")]


def test_drafts_may_build_on_each_other() -> None:
    one = story("one", "draft: true\npeople: [Ghost Writer]")
    archive(one, story("two", "draft: true\npeople: [Ghost Writer]\nfollows: one", body="[[Ghost Writer]] [[one]]"))


def test_it_can_be_sent_to_another_process() -> None:
    built = build(*A_FOLDER)
    assert pickle.loads(pickle.dumps(built)) == built


def test_backlinks() -> None:
    built, _ = build(*A_FOLDER)
    first = built.stories["first"]
    assert first.links == {"Ada Byron": ADA, "Zenith Two": ORBITAL, "launch safety": Ref("topic", "launch-safety")}
    assert built.linked_from[ORBITAL] == ("first",)
    assert built.linked_from[Ref("story", "first")] == ("second",)
    assert built.page_links == {(PERIGEE, "Ada Byron"): ADA, (Ref("page", "about"), "first"): Ref("story", "first")}


def test_everybody_in_a_fact_has_it_and_the_story() -> None:
    built, _ = build(A_FOLDER[4])
    thrift = Ref("company", "thrift-capital")
    assert built.stories_of[thrift] == ("first",)
    assert [built.facts[fact].kind for fact in built.facts_of[thrift]] == ["raised"]
    assert [built.facts[fact].kind for fact in built.facts_of[PERIGEE]] == ["left"]
    assert built.stories["first"].named == (Ref("person", "a-byron"), ORBITAL, PERIGEE, GRACE, thrift)
    assert built.stories["first"].people == (Ref("person", "a-byron"),)


def test_a_profile_that_no_story_names_has_a_page() -> None:
    built = archive(person("ada-byron"), topic("hiring"))
    assert list(built.entities) == [ADA, Ref("topic", "hiring")]
    assert not built.stories_of


def test_topics_get_pages_without_profiles() -> None:
    built = archive(
        story("one", "topics: [launch safety, Hiring]"), topic("hiring", "name: Hiring and firing\naliases: [hiring]")
    )
    assert [(ref.slug, entity.name) for ref, entity in built.entities.items()] == [
        ("hiring", "Hiring and firing"), ("launch-safety", "launch safety"),
    ]  # fmt: skip
    assert built.stories["one"].topics == (Ref("topic", "launch-safety"), Ref("topic", "hiring"))
    assert built.stories_of[Ref("topic", "hiring")] == ("one",)


def test_rulings_accept_stories() -> None:
    built, _ = build(*A_FOLDER)
    assert [(ruling.subject, ruling.fact, ruling.accept) for ruling in built.rulings] == [
        (ADA, "left Orbital", "second")
    ]
    _, problems = build(
        person("ada-byron", "rulings: [{fact: left Orbital, accept: secnd-story, reason: x}]"), story("second-story")
    )
    assert [(each.code, each.hint) for each in problems] == [("unknown-story", "second-story")]


def test_the_work_grows_with_the_stories() -> None:
    def calls(count: int) -> int:
        folder = _many(count)
        made = 0

        def counted(_frame: object, event: str, _argument: object) -> None:
            nonlocal made
            made += event in ("call", "c_call")

        sys.setprofile(counted)
        try:
            built, _ = build_archive(folder, until=TODAY)
        finally:
            sys.setprofile(None)
        assert len(built.stories) == count
        return made

    assert calls(2000) < 8 * 1.3 * calls(250)


def _many(count: int) -> Content:
    at = Position(1, 1)
    draw = random.Random(count)
    syllables = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we"]
    names = ["".join(draw.choice(syllables) for _ in range(7)).capitalize() for _ in range(count)]
    return Content(
        "content",
        tuple(
            Story(
                f"story-{number}", f"stories/{number}.md", "A title", Published("2031-03-04", date(2031, 3, 4)), {},
                people=(Entry(Name(names[number], at), (RawFact("joined", at, name=Name(draw.choice(names), at)),)),),
            )
            for number in range(count)
        ),
    )  # fmt: skip
