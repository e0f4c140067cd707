"""The sample archive: real people, so nothing on them that its one source doesn't have, and each line sourced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.archive.index import build_archive
from generator.archive.model import Ref
from generator.archive.reasoning import Reasoning, reason
from generator.problems import Problem
from generator.read.walk import read_content

DAY = date(2024, 10, 2)
OPENAI, ANTHROPIC = Ref("company", "openai"), Ref("company", "anthropic")
PEOPLE = (
    "benjamin-mann daniela-amodei dario-amodei durk-kingma gary-marcus jack-clark jan-leike jared-kaplan john-schulman "
    "mira-murati sam-altman"
)
COMPANIES = (
    "anthropic deepmind fortune google google-brain microsoft nvidia openai softbank the-register thrive-capital"
)


@pytest.fixture(scope="module")
def read(sample: Path) -> tuple[Reasoning, tuple[Problem, ...]]:
    content, problems = read_content(sample, shown="content")
    archive, more = build_archive(content, until=date(2026, 11, 24))
    return reason(archive), (*problems, *more)


@pytest.fixture(scope="module")
def sample_archive(read: tuple[Reasoning, tuple[Problem, ...]]) -> Reasoning:
    return read[0]


def test_it_has_no_problem_and_not_even_a_warning(read: tuple[Reasoning, tuple[Problem, ...]]) -> None:
    assert read[1] == ()


def test_it_names_whom_its_source_names_and_nobody_else(sample_archive: Reasoning) -> None:
    slugs = {
        kind: [ref.slug for ref in sample_archive.archive.entities if ref.kind == kind]
        for kind in ("person", "company")
    }
    assert slugs == {"person": PEOPLE.split(), "company": COMPANIES.split()}


def test_each_story_is_of_the_day_on_which_it_was_known_and_each_fact_has_the_source(sample_archive: Reasoning) -> None:
    for filed in sample_archive.archive.stories.values():
        assert filed.story.published.day == DAY
        assert filed.story.authors == ("Archive desk",)
        assert {"register"} <= {source.key for source in filed.story.sources} <= {"register", "post"}
    assert [fact.id for fact in sample_archive.archive.facts.values() if "register" not in fact.sources] == []


def test_no_fact_is_dated_more_exactly_than_it_was_reported(sample_archive: Reasoning) -> None:
    dates = {fact.date.written for fact in sample_archive.archive.facts.values() if fact.date}
    assert dates == {"2018", "2021", "2023", "2024", "2024-05", "2024-08", "2024-09", "2024-10", "2024-10-02"}


def test_kingmas_career(sample_archive: Reasoning) -> None:
    career = sample_archive.career(Ref("person", "durk-kingma"))
    assert [
        (
            post.company and post.company.slug,
            post.founder,
            post.began and post.began.written,
            post.ended and post.ended.written,
        )
        for post in career
    ] == [("openai", True, None, "2018"), ("google-brain", False, "2018", None), ("anthropic", False, "2024-10", None)]


def test_anthropics_founders_and_arrivals(sample_archive: Reasoning) -> None:
    founders = [founder.person.slug for founder in sample_archive.founders(ANTHROPIC)]
    assert founders == ["benjamin-mann", "daniela-amodei", "dario-amodei", "jack-clark", "jared-kaplan"]
    came = [move.person.slug for move in sample_archive.moves_of[ANTHROPIC] if move.origin == OPENAI]
    assert sorted(came) == sorted([*founders, "jan-leike", "john-schulman"])


def test_each_move_is_one(sample_archive: Reasoning) -> None:
    moves = [(move.person, move.origin, move.destination) for move in sample_archive.moves]
    assert len(moves) == len(set(moves))
    schulman = [move for move in sample_archive.moves if move.person.slug == "john-schulman"]
    assert [len(move.stories) for move in schulman] == [2]


def test_the_claim(sample_archive: Reasoning) -> None:
    [check] = sample_archive.checks.values()
    assert (check.verdict, check.lowest, check.highest, check.missing) == ("consistent", 0, 9, 9)
    assert [counted.person.slug for counted in check.not_counted] == ["durk-kingma", "john-schulman"]


def test_who_was_at_openai_that_day(sample_archive: Reasoning) -> None:
    there = {each.person.slug: each.there.value for each in sample_archive.people_on(OPENAI, DAY).people}
    assert [slug for slug, answer in there.items() if answer == "yes"] == ["sam-altman"]
    assert {answer for slug, answer in there.items() if slug != "sam-altman"} == {"no longer"}
