"""The search indexes: one bundle a period, the same bytes every time; names in files that stay small."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.pages.desk import Desk, StoryLine
from generator.publish.generated.folder import contents
from generator.publish.search import bundles, names, periods, service
from generator.publish.search.names import card, names_files, outside_in, terms
from generator.publish.search.periods import every_period, newest_of, period_of
from generator.publish.search.told import Teller, odd_labels
from tests.page_maker import desk
from tests.stories import File, person, story

STORIES = (
    story("first", "people: {Ada Byron: [{joined: Orbital}]}\ntopics: [hiring]", day="2030-01-02"),
    story("second", "people: {Ada Byron: [{left: Orbital}], Bob Oz: []}\ntopics: [hiring, money]", day="2031-03-04"),
    story("third", "people: {Bob Oz: [], Cy Ng: [], Di Li: []}\ntopics: [money]", day="2031-03-05"),
)


def index(folder: Path, *files: File) -> dict[str, bytes]:
    return {path: contents(made) for path, made in bundles.story_bundles(folder, desk(*files), "en")}


def named(made: Desk, periods: Sequence[str]) -> dict[str, bytes]:
    return dict(names_files([card(made, ref) for ref in made.archive.entities], periods))


def test_each_period_has_its_bundle_and_the_same_bytes_every_time(tmp_path: Path) -> None:
    one, other = index(tmp_path / "one", *STORIES), index(tmp_path / "other", *STORIES)
    assert one == other
    assert {path.split("/")[1] for path in one} == {"2030", "2031", "pagefind.js"}
    for year in ("2030", "2031"):
        entry = json.loads(one[f"pagefind/{year}/pagefind-entry.json"])
        assert entry["languages"]["en"]["page_count"] == {"2030": 1, "2031": 2}[year]
        assert f"pagefind/{year}/pagefind.{entry['languages']['en']['hash']}.pf_meta" in one
    assert not [path for path in one if "ui" in path.rsplit("/", 1)[1]]
    assert {path.split("/")[1] for path in one if "wasm" in path} == {"2031"}  # what all are searched by: once


def dated(*days: str) -> Desk:
    return desk(*(story(f"story-{place}", "people: {Ada Byron: []}", day=day) for place, day in enumerate(days)))


def test_a_year_of_many_stories_is_divided_by_them_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "MANY", 2)
    quiet = ("2029-01-01", "2029-12-31")
    by_quarter = ("2030-03-31", "2030-04-01", "2030-06-30", "2030-12-01")
    by_month = ("2031-07-01", "2031-08-01", "2031-08-31", "2031-09-01", "2031-09-02", "2031-09-03")
    made = dated(*quiet, *by_quarter, *by_month)
    assert [(each.name, len(each.lines)) for each in every_period(made)] == [
        ("2031-09", 3),
        ("2031-08", 2),
        ("2031-07", 1),
        ("2030-q4", 1),
        ("2030-q2", 2),
        ("2030-q1", 1),
        ("2029", 2),
    ]
    assert [period_of(made, slug).name for slug in ("story-0", "story-3", "story-11")] == ["2029", "2030-q2", "2031-09"]
    assert newest_of(period.name for period in every_period(made)[::-1]) == "2031-09"
    assert newest_of(["998", "2031-09", "2031-10"]) == "2031-10"
    assert [line.day.isoformat() for line in every_period(made)[0].lines] == ["2031-09-03", "2031-09-02", "2031-09-01"]


def test_an_edit_indexes_its_period_again_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = index(tmp_path, *STORIES)
    asked: list[str] = []

    def counting(told: Sequence[dict[str, Any]]) -> dict[str, bytes]:
        asked.append(told[0]["url"])
        return service.index(told)

    monkeypatch.setattr(bundles, "index", counting)
    assert index(tmp_path, *STORIES) == before
    assert asked == []
    edited = (*STORIES[:2], story("third", "people: {Bob Oz: []}", body="A zeppelin.", day="2031-03-05"))
    after = index(tmp_path, *edited)
    assert asked == ["stories/2031/second/"]
    assert {path: data for path, data in after.items() if "/2030/" in path} == {
        path: data for path, data in before.items() if "/2030/" in path
    }
    index(tmp_path, STORIES[0])
    assert {path.name for path in tmp_path.iterdir()} == {
        "2030",
        "2030.key",
        "2030.told",
    }  # nothing is left of a period that went


@pytest.mark.parametrize("harm", ["none", "not told", "told of another", "half"])
def test_of_an_edit_only_its_stories_are_told_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str) -> None:
    index(tmp_path, *STORIES)
    edited = (*STORIES[:2], story("third", "people: {Bob Oz: []}", body="A zeppelin.", day="2031-03-05"))
    told = tmp_path / "2031.told"
    match harm:
        case "not told":
            told.unlink()
        case "told of another":
            told.write_text(told.read_text().replace('["', '["0', 1))
        case "half":
            told.write_text(told.read_text()[:-9])
    made = desk(*edited)
    asked: list[str] = []
    record = Teller.record

    def counting(teller: Teller, line: StoryLine) -> Mapping[str, Any]:
        asked.append(line.ref.slug)
        return record(teller, line)

    monkeypatch.setattr(Teller, "record", counting)
    teller = Teller(made, "en", odd_labels(made))
    found = dict(bundles.changed_bundle(tmp_path, teller, period_of(made, "third"), {"third"}))
    assert asked == (["third"] if harm == "none" else ["second", "third"])
    monkeypatch.undo()
    whole = index(tmp_path / "other", *edited)
    assert {path: contents(each) for path, each in found.items()} == {
        path: data for path, data in whole.items() if "/2031/" in path
    }
    assert (tmp_path / "2031.told").read_bytes() == (tmp_path / "other/2031.told").read_bytes()
    assert index(tmp_path, *edited) == whole


def test_a_half_made_bundle_is_made_again(tmp_path: Path) -> None:
    before = index(tmp_path, *STORIES)
    (tmp_path / "2031.key").unlink()
    (tmp_path / "2031" / "pagefind-entry.json").write_text("half")
    assert index(tmp_path, *STORIES) == before


def test_a_record_says_what_filters_ask() -> None:
    made = desk(*STORIES, person("bob-oz", "name: Bob Oz"))
    (line,) = every_period(made)[-1].lines
    record = Teller(made, "en-GB", odd_labels(made)).record(line)
    assert record["url"] == "stories/2030/first/"
    assert record["language"] == "en"
    assert record["filters"] == {"company": ["Orbital"], "person": ["Ada Byron"], "topic": ["hiring"]}
    assert record["meta"]["date"] == "2030-01-02"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Before [[ada-byron|the engineer]] left.", "Before the engineer left."),
        ("| Who | Left |\n| --- | :-: |\n| [[ada-byron|Ada]] | -5 |\n| Bob | `a` |", "Who Left Ada -5 Bob a"),
        ("Who | Left\n--- | ---\nAda | 2030", "Who Left Ada 2030"),
        ("Either this | or that.", "Either this | or that."),
        (
            "Either | or.\n\nWho | Left\n--- | ---\nAda | 2030\n\nEither | or",
            "Either | or. Who Left Ada 2030 Either | or",
        ),
        ("- Here\n\n    ```python\n    | a | *b* |\n    |---|-----|\n    ```", "Here | a | *b* | |---|-----|"),
        ("So:\n\n    [[not a link|x]] | _y_\n\nEnd [[ada-byron|w]]", "So: [[not a link|x]] | _y_ End w"),
        ('!!! note "A note"\n\n    Words of *it*.\n\n    - [ ] one', "A note Words of it. one"),
        ("> ```\n> a *b*\n> ```\n> c", "a *b* c"),
        ("<style>\n\n.a {}\n\n</style>\n\nText", "Text"),
    ],
)
def test_a_record_has_the_words_that_a_reader_sees(text: str, words: str) -> None:
    made = desk(story("first", "people: {Ada Byron: []}", day="2030-01-02", title="Gone", body=text))
    ((line,),) = (period.lines for period in every_period(made))
    assert Teller(made, "en", odd_labels(made)).record(line)["content"] == f"Gone. {words.rstrip('.')}"


def told(files: dict[str, bytes], path: str) -> list[list[object]]:
    found = json.loads(files[path])
    assert isinstance(found, list)
    return found


def test_names_of_a_small_archive_are_one_file() -> None:
    made = desk(*STORIES, person("ada-byron", "name: Ada Byron\naliases: [Countess]\nweak_aliases: [Lady A]"))
    files = named(made, ("2031", "2030"))
    assert json.loads(files["search/index.json"]) == {
        "periods": ["2031", "2030"],
        "first": [""],
        "last": [],
        "ends": [],
    }
    ada = next(each for each in told(files, "search/first-.json") if each[0] == "Ada Byron")
    assert ada[1] == "people/ada-byron/"
    assert ada[3:] == [2, ["Countess", "Lady A"]]


def test_large_files_of_names_are_split_and_everybody_stays_findable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "LIMIT", 300)
    monkeypatch.setattr(names, "TOP", 2)
    people = [f"{first} {last}" for first in ("Anna", "Anton", "Bert", "Bo") for last in ("Anders", "Berg", "Carls")]
    front = "people:\n" + "\n".join(f"  {name}: []" for name in people)
    files = named(desk(story("all", front)), ("2031",))
    keys = json.loads(files["search/index.json"])
    assert len(keys["first"]) > 3
    assert keys["last"]
    for path, data in files.items():
        assert len(data) < 2 * 300 or path.endswith("index.json"), path
    for name in people:
        whole = terms(name)[-1]
        for tree, term in (("first", whole), ("last", whole[::-1])):
            key = next(term[:length] for length in range(len(term), -1, -1) if term[:length] in keys[tree])
            assert name in [each[0] for each in told(files, f"search/{tree}-{key.encode().hex()}.json")]


@pytest.mark.parametrize("name", ["Gafel", "Gafe"])
def test_a_short_name_with_any_one_letter_wrong_is_found_however_many_are_like_it(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(names, "LIMIT", 450)  # every name shares its first three letters, and its last, with others
    monkeypatch.setattr(names, "TOP", 0)
    size = len(name)
    people = sorted(
        {f"{a}{b}{c}{d}{e}"[:size] for a in "GK" for b in "ae" for c in "dfklmt" for d in "eo" for e in "ln"}
    )
    profiles = [person(each.lower(), f"name: {each}") for each in people]  # or they would be slips of each other
    files = named(desk(story("all", f"people: [{name}]"), *profiles), ("2031",))
    keys = json.loads(files["search/index.json"])
    order: dict[str, Callable[[str], str]] = {
        "first": lambda term: term,
        "last": lambda term: term[::-1],
        "ends": outside_in,
    }

    def found(query: str) -> Iterator[object]:
        for tree, letters in order.items():
            term = letters(query)
            key = next(term[:length] for length in range(len(term), -1, -1) if term[:length] in keys[tree])
            yield from (each[0] for each in told(files, f"search/{tree}-{key.encode().hex()}.json"))

    assert keys["last"]
    for place in range(size):
        for letter in "gkaedflmtox":
            query = f"{name.lower()[:place]}{letter}{name.lower()[place + 1 :]}"
            assert name in found(query), query


def test_a_word_from_both_ends_to_the_middle() -> None:
    assert [outside_in(word) for word in ("", "a", "ab", "gafel", "kingma")] == ["", "a", "ab", "glaef", "kaimng"]


def test_terms_are_words_and_all_of_them_run_together() -> None:
    assert terms("Zoë O'Neill") == ("zoe", "o", "neill", "zoeoneill")
    assert terms("李 明") == ("李", "明", "李明")
    assert terms("!!!") == ()
