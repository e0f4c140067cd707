"""What refers to stories and pages: ``[[links]]``, ``follows``, older addresses."""

from __future__ import annotations

import pytest

from generator.archive.model import Ref
from tests.stories import File, archive, build, company, page, person, story


class TestThreads:
    def test_follows_and_followed_by(self) -> None:
        built = archive(story("first"), story("second", "follows: first"), story("third", "follows: first"))
        assert built.stories["second"].follows == "first"
        assert built.stories["first"].followed_by == ("second", "third")

    def test_unknown_itself_and_circles(self) -> None:
        _, problems = build(story("one-launch", "follows: two-lanch"), story("two-launch", "follows: two-launch"))
        assert [(each.code, each.line, each.column, each.hint) for each in problems] == [
            ("unknown-story", 4, 10, "two-launch"), ("follows-itself", 4, 10, ""),
        ]  # fmt: skip
        built, problems = build(
            story("one", "follows: three", day="2030-01-01"),
            story("two", "follows: one"), story("three", "follows: two"), story("four", "follows: three"),
        )  # fmt: skip
        assert [(each.path, each.code) for each in problems] == [("content/stories/one.md", "follows-itself")]
        assert {slug: filed.follows for slug, filed in built.stories.items() if filed.follows} == {"four": "three"}

    def test_a_story_that_is_not_out_says_why(self) -> None:
        problems = build(
            story("one", "follows: two"),
            story("two", "draft: true"),
            story("three", "follows: four"),
            story("four", day="2999-01-01"),
        )[1]
        assert ["is a draft" in problems[0].message, "is dated 2999-01-01" in problems[1].message] == [True, True]

    def test_older_addresses(self) -> None:
        built = archive(story("one", "redirect_from: [old-one, 2029/older-one]"), story("two", "follows: old-one"))
        assert built.redirects == {
            Ref("story", "2029/older-one"): Ref("story", "one"), Ref("story", "2031/old-one"): Ref("story", "one"),
        }  # fmt: skip
        assert built.stories["two"].follows == "one"
        _, problems = build(
            story("one", "redirect_from: [two]"),
            story("two", "redirect_from: [three]"),
            story("four", "redirect_from: [three]"),
        )
        assert [each.code for each in problems] == ["bad-redirect"] * 2


@pytest.mark.parametrize("older", ["ONE", "2031/One", "Two"])
def test_an_older_address_that_some_disks_take_for_another(older: str) -> None:
    _, problems = build(story("one", f"redirect_from: [{older}]"), story("two"))
    assert [each.code for each in problems] == ["bad-redirect"]


def test_an_older_address_that_a_draft_will_have() -> None:
    _, problems = build(story("one", "redirect_from: [two]"), story("two", "draft: true"))
    assert [(each.path, each.line, each.code) for each in problems] == [("content/stories/one.md", 4, "bad-redirect")]


class TestLinks:
    def dead(self, body: str, *files: File) -> list[tuple[int, int, str]]:
        _, problems = build(story("here", "people: [Ada Byron]", body=body), *files)
        assert {each.code for each in problems} <= {"dead-link"}
        return [(each.line, each.column, each.message) for each in problems]

    def test_to_everything_wherever_it_lives(self) -> None:
        built = archive(
            story("here", "people: [Ada Byron]\ncompanies: [Orbital]\ntopics: [hiring]", title="Up it goes",
                  body="[[ada byron]] [[orbital|the firm]] [[hiring]] [[there]] [[It comes down]]\n"
                       "[[stories/2031/there]] [[about]] [[people/ada-byron]]"),
            story("there", title="It comes down"), page("about", "title: About us"),
        )  # fmt: skip
        assert [address.slug for address in built.stories["here"].links.values()] == [
            "ada-byron", "orbital", "hiring", "there", "there", "there", "about", "ada-byron",
        ]  # fmt: skip

    def test_one_that_leads_nowhere(self) -> None:
        dead = self.dead("Line\n\n  [[Ada Byrn]] and [[Nobody Like That]]")
        assert [each[:2] for each in dead] == [(8, 3), (8, 20)]
        assert 'did you mean "[[Ada Byron]]"?' in dead[0][2]

    def test_it_says_why(self) -> None:
        dead = self.dead(
            "[[soon]] [[later]] [[Ghost Writer]] [[Byron]]",
            story("soon", "draft: true\npeople: [Ghost Writer]"), story("later", day="2999-01-01"),
            person("ada-byron", "weak_aliases: [Byron]"),
        )  # fmt: skip
        assert [
            ("draft" in dead[0][2]),
            ("2999" in dead[1][2]),
            ("only drafts" in dead[2][2]),
            ("weak alias" in dead[3][2]),
        ] == [True] * 4

    def test_in_profiles_and_pages(self) -> None:
        _, problems = build(person("ada-byron", body="[[Nobody]]"), page("about", body="\n[[No Story]]"))
        assert [(each.path, each.line) for each in problems] == [
            ("content/pages/about.md", 5),
            ("content/people/ada-byron.md", 4),
        ]

    def test_a_name_of_two_is_ambiguous_unless_the_story_names_one(self) -> None:
        both = person("macro", "name: Macro"), company("macro", "name: Macro")
        _, problems = build(*both, story("one", body="[[Macro]]"))
        assert [each.code for each in problems] == ["ambiguous-name"]
        built = archive(*both, story("one", "companies: [Macro]", body="[[Macro]]"))
        assert built.stories["one"].links == {"Macro": Ref("company", "macro")}

    def test_the_same_dead_link_is_told_at_each_place(self) -> None:
        assert len(self.dead("[[Nowhere At All]] [[Nowhere At All]]")) == 2
