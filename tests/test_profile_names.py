"""Whose a name and an address is by profiles and by report: aliases, redirects, merges, new names."""

from __future__ import annotations

import pytest

from generator.archive.model import Archive, Ref
from tests.stories import File, all_codes, archive, build, codes_of, company, person, story, told

ADA = Ref("person", "ada-byron")
ORBITAL = Ref("company", "orbital")


def people_of(built: Archive, slug: str) -> list[str]:
    return [ref.slug for ref in built.stories[slug].people]


class TestProfiles:
    def test_an_alias_with_two_owners(self) -> None:
        _, problems = build(person("ada-byron", "aliases: [Countess]"), person("grace-murray", "aliases: [Countess]"))
        assert told(problems) == [("people/grace-murray.md", 3, 11, "alias-taken")]
        assert "people/ada-byron" in problems[0].message

    def test_an_alias_that_is_anothers_name(self) -> None:
        _, problems = build(person("ada-byron"), person("ada-lovelace", "aliases: [ada byron]"))
        assert told(problems) == [("people/ada-lovelace.md", 3, 11, "alias-taken")]

    def test_a_person_and_a_company_may_share_an_alias(self) -> None:
        archive(person("ada-byron", "aliases: [The Engine]"), company("orbital", "aliases: [The Engine]"))

    def test_redirects_lead_to_the_page_and_are_names(self) -> None:
        built = archive(
            person("ada-byron", "redirect_from: [a-byron, the-countess]"), story("one", "people: [a-byron]")
        )
        assert built.entities[ADA].redirects == ("a-byron", "the-countess")
        assert built.redirects == {Ref("person", "a-byron"): ADA, Ref("person", "the-countess"): ADA}
        assert built.stories["one"].people == (ADA,)

    @pytest.mark.parametrize(
        "others",
        [
            (person("grace-murray"),),
            (person("zoe-quinn", "redirect_from: [grace-murray]"),),
            (person("zoe-quinn", "merged: [{slug: grace-murray, reason: one}]"),),
            (story("one", "people: [Grace Murray]"),),
        ],
    )
    def test_a_redirect_from_somebodys_address(self, others: tuple[File, ...]) -> None:
        _, problems = build(person("ada-byron", "redirect_from: [grace-murray]"), *others)
        assert codes_of(problems) == ["bad-redirect"]

    def test_a_redirect_from_what_some_disks_take_for_somebodys_address(self) -> None:
        _, problems = build(person("ada-byron", "redirect_from: [Grace-Murray]"), person("grace-murray"))
        assert codes_of(problems) == ["bad-redirect"]

    @pytest.mark.parametrize("slug", ["ada-byron", "Ada-Byron", "index", "a:b"])
    def test_a_redirect_that_loops_or_can_be_no_address(self, slug: str) -> None:
        assert all_codes(person("ada-byron", f"redirect_from: ['{slug}']"))

    def test_redirects_of_two_profiles_to_each_other(self) -> None:
        _, problems = build(
            person("ada-byron", "redirect_from: [grace-murray]"), person("grace-murray", "redirect_from: [ada-byron]")
        )
        assert codes_of(problems) == ["bad-redirect", "bad-redirect"]


class TestMerges:
    def test_merged_slug_and_names_lead_to_the_one_that_stays(self) -> None:
        built = archive(
            person("ada-byron", "merged: [{slug: a-a-b, reason: one person}]"),
            person("a-a-b", "name: Countess Lovelace\naliases: [Enchantress]"),
            story("one", "people: [Countess Lovelace]"),
            story("two", "people: [Enchantress]"),
            story("three", "people: [a-a-b]"),
        )
        assert list(built.entities) == [ADA]
        assert built.stories_of[ADA] == ("one", "three", "two")
        assert built.redirects == {Ref("person", "a-a-b"): ADA}
        assert {"Countess Lovelace", "Enchantress"} < set(built.entities[ADA].names)

    def test_a_merged_name_that_only_stories_have(self) -> None:
        built = archive(
            person("durk-kingma", "merged: [{slug: d-p-kingma, reason: one person}]"),
            story("one", "people: [D. P. Kingma]"),
        )
        assert people_of(built, "one") == ["durk-kingma"]
        assert "D. P. Kingma" in built.entities[Ref("person", "durk-kingma")].names

    def test_a_chain_of_merges(self) -> None:
        built = archive(
            person("aa-one", "merged: [{slug: bb-two, reason: x}]"),
            person("bb-two", "merged: [{slug: cc-three, reason: x}]"),
            story("one", "people: [Cc Three]"),
        )
        assert people_of(built, "one") == ["aa-one"]
        assert set(built.redirects.values()) == {Ref("person", "aa-one")}

    def test_a_circle_of_merges(self) -> None:
        _, problems = build(
            person("aa-one", "merged: [{slug: bb-two, reason: x}]"),
            person("bb-two", "merged: [{slug: aa-one, reason: x}]"),
        )
        assert codes_of(problems) == ["merge-conflict"]

    def test_merged_by_two_or_denied(self) -> None:
        _, problems = build(
            person("aa-one", "merged: [{slug: cc-three, reason: x}]"),
            person("bb-two", "merged: [{slug: cc-three, reason: x}]"),
        )
        assert told(problems) == [("people/bb-two.md", 3, 17, "merge-conflict")]
        _, problems = build(
            person("aa-one", "merged: [{slug: cc-three, reason: x}]\nnot_same_as: [{slug: cc-three, reason: y}]")
        )
        assert codes_of(problems) == ["merge-conflict"]

    def test_merged_into_itself(self) -> None:
        assert "merged-into-itself" in all_codes(person("ada-byron", "merged: [{slug: ada-byron, reason: x}]"))


class TestRenamedCompanies:
    def test_one_company_under_its_newest_name(self) -> None:
        built = archive(
            story("one", "companies: [Orbital]", day="2030-01-01"),
            story("two", "companies: {Orbital: [{renamed: Zenith, date: 2031-02}]}"),
            story("three", "people: {Ada Byron: [{joined: Zenith}]}", day="2032-01-01"),
        )
        company_ = built.entities[ORBITAL]
        assert [ref for ref in built.entities if ref.kind == "company"] == [ORBITAL]
        assert company_.name == "Zenith"
        assert company_.names == ("Zenith", "Orbital")
        assert company_.redirects == ("zenith",)
        assert [(former.name, str(former.until)) for former in company_.former] == [("Orbital", "2031-02")]
        assert built.stories_of[ORBITAL] == ("one", "two", "three")

    def test_a_profile_has_the_last_word_on_name_and_address(self) -> None:
        renamed = story("two", "companies: {Orbital: [{renamed: Zenith, date: 2031-02}]}")
        built = archive(company("zenith"), renamed, story("one", "companies: [Orbital]"))
        assert [(ref.slug, entity.name) for ref, entity in built.entities.items()] == [("zenith", "Zenith")]
        assert built.redirects == {ORBITAL: Ref("company", "zenith")}
        built = archive(company("orbital"), renamed, story("one", "companies: [Zenith]"))
        assert [(ref.slug, entity.name) for ref, entity in built.entities.items()] == [("orbital", "Orbital")]

    def test_renamed_twice_and_back(self) -> None:
        built = archive(
            story("one", "companies: {Orbital: [{renamed: Zenith, date: 2030}]}"),
            story("two", "companies: {Zenith: [{renamed: Nadir, date: 2031}]}"),
            story("three", "companies: {Nadir: [{renamed: Orbital, date: 2032}]}", day="2032-01-01"),
        )
        assert [(ref.slug, entity.name) for ref, entity in built.entities.items()] == [("orbital", "Orbital")]
        assert built.entities[ORBITAL].redirects == ("nadir", "zenith")

    def test_reported_twice_is_one_former_name(self) -> None:
        front = "companies: {{Orbital: [{{renamed: Zenith, date: {}}}]}}"
        built = archive(story("one", front.format("2031")), story("two", front.format("2031-02-03")))
        assert [(former.name, str(former.until)) for former in built.entities[ORBITAL].former] == [
            ("Orbital", "2031-02-03")
        ]

    @pytest.mark.parametrize("status", ["rumoured", "denied", "retracted"])
    def test_a_renaming_that_does_not_count_renames_nobody(self, status: str) -> None:
        built = archive(
            story("one", f"companies: {{Orbital: [{{renamed: Zenith, status: {status}}}]}}"),
            story("two", "companies: [Zenith]"),
        )
        assert [entity.name for entity in built.entities.values()] == ["Orbital", "Zenith"]

    def test_renamed_to_a_company_with_a_profile_of_its_own(self) -> None:
        _, problems = build(
            company("orbital"), company("zenith"), story("one", "companies: {Orbital: [{renamed: Zenith}]}")
        )
        assert codes_of(problems) == ["renamed-to-another"]
