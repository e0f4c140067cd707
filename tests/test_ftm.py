"""The FollowTheMoney export, read by the library that it is for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.archive.index import build_archive
from generator.archive.model import Ref
from generator.archive.reasoning import Reasoning, reason
from generator.publish.config.site import Site
from generator.publish.data.ftm import ftm_lines
from generator.publish.data.ftm_values import identity, is_lei, prefix, web
from generator.read.walk import read_content
from generator.values.dates import parse_date
from tests.export_archive import SITE, everything
from tests.stories import TODAY, archive, person, read, story

Entities = Mapping[str, Mapping[str, Any]]


def exported(reasoning: Reasoning, site: Site = SITE) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ftm_lines(reasoning, site)]


def held(found: list[dict[str, Any]], schema: str) -> list[dict[str, list[str]]]:
    return [each["properties"] for each in found if each["schema"] == schema]


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    return exported(everything())


def check(found: list[dict[str, Any]]) -> None:
    """Every line is an entity that the library takes as it is, and every id leads somewhere of the right kind."""
    model = pytest.importorskip("followthemoney").model
    schemas = {each["id"]: model.get(each["schema"]) for each in found}
    assert len(schemas) == len(found), "ids are unique"
    for each in found:
        schema = schemas[each["id"]]
        assert schema is not None
        assert not schema.abstract
        schema.validate(each)
        proxy = model.get_proxy(each)
        kept = {name: sorted(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept == {name: sorted(values) for name, values in each["properties"].items()}, "nothing is dropped"
        assert all(each["properties"].get(name) for name in schema.required)
        for name, values in each["properties"].items():
            property_ = schema.get(name)
            for value in values:
                assert property_.type.clean(value, format=property_.format) == value, (name, value)
                if property_.type.name == "entity":
                    assert schemas[value].is_a(property_.range), (name, value)


def test_the_library_takes_every_line(found: list[dict[str, Any]]) -> None:
    check(found)


def test_the_sample_too(sample: Path) -> None:
    content, _ = read_content(sample, shown="content")
    made = exported(reason(build_archive(content, until=TODAY)[0]))
    check(made)
    assert {"Person", "Company", "Article", "Employment", "Membership", "Ownership", "Succession", "Family"} <= {
        each["schema"] for each in made
    }


def test_people_and_companies(found: list[dict[str, Any]]) -> None:
    entities = {each["id"]: each["properties"] for each in found}
    ada = entities["person-ada-byron"]
    assert ada["alias"] == ["A. A. Byron"]
    assert ada["previousName"] == ["Ada Milbanke"]
    assert ada["weakAlias"] == ["Byron"]
    assert ada["wikidataId"] == ["Q7259"]
    assert ada["sourceUrl"] == ["https://example.org/archive/people/ada-byron/"]
    orbital = entities["company-orbital"]
    assert orbital["leiCode"] == ["5493001KJTIIGC8Y1R12"]
    assert orbital["opencorporatesUrl"] == ["https://opencorporates.com/companies/us_de/1234"]
    assert orbital["classification"] == ["launch company"]
    assert entities["company-perigee"]["incorporationDate"] == ["2020"]
    assert entities["company-perigee"]["previousName"] == ["Perigee"]


def test_posts_have_their_dates_and_sources(found: list[dict[str, Any]]) -> None:
    [post] = [each for each in held(found, "Employment") if each.get("role") == ["head of guidance"]]
    assert {"story-orbital-is-founded", "story-byron-leaves"} == {*post["proof"]}, "one role in two spellings"
    assert post["employee"] == ["person-ada-byron"]
    assert post["employer"] == ["company-orbital"]
    assert post["endDate"] == ["2031-02"]
    assert "https://example.org/archive/stories/2024/orbital-is-founded/" in post["sourceUrl"]
    [seat] = held(found, "Directorship")
    assert seat["role"] == ["board member"]
    assert "startDate" not in seat, "a decade is no prefix"
    assert any("201X" in words for words in seat["description"])


def test_founders_are_members(found: list[dict[str, Any]]) -> None:
    members = {(each["member"][0], each["organization"][0]) for each in held(found, "Membership")}
    assert ("person-ben-hull", "company-orbital") in members
    assert ("person-dora-marsh", "company-perigee") in members


def test_ownership_succession_and_family(found: list[dict[str, Any]]) -> None:
    ties = {(each["owner"][0], each["asset"][0], each["role"][0]) for each in held(found, "Ownership")}
    assert ties == {
        ("company-orbital", "company-perigee", "parent company"),
        ("company-perigee", "company-kite-works", "owner"),
        ("company-thrift-capital", "company-orbital", "investor"),
        ("person-ben-hull", "company-orbital", "investor"),
    }
    [succession] = held(found, "Succession")
    assert (succession["predecessor"], succession["successor"]) == (["company-kite-works"], ["company-perigee"])
    [family] = held(found, "Family")
    assert (family["person"], family["relative"]) == (["person-ada-byron"], ["person-grace-byron"])
    [associate] = held(found, "Associate")
    assert associate["startDate"] == ["2020"]


def test_the_sources_of_a_fact_are_its_source_addresses(found: list[dict[str, Any]]) -> None:
    [founder] = [each for each in held(found, "Employment") if "https://example.org/1?a=1&b=2" in each["sourceUrl"]]
    assert founder["employee"] == ["person-ada-byron"]


def test_rumours_are_no_entities(found: list[dict[str, Any]]) -> None:
    assert not any("2026" in each.get("endDate", []) for each in held(found, "Membership"))


def test_ids_stay_when_stories_are_added() -> None:
    first = story("one", "people: {Ada Byron: [{joined: Orbital, date: 2030}, {related: Ben Hull, as: spouse}]}")
    more = story("two", "people: {Ada Byron: [{joined: Orbital, date: 2030-02}]}", day="2031-05-01")
    before, after = (exported(reason(archive(*files))) for files in ((first,), (first, more)))
    assert {each["id"] for each in before} < {each["id"] for each in after}


def test_without_an_address_nothing_is_linked() -> None:
    made = exported(everything(), replace(SITE, url=""))
    check(made)
    assert not [each for each in held(made, "Article") if "sourceUrl" in each]


def test_odd_names_and_addresses() -> None:
    odd = story(
        "odd",
        """
        sources: {a: {title: A, url: "https://exa mple.org"}}
        people:
          "Ada <b>*_[x]_*</b> & Co": [{joined: "C++ | {x}", source: a}]
          "Ælfric Ðórr": [{left: "C++ | {x}"}]
        """,
        title="x" * 2000,
    )
    content, _ = read(odd, person("лев", "name: Лев\nidentifiers: {wikidata: nonsense}"))
    made = exported(reason(build_archive(content, until=TODAY)[0]))
    check(made)
    assert not [each for each in held(made, "Person") if "wikidataId" in each]


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2018", "2018"),
        ("2018~", "2018"),
        ("2018-05", "2018-05"),
        ("2018-05-02", "2018-05-02"),
        ("2018-21", "2018"),
        ("201X", ""),
        ("0999", ""),
        ("2018-24", ""),
    ],
)
def test_prefixes(written: str, says: str) -> None:
    assert prefix(parse_date(written).start) == says


def test_values() -> None:
    assert is_lei("5493001KJTIIGC8Y1R12")
    assert not is_lei("5493001KJTIIGC8Y1R13")
    assert not is_lei("5493001kjtiigc8y1r12")
    assert web("https://example.org") == "https://example.org/"
    assert (
        web("javascript:alert(1)") == web("https://example.org:x/") == web("//example.org") == web("https://a b/") == ""
    )
    assert identity(Ref("person", "ada-byron")) == "person-ada-byron"
    assert identity(Ref("person", "лев")).startswith("person-")
    assert identity(Ref("person", "лев")).isascii()


def test_an_article_mentions_everybody_whom_its_front_matter_names() -> None:
    told = reason(archive(story("one", "people: {Ada Byron: [{left: Orbital, to: Perigee}, {related: Ben Hull}]}")))
    (article,) = held(exported(told), "Article")
    assert article["peopleMentioned"] == ["Ada Byron", "Ben Hull"]
    assert article["companiesMentioned"] == ["Orbital", "Perigee"]
