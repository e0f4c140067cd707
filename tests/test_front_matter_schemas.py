"""The JSON Schemas of front matter agree with what reads it: what the archive accepts they never refuse."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.codes import CODES
from generator.publish.data.front_matter import DIALECT, FILES, for_an_editor, front_matter_schemas
from generator.read.profiles import read_profile
from generator.read.schema import FACT_KINDS, PROFILES, STORY, Field, Shape
from generator.read.stories import read_story
from tests.problem_examples import STORY as EXAMPLE
from tests.problem_examples import example
from tests.sample import PATHS

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = front_matter_schemas("https://archive.example.org/")
CHECKERS = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
FOLDERS = {"stories": "story", "people": "person", "companies": "company", "topics": "topic"}


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as the readers of editors have it: no dates, no yes and no."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}  # type: ignore[misc]


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))
# Python's own int() reads 010 as ten too, as YAML 1.2 does; YAML 1.1's constructor would say eight.
Core.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))


def faults(data: bytes, kind: str) -> list[str]:
    """What the schema says of a file's front matter."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    front = re.split(r"\n---(?:\n|$)", text)[0].removeprefix("---\n")
    value: Any = yaml.load(front, Loader=Core)
    return [error.message for error in CHECKERS[f"{kind}.schema.json"].iter_errors(value)]


def accepted(data: bytes, kind: str) -> bool:
    """Whether the file alone has no problem at all."""
    if kind == "story":
        return not read_story(data, "stories/x.md", "content")[1]
    return not read_profile(data, f"{kind}/x.md", "content", kind)[1]  # type: ignore[arg-type]


def story(front: str) -> bytes:
    return f"---\ntitle: An example\ndate: 2031-03-04\n{front}---\n".encode()


@pytest.mark.parametrize("name", FILES)
def test_they_are_schemas_of_their_draft(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["$id"] == f"https://archive.example.org/data/{name}"
    assert "$id" not in front_matter_schemas()[name]


def test_those_of_the_editor_are_up_to_date() -> None:
    for name, text in for_an_editor().items():
        assert (ROOT / ".vscode" / name).read_text(encoding="utf-8") == text, "make docs"
    settings = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert "unifiedjs.vscode-remark" in settings["recommendations"]
    config = yaml.safe_load((ROOT / ".remarkrc.yml").read_text(encoding="utf-8"))
    [_, [rule, options]] = config["plugins"]
    assert rule == "remark-lint-frontmatter-schema"
    assert {Path(path).name for path in options["schemas"]} == set(FILES)
    assert all((ROOT / path).is_file() for path in options["schemas"])


def test_every_key_is_in_them() -> None:
    found = SCHEMAS["story.schema.json"]
    assert list(found["properties"]) == [field.name for field in STORY.fields]  # type: ignore[call-overload]
    definitions: Any = found["$defs"]
    assert set(definitions) == {*FACT_KINDS, "person-fact", "company-fact"}
    for kind in FACT_KINDS.values():
        assert set(definitions[kind.name]["properties"]) == set(kind.shape.table)
    for entity, shape in PROFILES.items():
        assert set(SCHEMAS[f"{entity}.schema.json"]["properties"]) == set(shape.table)  # type: ignore[call-overload]


@pytest.mark.parametrize("path", PATHS)
def test_the_sample_is_accepted(sample: Path, path: str) -> None:
    assert faults((sample / path).read_bytes(), FOLDERS[path.partition("/")[0]]) == []


def examples(shape: Shape, kind: str) -> list[tuple[str, Field]]:
    return [(kind, field) for field in shape.fields]


@pytest.mark.parametrize(
    ("kind", "field"),
    [*examples(STORY, "story"), *(each for kind, shape in PROFILES.items() for each in examples(shape, kind))],
)
def test_the_example_of_every_key_is_accepted(kind: str, field: Field) -> None:
    head = "title: x\ndate: 2031\n" if kind == "story" else "name: x\n"
    lines = [line for line in head.splitlines() if not line.startswith(f"{field.name}:")]
    front = "\n".join([*lines, f"{field.name}: {field.example}", "---", ""])
    front = front.replace("date: 2031\n", "date: 2031-03-04\n")
    assert faults(f"---\n{front}".encode(), kind) == []


REFUSED_TOO = (
    "unknown-key", "missing-key", "empty-value", "wrong-type", "unknown-fact", "misplaced-fact", "bad-date",
    "bad-money", "bad-number", "bad-choice", "bad-url", "bad-identifier",
)  # fmt: skip


@pytest.mark.parametrize("code", REFUSED_TOO)
def test_what_a_schema_can_tell_it_refuses(code: str) -> None:
    both = example(CODES[code])
    path = EXAMPLE if EXAMPLE in both.wrong else next(path for path in both.wrong if path.endswith(".md"))
    kind = FOLDERS[path.partition("/")[0]]
    assert faults(both.wrong[path], kind)
    assert faults(both.right[path], kind) == []


@pytest.mark.parametrize("code", sorted(set(CODES)))
def test_the_right_examples_are_accepted(code: str) -> None:
    for path, data in example(CODES[code]).right.items():
        kind = FOLDERS.get(path.partition("/")[0])
        if kind and path.endswith(".md") and data.startswith(b"---\n"):
            assert faults(data, kind) == [], path


SIDES = st.sampled_from(
    ["2031", "2031-02", "2031-02-03", "203X", "20XX", "2031-XX", "2031-21", "2031-02-30", "", "..", "31"]
)
DATES = st.builds(
    lambda one, mark, slash, other: f"{one}{mark}{slash}{other if slash else ''}",
    SIDES, st.sampled_from(["", "~", "?", "%"]), st.sampled_from(["", "/"]), SIDES,
)  # fmt: skip
TIMES = st.from_regex(
    r"\A20[0-3][0-9]-0[1-9]-[012][0-9]([Tt ][0-2][0-9]:[0-5][0-9](:[0-5][0-9])?([Zz]|[+-]0[0-9]:?00)?)?\Z"
)
MONEY = st.builds(
    lambda left, amount, word, right: f"{left}{amount} {word}{right}".strip(),
    st.sampled_from(["", "EUR ", "$"]),
    st.sampled_from(["6", "6.6", "1_500_000", "1,500,000", "-3", "inf", "six"]),
    st.sampled_from(["", "billion ", "bn ", "k "]),
    st.sampled_from(["", "USD", "gbp", "dollars"]),
)
NUMBERS = st.sampled_from(["3", "0", "1,200", "1_200", "-3", "3.0", "three", "007", "9999999999"])
WORDS = st.sampled_from(
    ["confirmed", "Reported", "DENIED", "retracted", "maybe", "yes", "no", "True", "off", "2031", "~"]
)


@given(date_=DATES, time=TIMES, money=MONEY, number=NUMBERS, word=WORDS, yes=WORDS)
def test_whatever_the_archive_accepts_they_accept(  # noqa: PLR0917 - hypothesis gives them by name
    date_: str, time: str, money: str, number: str, word: str, yes: str
) -> None:
    parts = (
        f"people:\n  Ada Byron:\n    - {{joined: Perigee, date: '{date_}'}}}}\n",
        f"updated: {time}\n",
        f"companies:\n  Orbital:\n    - {{raised: '{money}'}}\n",
        f"claims:\n  - {{count: founders, company: Orbital, is: {number}}}\n",
        f"people:\n  Ada Byron:\n    - {{left: Orbital, status: {word}}}\n",
        f"draft: {yes}\n",
    )
    for part in parts:
        data = story(part).replace(b"date: 2031-03-04\n", f"date: {date(2000, 1, 1)}\n".encode())
        if accepted(data, "story"):
            assert faults(data, "story") == [], part
