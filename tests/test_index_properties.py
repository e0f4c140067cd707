"""Whatever is in the folder: the index answers, in any order of files, and drafts leave no trace."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.archive.index import build_archive
from generator.archive.model import Archive, Ref
from generator.problems import Position
from generator.read.model import (
    Content,
    EntityKind,
    Entry,
    FormerName,
    Judgement,
    Name,
    Profile,
    Published,
    RawFact,
    RawRuling,
    Status,
    Story,
    WikiLink,
)

AT = Position(3, 4)
FIRST = date(2030, 1, 1)
# Slips of each other, slugs, names with one address, emoji, qualifiers, reserved words, another script.
NAMES = (
    "Ada Byron", "Ada Byrn", "ada-byron", "ADA BYRON", "Jean-Luc Picard", "Jean Luc Picard", "C++", "C#", "🚀", "!!!",
    "people/ada-byron", "companies/Orbital", "people/nobody-here", "Orbital", "Orbitl", "Zenith Works", "zenith-works",
    "Zenit Works", "Index", "Дора Марш", "Dora Marsh", "topics/hiring", "stories/s1",
)  # fmt: skip
SLUGS = ("ada-byron", "ada-byrn", "orbital", "zenith-works", "c", "dora-marsh", "nobody")

names = st.sampled_from(NAMES).map(lambda text: Name(text, AT))
some_names = st.lists(names, max_size=2).map(tuple)
slugs = st.sampled_from(SLUGS)
judgements = st.lists(slugs.map(lambda slug: Judgement(slug, "a reason", AT)), max_size=2).map(tuple)
statuses = st.sampled_from([Status.REPORTED, Status.REPORTED, Status.DENIED])
person_facts = st.one_of(
    st.builds(lambda kind, name, status: RawFact(kind, AT, name=name, status=status),
              st.sampled_from(["founded", "joined", "left", "related"]), names, statuses),
    st.builds(lambda about, by: RawFact("said", AT, text="a word", about=about, by=by), some_names, st.none() | names),
)  # fmt: skip
company_facts = st.one_of(
    st.builds(lambda kind, name, status: RawFact(kind, AT, name=name, status=status),
              st.sampled_from(["folded_into", "acquired", "renamed"]), names, statuses),
    st.builds(lambda new, status: RawFact("renamed", AT, text=new.text, status=status), names, statuses),
    st.builds(lambda who, with_: RawFact("formed", AT, founders=who, partners=with_), some_names, some_names),
    st.builds(lambda who: RawFact("raised", AT, investors=who), some_names),
)  # fmt: skip
links = st.lists(names.map(lambda name: WikiLink(name.text, "", 0, 0, AT)), max_size=3).map(tuple)


def entries(facts: st.SearchStrategy[RawFact]) -> st.SearchStrategy[tuple[Entry, ...]]:
    return st.lists(st.builds(Entry, names, st.lists(facts, max_size=2).map(tuple)), max_size=2).map(tuple)


@st.composite
def stories(draw: st.DrawFn, number: int) -> Story:
    return Story(
        f"s{number}", f"stories/s{number}.md", draw(st.sampled_from(["One", "Two"])),
        Published("", FIRST + timedelta(days=draw(st.integers(0, 5)))), {},
        draft=draw(st.sampled_from([False, False, True])),
        topics=draw(some_names),
        people=draw(entries(person_facts)),
        companies=draw(entries(company_facts)),
        follows=draw(st.none() | st.integers(0, 4).map(lambda other: Name(f"s{other}", AT))),
        redirect_from=draw(st.lists(st.sampled_from(["s1", "old", "2030/s2"]), max_size=1).map(tuple)),
        links=draw(links),
    )  # fmt: skip


@st.composite
def profiles(draw: st.DrawFn, entity: EntityKind, slug: str) -> Profile:
    return Profile(
        entity, slug, f"{entity}/{slug}.md", draw(names).text, {},
        aliases=draw(some_names),
        weak_aliases=draw(some_names),
        former_names=draw(st.lists(names.map(lambda name: FormerName(name.text)), max_size=1).map(tuple)),
        redirect_from=draw(st.lists(slugs, max_size=1).map(tuple)),
        not_same_as=draw(judgements),
        merged=draw(judgements),
        rulings=draw(st.lists(st.just(RawRuling("left", Name("s1", AT), "a reason", AT)), max_size=1).map(tuple)),
        wikilinks=draw(links),
    )  # fmt: skip


@st.composite
def folders(draw: st.DrawFn) -> Content:
    kinds: list[EntityKind] = ["person", "company", "topic"]
    keys = draw(st.lists(st.tuples(st.sampled_from(kinds), slugs), unique=True, max_size=4))
    return Content(
        "content",
        tuple(draw(stories(number)) for number in range(draw(st.integers(0, 4)))),
        tuple(draw(profiles(*key)) for key in keys),
    )


def holds_together(archive: Archive) -> None:
    """Whoever is referred to has a page, and whoever has a page is no older address too."""
    for filed in archive.stories.values():
        for ref in (*filed.named, *filed.people, *filed.companies, *filed.topics, *filed.links.values()):
            there = archive.stories if ref.kind == "story" else archive.entities
            assert (ref.slug if ref.kind == "story" else ref) in there
        assert not filed.follows or filed.story.slug in archive.stories[filed.follows].followed_by
    assert not set(archive.redirects) & set(archive.entities)
    assert all(ref.kind == "story" or ref in archive.entities for ref in archive.redirects.values())
    assert {ref for entity in archive.entities.values() for ref in [entity.ref]} == set(archive.entities)
    assert all(archive.facts[fact].story in archive.stories for facts in archive.facts_of.values() for fact in facts)
    assert all(Ref("story", ruling.accept).slug in archive.stories for ruling in archive.rulings)


@given(folders(), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_any_folder_in_any_order(folder: Content, shuffler: random.Random) -> None:
    until = FIRST + timedelta(days=3)
    archive, problems = build_archive(folder, until=until)
    holds_together(archive)
    shuffled = replace(
        folder,
        stories=tuple(shuffler.sample(folder.stories, len(folder.stories))),
        profiles=tuple(shuffler.sample(folder.profiles, len(folder.profiles))),
    )
    again = build_archive(shuffled, until=until)
    assert repr(again) == repr((archive, problems))
    out = tuple(story for story in folder.stories if not story.draft and story.published.day <= until)
    assert repr(build_archive(replace(folder, stories=out), until=until)[0]) == repr(archive)
