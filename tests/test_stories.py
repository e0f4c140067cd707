from __future__ import annotations

import pickle
from datetime import date

import pytest

from generator.problems import Position
from generator.read.model import Entry, Image, Name, Source, Status, Story
from generator.read.stories import read_story
from generator.values.dates import parse_date
from generator.values.money import parse_money

# The example of the story format, whole.
EXAMPLE = """---
title: A second founder in two months leaves Orbital for Perigee
standfirst: Nine of the twelve who started it are gone
date: 2031-03-04                # published: a day, or a time with its zone
updated: 2031-03-05             # optional
authors: [Archive desk]
topics: [hiring, launch safety]
image: {file: pad-39.jpg, alt: The pad at night, credit: Orbital}
follows: perigee-hires-its-first-orbital-founder     # the story that this one continues
draft: false

sources:                        # what the story stands on; facts point here by key
  post: {title: Her post, publisher: Mastodon, url: https://example.org/1, date: 2031-03-03}

people:
  Ada Byron:
    - {founded: Orbital, date: 2024}
    - {left: Orbital, role: head of guidance, date: 2031-02, to: Perigee, source: post}
    - {joined: Perigee, date: 2031-03, status: confirmed, source: post}
    - {said: a slow-motion launch abort, about: Orbital, date: 2031-03-03, source: post}
    - {asked: comment, answer: none}
  Grace Murray:                 # named, and nothing reported of her
companies:
  Orbital:
    - {raised: 6.6 billion USD, valuation: 157 billion USD, investors: [Thrift Capital, Macro], date: 2031-03-04}
    - {event: considers turning itself into a for-profit, status: rumoured, date: 2031-03}
  Perigee:
    - {formed: 2028, by: [Dora Marsh, Ben Hull], based_in: Lisbon}

claims:
  - {says: Three of Orbital's twelve founders remain, count: founders-remaining, company: Orbital, is: 3, of: 12}

corrections:
  - {date: 2031-03-05, text: An earlier version gave the valuation as 175 billion dollars.}
---
[[Ada Byron]] has joined [[Perigee]] …
"""


def read(text: str | bytes, path: str = "stories/2031/orbital.md") -> tuple[Story, list[tuple[int, int, str]]]:
    story, problems = read_story(text.encode() if isinstance(text, str) else text, path, "content")
    return story, [(each.line, each.column, each.code) for each in problems]


def with_front(front: str, body: str = "") -> str:
    return f"---\ntitle: T\ndate: 2031-03-04\n{front}\n---\n{body}"


def good(front: str, body: str = "") -> Story:
    story, problems = read(with_front(front, body))
    assert problems == []
    return story


def codes(front: str) -> list[str]:
    return [code for _, _, code in read(with_front(front))[1]]


class TestTheExample:
    story, problems = read(EXAMPLE)

    def test_has_no_problem(self) -> None:
        assert self.problems == []

    def test_its_head(self) -> None:
        story = self.story
        assert (story.slug, story.path) == ("orbital", "stories/2031/orbital.md")
        assert story.title == "A second founder in two months leaves Orbital for Perigee"
        assert (story.published.day, story.published.at, story.published.written) == (
            date(2031, 3, 4),
            None,
            "2031-03-04",
        )
        assert story.updated
        assert story.updated.day == date(2031, 3, 5)
        assert story.authors == ("Archive desk",)
        assert [topic.text for topic in story.topics] == ["hiring", "launch safety"]
        assert story.image == Image("pad-39.jpg", Position(8, 15), "The pad at night", "Orbital")
        assert story.follows == Name("perigee-hires-its-first-orbital-founder", Position(9, 10))
        assert (story.draft, story.autolink, story.extra) == (False, True, "")
        assert story.at["corrections"] == Position(33, 1)
        assert (story.body, story.body_line) == ("[[Ada Byron]] has joined [[Perigee]] …\n", 36)
        assert [(link.target, link.at) for link in story.links] == [
            ("Ada Byron", Position(36, 1)), ("Perigee", Position(36, 26)),
        ]  # fmt: skip

    def test_its_sources(self) -> None:
        assert self.story.sources == (
            Source(
                "post", Position(13, 3), "Her post", "Mastodon", "", "https://example.org/1", parse_date("2031-03-03")
            ),
        )

    def test_its_people(self) -> None:
        ada, grace = self.story.people
        assert (ada.name, grace) == (Name("Ada Byron", Position(16, 3)), Entry(Name("Grace Murray", Position(22, 3))))
        founded, left, joined, said, asked = ada.facts
        assert (founded.kind, founded.name, founded.date) == (
            "founded",
            Name("Orbital", Position(17, 17)),
            parse_date("2024"),
        )
        assert (left.role, left.destination, left.sources, left.at) == (
            "head of guidance", Name("Perigee", Position(18, 66)), ("post",), Position(18, 8),
        )  # fmt: skip
        assert (left.status, joined.status) == (Status.REPORTED, Status.CONFIRMED)
        assert (said.text, [name.text for name in said.about]) == ("a slow-motion launch abort", ["Orbital"])
        assert (asked.text, asked.answer) == ("comment", "none")

    def test_its_companies(self) -> None:
        orbital, perigee = self.story.companies
        raised, event = orbital.facts
        assert (raised.money, raised.valuation) == (parse_money("6.6 billion USD"), parse_money("157 billion USD"))
        assert [name.text for name in raised.investors] == ["Thrift Capital", "Macro"]
        assert (event.text, event.status) == ("considers turning itself into a for-profit", Status.RUMOURED)
        (formed,) = perigee.facts
        assert (formed.when, formed.date, formed.based_in, formed.by) == (parse_date("2028"), None, "Lisbon", None)
        assert [name.text for name in formed.founders] == ["Dora Marsh", "Ben Hull"]

    def test_its_claim_and_correction(self) -> None:
        (claim,), (correction,) = self.story.claims, self.story.corrections
        assert (claim.count, claim.company.text, claim.stated, claim.total) == ("founders-remaining", "Orbital", 3, 12)
        assert (claim.says, claim.at) == ("Three of Orbital's twelve founders remain", Position(31, 5))
        assert (correction.date, correction.at) == (parse_date("2031-03-05"), Position(34, 5))

    def test_can_be_sent_to_another_process(self) -> None:
        assert pickle.loads(pickle.dumps(self.story)) == self.story

    def test_reads_the_same_with_other_line_ends(self) -> None:
        assert read(EXAMPLE.replace("\n", "\r\n")) == (self.story, [])
        assert read("\ufeff" + EXAMPLE) == (self.story, [])


class TestPeopleAndCompanies:
    @pytest.mark.parametrize(
        "front",
        [
            "people: [Ada Byron, Ben Hull]",
            "people:\n  - Ada Byron\n  - Ben Hull",
            "people:\n- Ada Byron\n- Ben Hull",
            "people:\n  Ada Byron:\n  Ben Hull:",
            "people: {Ada Byron: [], Ben Hull: }",
            "people:\n  - Ada Byron:\n  - Ben Hull",
        ],
    )
    def test_names_without_facts(self, front: str) -> None:
        assert [(entry.name.text, entry.facts) for entry in good(front).people] == [("Ada Byron", ()), ("Ben Hull", ())]

    @pytest.mark.parametrize(
        "front",
        [
            "people:\n  Ada Byron:\n    - {joined: Perigee, date: 2031}",
            "people:\n  Ada Byron:\n  - joined: Perigee\n    date: 2031",
            "people: [{Ada Byron: [{joined: Perigee, date: 2031}]}]",
            "people:\n  - Ada Byron:\n      - joined: Perigee\n        date: 2031",
        ],
    )
    def test_facts_in_every_form(self, front: str) -> None:
        (entry,) = good(front).people
        (fact,) = entry.facts
        assert (fact.kind, fact.name and fact.name.text, str(fact.date)) == ("joined", "Perigee", "2031")

    def test_names_that_yaml_would_take_for_something_else(self) -> None:
        story = good("people: [NO, 12:30, 007, null]\ncompanies: {1.10: , true: [{launched: 2.0}]}")
        assert [entry.name.text for entry in story.people] == ["NO", "12:30", "007", "null"]
        assert [entry.name.text for entry in story.companies] == ["1.10", "true"]
        assert story.companies[1].facts[0].text == "2.0"

    def test_one_name_or_many(self) -> None:
        story = good(
            "sources: {a: {}, b: {}}\npeople:\n  Ada:\n"
            "    - {said: x, about: [Orbital, Ben], source: [a, b], by: Ben}\n    - {event: y, with: Ben, source: a}\n"
            "companies:\n  Orbital:\n    - {raised: 1 USD, investors: Macro}\n    - {formed: 2028, by: Ada}"
        )
        said, event = story.people[0].facts
        assert ([each.text for each in said.about], said.sources, said.by and said.by.text) == (
            ["Orbital", "Ben"],
            ("a", "b"),
            "Ben",
        )
        assert ([each.text for each in event.partners], event.sources) == (["Ben"], ("a",))
        raised, formed = story.companies[0].facts
        assert [each.text for each in (*raised.investors, *formed.founders)] == ["Macro", "Ada"]

    def test_a_fact_that_cannot_be_read_leaves_the_others(self) -> None:
        story, problems = read(with_front(
            "people:\n  Ada:\n    - {joined: Perigee, date: never}\n    - {raised: 3 USD}\n    - {left: }\n"
            "    - {event: x}"
        ))  # fmt: skip
        assert [(fact.kind, fact.date) for fact in story.people[0].facts] == [("joined", None), ("event", None)]
        assert [code for _, _, code in problems] == ["bad-date", "misplaced-fact", "empty-value"]

    def test_the_key_itself_is_pointed_at_when_it_is_wrong_and_the_value_when_that_is(self) -> None:
        front = "people:\n  Ada:\n    - {joined: Perigee, form: Orbital, date: 31}"
        assert read(with_front(front))[1] == [(6, 25, "unknown-key"), (6, 46, "bad-date")]
        story, problems = read_story(with_front(front).encode(), "stories/a.md", "content/")
        assert str(problems[0]) == (
            'content/stories/a.md:6:25: error[unknown-key]: a move has no "form"; did you mean "from"?'
        )
        assert (problems[0].hint, story.slug) == ("from", "a")


class TestClaims:
    def test_every_key(self) -> None:
        (claim,) = good(
            "claims: [{count: arrivals, company: Orbital, is: 1_200, from: Perigee, since: 2030, date: 2031-01}]"
        ).claims
        assert (claim.stated, claim.origin and claim.origin.text, str(claim.since), str(claim.date)) == (
            1200, "Perigee", "2030", "2031-01",
        )  # fmt: skip
        assert claim.says == "arrivals at Orbital: 1200"

    def test_one_that_says_nothing_is_put_into_words(self) -> None:
        (claim,) = good("claims: [{count: founders-remaining, company: Orbital, is: 3, of: 12}]").claims
        assert claim.says == "founders remaining at Orbital: 3 of 12"

    def test_what_it_needs(self) -> None:
        assert codes("claims: [{says: a, count: founders, is: 3}]") == ["missing-key"]
        assert codes("claims: [{count: founders, company: Orbital, is: 3, of: 2}]") == ["bad-number"]
        assert codes("claims: [{count: founders, company: Orbital, is: 3, since: 2030}]") == ["misplaced-key"]
        assert codes("claims: {count: founders, company: Orbital, is: 3}") == ["wrong-type"]


class TestDates:
    @pytest.mark.parametrize(
        ("published", "updated"),
        [
            ("2031-03-04", "2031-03-04"),
            ("2031-03-04T10:00Z", "2031-03-04"),
            ("2031-03-04T23:00:00-05:00", "2031-03-05T05:00:00+01:00"),
            ("2031-03-04 10:00:00+00:00", "2031-03-04 10:00:00Z"),
        ],
    )
    def test_an_update_after_publication(self, published: str, updated: str) -> None:
        assert read(f"---\ntitle: T\ndate: {published}\nupdated: {updated}\n---\n")[1] == []

    @pytest.mark.parametrize(
        ("published", "updated"),
        [
            ("2031-03-04", "2031-03-03"),
            ("2031-03-04T10:00Z", "2031-03-04T09:59Z"),
            ("2031-03-04T10:00-01:00", "2031-03-04T10:30Z"),
        ],
    )
    def test_an_update_before_it(self, published: str, updated: str) -> None:
        assert read(f"---\ntitle: T\ndate: {published}\nupdated: {updated}\n---\n")[1] == [(4, 10, "date-order")]

    def test_a_time_keeps_the_day_of_its_zone(self) -> None:
        story = read("---\ntitle: T\ndate: 2031-03-04T23:30-05:00\n---\n")[0]
        assert story.published.day == date(2031, 3, 4)
        assert story.published.at
        assert story.published.at.utcoffset()

    def test_a_correction_may_be_as_coarse_as_the_day_it_follows(self) -> None:
        good("corrections: [{date: 2031-03, text: x}, {date: 2031, text: y}]")
        assert codes("corrections: [{date: 2031-02, text: x}]") == ["date-order"]


class TestWhateverIsWrong:
    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"prose",
            b"---\n",
            b"---\n---\n",
            b"---\n- a\n---\n",
            b"\xff\xfe",
            b"---\ntitle: \xe9\n---\n",
            b"---\n[[[\n---\n",
        ],
    )
    def test_a_story_comes_back_for_others_to_point_at(self, data: bytes) -> None:
        story, problems = read(data)
        assert (story.slug, story.title) == ("orbital", "orbital")
        assert problems

    def test_a_part_that_cannot_be_read_is_not_called_missing(self) -> None:
        assert read("---\ntitle: a: b\ndate: 2031-03-04\npeople: {Ada: [{event: x, source: post}]}\n---\n")[1] == [
            (2, 9, "unquoted-colon")
        ]

    def test_nothing_follows_from_a_date_that_cannot_be_read(self) -> None:
        assert [code for _, _, code in read("---\ntitle: T\ndate: soon\nupdated: 2031-03-04\n---\n")[1]] == ["bad-date"]


def test_slugs_are_in_one_unicode_form() -> None:
    assert read(EXAMPLE, "stories/cafe\u0301.md")[0].slug == "caf\u00e9"


def test_extra_is_kept_and_shown_nowhere() -> None:
    assert good("extra: {b: [1, {c: no}], a: 2031-03-04}").extra == '{"a":"2031-03-04","b":["1",{"c":"no"}]}'
