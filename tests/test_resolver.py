"""Names: who is meant by what a story writes, and what an editor is told where that isn't clear."""

from __future__ import annotations

import pytest

from generator.archive.model import Archive, Ref
from generator.archive.names import names_of, resolve
from tests.stories import archive, build, codes_of, company, person, story, told, topic

ADA = Ref("person", "ada-byron")
ORBITAL = Ref("company", "orbital")


def people_of(built: Archive, slug: str) -> list[str]:
    return [ref.slug for ref in built.stories[slug].people]


class TestMatching:
    @pytest.mark.parametrize(
        "written",
        [
            "Ada Byron",
            "ada byron",
            "ADA BYRON",
            "Ada  Byron",
            "Adá Byron",
            "Ada\u0301 Byron",
            "ada-byron",
            "people/ada-byron",
        ],
    )
    def test_case_accents_spacing_and_form_make_no_difference(self, written: str) -> None:
        built = archive(person("ada-byron"), story("one", f"people: ['{written}']"))
        assert built.stories["one"].people == (ADA,)
        assert list(built.entities) == [ADA]

    def test_without_a_profile_the_first_story_opens_the_page(self) -> None:
        built = archive(story("one", "people: [Ada Byron]"), story("two", "people: [ADA BYRON, ada-byron]"))
        assert list(built.entities) == [ADA]
        assert built.entities[ADA].name == "Ada Byron"
        assert built.entities[ADA].names == ("Ada Byron", "ADA BYRON")
        assert ADA not in built.profiles
        assert built.stories_of[ADA] == ("one", "two")

    def test_a_slug_may_stand_in_an_earlier_story_than_the_name(self) -> None:
        built = archive(story("one", "people: [ada-byron]", day="2030-01-01"), story("two", "people: [Ada Byron]"))
        assert built.entities[ADA].name == "Ada Byron"
        assert built.stories_of[ADA] == ("one", "two")

    def test_aliases_and_former_names_lead_to_the_profile(self) -> None:
        profile = person("ada-byron", "aliases: [A. A. Byron]\nformer_names: [{name: Ada Gordon, until: 2020}]")
        built = archive(profile, story("one", "people: [A. A. Byron]"), story("two", "people: [ada gordon]"))
        assert list(built.entities) == [ADA]
        assert built.entities[ADA].names == ("Ada Byron", "A. A. Byron", "Ada Gordon", "ada gordon")
        assert [former.name for former in built.entities[ADA].former] == ["Ada Gordon"]

    def test_names_in_other_scripts_get_pages(self) -> None:
        built = archive(story("one", "people: [王小明, Дора Марш, José Müller]"))
        assert people_of(built, "one") == ["wang-xiao-ming", "dora-marsh", "jose-muller"]
        assert built.entities[Ref("person", "dora-marsh")].name == "Дора Марш"

    def test_one_name_for_a_person_and_a_company_makes_two_pages(self) -> None:
        built, problems = build(story("one", "people: [Macro Polo]\ncompanies: [Macro Polo]"))
        assert list(built.entities) == [Ref("company", "macro-polo"), Ref("person", "macro-polo")]
        assert told(problems) == [("stories/one.md", 5, 13, "two-kinds")]
        assert problems[0].severity == "warning"

    def test_a_weak_alias_links_to_nobody(self) -> None:
        built, problems = build(person("ada-byron", "weak_aliases: [Byron]"), story("one", "people: [Byron]"))
        assert people_of(built, "one") == ["byron"]
        assert codes_of(problems) == ["weak-name"]
        assert built.entities[ADA].weak_names == ("Byron",)


class TestAmbiguity:
    TWO = (person("john-smith", "name: John Smith"), person("john-smith-2", "name: John Smith"))

    def test_one_name_of_two_people_is_an_error_with_both_slugs(self) -> None:
        _, problems = build(*self.TWO, story("one", "people: [John Smith]"))
        assert told(problems) == [("stories/one.md", 4, 10, "ambiguous-name")]
        assert "people/john-smith and people/john-smith-2" in problems[0].message

    def test_slugs_tell_them_apart(self) -> None:
        built = archive(*self.TWO, story("one", "people: [john-smith-2]"), story("two", "people: [people/john-smith]"))
        assert people_of(built, "one") == ["john-smith-2"]
        assert people_of(built, "two") == ["john-smith"]

    def test_a_slug_written_exactly_wins_over_a_name(self) -> None:
        two = person("cher", "name: Cher"), person("cher-2", "name: Cher")
        assert people_of(archive(*two, story("one", "people: [cher]")), "one") == ["cher"]
        assert codes_of(build(*two, story("one", "people: [Cher]"))[1]) == ["ambiguous-name"]

    def test_it_is_told_once_a_story(self) -> None:
        front = "people:\n  John Smith:\n  Ada Byron: [{related: John Smith, as: sibling}]"
        _, problems = build(*self.TWO, story("one", front), story("two", front))
        assert told(problems) == [
            ("stories/one.md", 5, 3, "ambiguous-name"),
            ("stories/two.md", 5, 3, "ambiguous-name"),
        ]

    def test_a_field_of_both_kinds_needs_to_be_told_which(self) -> None:
        both = person("macro", "name: Macro"), company("macro", "name: Macro")
        front = "people: {{Ada Byron: [{{said: a word, about: {}}}]}}"
        _, problems = build(*both, story("one", front.format("Macro")))
        assert codes_of(problems) == ["ambiguous-name"]
        assert "companies/macro and people/macro" in problems[0].message
        built = archive(*both, story("one", front.format("people/macro")))
        assert [fact.others for fact in built.facts.values()] == [(Ref("person", "macro"),)]


class TestSlips:
    def test_one_letter_off_somebody_on_file_is_an_error_at_the_name(self) -> None:
        _, problems = build(person("ada-byron"), story("one", "people:\n  Ada Byrn:\n    - {joined: Perigee}"))
        assert told(problems) == [("stories/one.md", 5, 3, "name-slip")]
        assert 'did you mean "Ada Byron"' in problems[0].message
        assert "people/ada-byrn.md" in problems[0].message
        assert problems[0].hint == "Ada Byron"

    def test_the_name_published_first_is_on_file(self) -> None:
        older = story("zebra", "people: [Durk Kingma]", day="2030-01-01")
        newer = story("aardvark", "people: [Durk Kinsma]", day="2030-01-02")
        built, problems = build(newer, older)
        assert told(problems) == [("stories/aardvark.md", 4, 10, "name-slip")]
        assert [ref.slug for ref in built.entities] == ["durk-kingma"]

    def test_each_story_is_told_once(self) -> None:
        front = "people:\n  Durk Kinsma: [{related: Durk Kinsma, as: sibling}, {said: a word, by: Durk Kinsma}]"
        _, problems = build(person("durk-kingma"), story("one", front), story("two", front))
        assert [told for told in codes_of(problems) if told == "name-slip"] == ["name-slip", "name-slip"]

    def test_a_profile_settles_that_they_are_two(self) -> None:
        first, second = story("one", "people: [Durk Kingma]"), story("two", "people: [Durk Kinsma]")
        assert codes_of(build(first, second)[1]) == ["name-slip"]
        built = archive(first, second, person("durk-kinsma"))
        assert [ref.slug for ref in built.entities] == ["durk-kingma", "durk-kinsma"]
        archive(first, second, person("durk-kingma"), person("durk-kinsma"))

    def test_a_judgement_settles_it(self) -> None:
        judged = person("durk-kingma", "not_same_as: [{slug: durk-kinsma, reason: two people}]")
        archive(judged, story("one", "people: [Durk Kingma]"), story("two", "people: [Durk Kinsma]"))

    def test_a_slip_in_an_older_story_is_found_where_the_right_name_stands_in_several(self) -> None:
        right = (story("two", "people: [Durk Kingma]"), story("three", "people: [Durk Kingma]"))
        _, problems = build(person("durk-kingma"), *right, story("one", "people: [Durk Kinsma]", day="2020-01-01"))
        assert told(problems) == [("stories/one.md", 4, 10, "name-slip")]

    @pytest.mark.parametrize(
        ("one", "two"), [("Studio 54", "Studio 55"), ("John A Smith", "John B Smith"), ("Bo", "Bob")]
    )
    def test_what_is_never_a_slip(self, one: str, two: str) -> None:
        archive(story("one", f"companies: [{one}, {two}]\npeople: []"))

    def test_a_company_is_no_slip_of_a_person(self) -> None:
        archive(person("ada-byron"), story("one", "companies: [Ada Byrons]"))

    def test_a_field_of_both_kinds_is_held_against_both(self) -> None:
        _, problems = build(company("orbital"), story("one", "people: {Ada Byron: [{said: a word, about: Orbitl}]}"))
        assert codes_of(problems) == ["name-slip"]
        assert 'did you mean "Orbital"' in problems[0].message

    def test_topics_are_warned_of(self) -> None:
        built, problems = build(story("one", "topics: [launch safety]"), story("two", "topics: [launch safty]"))
        assert told(problems) == [("stories/two.md", 4, 10, "topic-slip")]
        assert problems[0].severity == "warning"
        assert len(built.entities) == 2


class TestKinds:
    def test_fields_say_the_kind(self) -> None:
        built = archive(
            story(
                "one",
                """
                people:
                  Ada Byron:
                    - {left: Orbital, to: Perigee}
                    - {held: chair, at: Apogee}
                    - {related: Grace Murray, as: sibling}
                companies:
                  Perigee:
                    - {formed: 2028, by: [Dora Marsh]}
                    - {raised: 1 million USD, investors: [Thrift Capital]}
                claims: [{count: arrivals, company: Perigee, is: 1, from: Tangent}]
                """,
            )
        )
        assert {ref.slug for ref in built.entities if ref.kind == "person"} == {
            "ada-byron",
            "grace-murray",
            "dora-marsh",
        }
        assert {ref.slug for ref in built.entities if ref.kind == "company"} == {
            "orbital", "perigee", "apogee", "thrift-capital", "tangent",
        }  # fmt: skip
        assert set(built.stories_of) == set(built.entities)

    def test_what_may_be_both_is_whatever_anything_else_says(self) -> None:
        front = "people: {Ada Byron: [{said: a word, about: [Orbital, Dora Marsh], by: Macro}]}"
        later = story("two", "people: [Dora Marsh]\ncompanies: [Orbital, Macro]", day="2035-01-01")
        fact = next(iter(archive(story("one", front), later).facts.values()))
        assert fact.others == (ORBITAL, Ref("person", "dora-marsh"))
        assert fact.by == Ref("company", "macro")

    def test_guesses_are_warned_of_once(self) -> None:
        front = "people: {Ada Byron: [{said: a word, about: Orbital, by: Dora Marsh}]}"
        built, problems = build(story("one", front), story("two", front))
        assert [(each.path, each.severity) for each in problems] == [("content/stories/one.md", "warning")] * 2
        assert codes_of(problems) == ["guessed-kind"] * 2
        assert {ORBITAL, Ref("person", "dora-marsh")} < set(built.entities)

    def test_an_investor_is_a_company_unless_on_file_as_a_person(self) -> None:
        built = archive(
            story(
                "one",
                "companies: {Orbital: [{raised: 1 million USD, investors: [Macro, Dora Marsh]}]}\npeople: [Dora Marsh]",
            )
        )
        assert next(iter(built.facts.values())).others == (Ref("company", "macro"), Ref("person", "dora-marsh"))

    def test_a_qualifier_says_the_kind_of_a_new_name(self) -> None:
        built = archive(story("one", "people: {Ada Byron: [{said: a word, about: people/Dora Marsh}]}"))
        assert Ref("person", "dora-marsh") in built.entities

    def test_a_qualified_slug_that_nobody_has(self) -> None:
        _, problems = build(
            person("ada-byron"), story("one", "companies: {Orbital: [{event: opens, with: people/ada-birun}]}")
        )
        assert codes_of(problems) == ["unknown-name"]
        assert problems[0].hint == "people/ada-byron"
        _, problems = build(story("one", "companies: {Orbital: [{event: opens, with: people/somebody-else}]}"))
        assert told(problems) == [("stories/one.md", 4, 44, "unknown-name")]

    def test_a_person_where_a_company_is_meant(self) -> None:
        _, problems = build(person("ada-byron"), story("one", "people: {Grace Murray: [{joined: people/ada-byron}]}"))
        assert "wrong-kind" in codes_of(problems)


class TestAddresses:
    def test_two_names_with_one_address(self) -> None:
        _, problems = build(story("one", "companies: [C++]"), story("two", "companies: ['C#']"))
        assert told(problems) == [("stories/two.md", 4, 13, "name-collision")]
        assert '"C#" would have the address companies/c, which is "C++"\'s' in problems[0].message
        built = archive(
            company("c-sharp", "name: 'C#'"), story("one", "companies: [C++]"), story("two", "companies: ['C#']")
        )
        assert [ref.slug for ref in built.entities] == ["c", "c-sharp"]

    def test_a_name_with_the_address_of_another_ones_profile(self) -> None:
        _, problems = build(person("ada-byron", "name: Countess Lovelace"), story("one", "people: [Ada Byron]"))
        assert codes_of(problems) == ["name-collision"]
        assert "an alias in people/ada-byron.md" in problems[0].message

    def test_a_name_that_no_address_can_be_made_from(self) -> None:
        _, problems = build(story("one", "companies: ['🚀', '!!!']"))
        assert told(problems) == [("stories/one.md", 4, 13, "no-slug"), ("stories/one.md", 4, 18, "no-slug")]
        built = archive(company("rocket", "name: '🚀'"), story("one", "companies: ['🚀']"))
        assert built.stories["one"].companies == (Ref("company", "rocket"),)

    def test_a_name_whose_address_is_reserved(self) -> None:
        _, problems = build(story("one", "companies: [Index]\ntopics: [search]"))
        assert codes_of(problems) == ["no-slug", "no-slug"]

    def test_a_page_without_a_profile_after_that_was_deleted(self) -> None:
        front = "people: [Ada Byron]"
        with_profile, without = archive(person("ada-byron"), story("one", front)), archive(story("one", front))
        assert with_profile.stories["one"].people == without.stories["one"].people == (ADA,)


class TestAsking:
    def test_a_finished_archive_finds_by_slug_name_alias_and_older_slug(self) -> None:
        built = archive(person("ada-byron", "aliases: [Countess]\nredirect_from: [a-byron]"), topic("hiring"))
        names = names_of(built)
        for text in ("ada-byron", "ADA BYRON", "countess", "a-byron", "people/ada-byron"):
            assert resolve(names, text, ("person", "company")) == (ADA,), text
        assert resolve(names, "Grace", ("person",)) == ()
        assert names.near("person", "Ada Byrn") == ("Ada Byron",)
