"""One value at a time: what each type of field takes, and what it says to the rest."""

from __future__ import annotations

import pytest

from generator.problems import Position
from generator.read.fields import FieldReader
from generator.read.model import Name
from generator.read.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.read.report import Report
from generator.read.schema import Field, FieldType, Many, Shape


def scalar(text: str, *, plain: bool = True) -> ScalarNode:
    return ScalarNode(text, 3, 7, plain)


def field(kind: FieldType, *, many: Many = "one", required: bool = False, choices: tuple[str, ...] = ()) -> Field:
    return Field("key", kind, "something", "an example", required=required, many=many, choices=choices)


def read(node: Node, kind: Field) -> tuple[object, list[str]]:
    report = Report("x.md")
    found = FieldReader(report, ("post",)).value(node, kind)
    assert all((each.line, each.column) == (3, 7) for each in report.problems)
    return found, [each.code for each in report.problems]


def message(node: Node, kind: Field) -> str:
    report = Report("x.md")
    FieldReader(report, ("post",)).value(node, kind)
    return report.problems[0].message


class TestText:
    @pytest.mark.parametrize("text", ["NO", "12:30:45", "1.10", "010", "on", "true", ".inf"])
    def test_is_kept(self, text: str) -> None:
        assert read(scalar(text), field("text")) == (text, [])

    def test_stands_on_one_line(self) -> None:
        assert read(scalar("a\n b\t c\n", plain=False), field("text")) == ("a b c", [])
        assert read(scalar("« a »"), field("text")) == ("« a »", [])

    def test_may_be_nothing_where_it_may_be_left_out(self) -> None:
        assert read(scalar(""), field("text")) == (None, [])
        assert read(scalar("", plain=False), field("text")) == (None, [])
        assert read(scalar(""), field("text", required=True)) == (None, ["empty-value"])
        assert read(scalar(" \n", plain=False), field("text", required=True)) == (None, ["empty-value"])


class TestMany:
    two = SequenceNode((scalar("a"), scalar("b")), 3, 7)

    def test_one(self) -> None:
        assert read(scalar("a"), field("text")) == ("a", [])
        assert read(self.two, field("text")) == (None, ["wrong-type"])

    def test_a_list(self) -> None:
        assert read(self.two, field("text", many="list")) == (("a", "b"), [])
        assert read(scalar("a"), field("text", many="list")) == (None, ["wrong-type"])
        assert read(scalar(""), field("text", many="list")) == (None, [])

    def test_one_or_a_list(self) -> None:
        assert read(self.two, field("text", many="one or list")) == (("a", "b"), [])
        assert read(scalar("a"), field("text", many="one or list")) == (("a",), [])
        assert read(MappingNode((), 3, 7), field("text", many="one or list")) == (None, ["wrong-type"])

    def test_a_wrong_item_does_not_spoil_the_others(self) -> None:
        items = SequenceNode((scalar("2031"), scalar("never"), scalar(""), self.two, scalar("2032")), 3, 7)
        found, codes = read(items, field("date", many="list"))
        assert [str(each) for each in found] == ["2031", "2032"]  # type: ignore[attr-defined]
        assert codes == ["bad-date", "empty-value", "wrong-type"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("1,200", 1200), ("1_200_000", 1_200_000), (" 7 ", 7), ("007", 7)],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert read(scalar(text), field("number")) == (number, [])


@pytest.mark.parametrize("text", ["-1", "+1", "1.0", "1e3", "three", "0x10", "1,20", "٣", "9" * 5_000, "1 200"])
def test_other_numbers(text: str) -> None:
    assert read(scalar(text), field("number")) == (None, ["bad-number"])


@pytest.mark.parametrize(("text", "answer"), [("yes", True), ("true", True), ("No", False), ("FALSE", False)])
def test_yes_and_no(text: str, answer: bool) -> None:
    assert read(scalar(text), field("yes-no")) == (answer, [])
    assert read(scalar(text, plain=False), field("yes-no")) == (None, ["bad-yes-no"])
    assert "without quotes" in message(scalar(text, plain=False), field("yes-no"))


@pytest.mark.parametrize("text", ["on", "off", "y", "1", "0", "maybe", "~"])
def test_neither_yes_nor_no(text: str) -> None:
    assert read(scalar(text), field("yes-no")) == (None, ["bad-yes-no"])


def test_choices() -> None:
    kind = field("choice", choices=("confirmed", "reported"))
    assert read(scalar("Confirmed "), kind) == ("confirmed", [])
    assert read(scalar("confirmd"), kind) == (None, ["bad-choice"])
    assert 'did you mean "confirmed"?' in message(scalar("confirmd"), kind)
    assert "it takes confirmed, reported" in message(scalar("xyzzy"), kind)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:80/a/b?c=d&e#f",
        "HTTPS://EXAMPLE.ORG/é",
        "https://en.wikipedia.org/wiki/A_(b)",
    ],
)
def test_web_addresses(url: str) -> None:
    assert read(scalar(url), field("url")) == (url, [])


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "//example.org",
        "/a",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "https://",
        "https:///a",
        "https://a b",
        'https://a/"onclick="x',
        "https://a/<b>",
        "ftp://example.org/",
        "mailto:a@b.c",
        "https://" + "a" * 5_000,
    ],
)
def test_other_addresses_are_dropped_with_a_warning(url: str) -> None:
    assert read(scalar(url), field("url")) == (None, ["bad-url"])


@pytest.mark.parametrize("kind", ["text", "name"])
def test_links_are_warned_of_where_none_are_made(kind: FieldType) -> None:
    for text in ("Of [[Ada Byron]]", "[[people/ada|Ada]] left"):
        value, codes = read(scalar(text, plain=False), field(kind))
        assert value in (text, Name(text, Position(3, 7)))
        assert codes == ["link-in-front-matter"]
    assert read(scalar("[[]] and a [[ alone"), field(kind))[1] == []


def test_names() -> None:
    assert read(scalar("Ada  Byron"), field("name")) == (Name("Ada Byron", Position(3, 7)), [])
    assert read(scalar("*_[]<>|{:&"), field("name"))[1] == []
    assert read(scalar(" ", plain=False), field("name")) == (None, ["bad-name"])


@pytest.mark.parametrize("slug", ["ada-byron", "a", "Ada", "zoë", "c"])
def test_slugs(slug: str) -> None:
    assert read(scalar(slug), field("slug")) == (slug, [])


@pytest.mark.parametrize("slug", ["../x", "a/b", "2030/a", "index", "aux", "a?", "a.", "x" * 201, "a b"])
def test_what_is_no_slug(slug: str) -> None:
    found, codes = read(scalar(slug), field("slug"))
    assert found is None
    assert set(codes) == {"bad-slug"}


def test_an_older_slug_may_have_its_year() -> None:
    assert read(scalar("2030/a"), field("old-slug")) == ("2030/a", [])
    assert read(scalar("2030/../a"), field("old-slug"))[1] == ["bad-slug"]


@pytest.mark.parametrize("path", ["pad.jpg", "2031/pad 39.jpg"])
def test_picture_paths(path: str) -> None:
    assert read(scalar(path), field("picture")) == (path, [])


@pytest.mark.parametrize(
    "path", ["../pad.jpg", "/pad.jpg", "a//b.jpg", "a\\b.jpg", "https://a/b.jpg", "a/./b", ".git/a.jpg", "a/"]
)
def test_other_picture_paths(path: str) -> None:
    assert read(scalar(path), field("picture")) == (None, ["missing-picture"])


def test_sources() -> None:
    kind = field("source", many="one or list")
    assert read(scalar("post"), kind) == (("post",), [])
    assert read(SequenceNode((scalar("post"), scalar("pots")), 3, 7), kind) == (("post",), ["unknown-source"])
    report = Report("x.md")
    assert FieldReader(report).value(scalar("pots"), kind) == ("pots",)  # where the sources themselves can't be read
    assert report.problems == ()


def test_mappings() -> None:
    kind = Field(
        "key", "mapping", "", "", shape=Shape("a thing", (field("text", required=True), Field("to", "date", "", "")))
    )
    whole = MappingNode(((scalar("key"), scalar("a")), (scalar("to"), scalar("2031"))), 3, 7)
    assert read(whole, kind)[1] == []
    slips = MappingNode(((scalar("kee"), scalar("a")), (scalar("tooo"), scalar("2031"))), 3, 7)
    assert sorted(read(slips, kind)[1]) == ["missing-key", "unknown-key", "unknown-key"]
    assert read(scalar("a"), kind) == (None, ["wrong-type"])


def test_anything_is_kept_as_canonical_json() -> None:
    node = MappingNode(
        ((scalar("b"), SequenceNode((scalar("1"), scalar("é")), 3, 7)), (scalar("a"), scalar("no"))), 3, 7
    )
    assert read(node, field("anything")) == ('{"a":"no","b":["1","é"]}', [])
    assert read(scalar("a"), field("anything")) == (None, ["wrong-type"])
