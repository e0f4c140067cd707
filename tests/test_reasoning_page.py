"""docs/reasoning.md is true: each of its examples is built, each of its questions is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from generator.archive.model import Ref
from generator.archive.reasoning import Reasoning, reason
from generator.values.names import slug_of
from tests.stories import TODAY, File, archive, story

TEXT = (Path(__file__).resolve().parent.parent / "docs" / "reasoning.md").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Example:
    """What stands under one heading: files, and questions with their answers."""

    heading: str
    files: tuple[File, ...]
    questions: tuple[tuple[str, str], ...]


def examples(text: str) -> Iterator[Example]:
    for part in re.split(r"^#+ ", text, flags=re.M)[1:]:
        files = tuple(
            file_of(*block) for block in re.findall(r'^```yaml title="([^"]+)"\n(.*?)^```$', part, re.M | re.S)
        )
        rows = [
            tuple(cell.strip() for cell in row.strip("|").split("|")) for row in re.findall(r"^\|.*\|$", part, re.M)
        ]
        if files or rows:
            assert rows[:2] == [("asked", "answer"), ("---", "---")]
            yield Example(part.splitlines()[0], files, tuple((row[0], row[1]) for row in rows[2:]))


def file_of(title: str, front: str) -> File:
    """``NAME, DAY`` is a story, ``people/NAME`` a profile."""
    name, _, day = title.partition(", ")
    return story(name, front, day=day) if day else File(f"{name}.md", f"---\n{front}---\n")


def person(name: str) -> Ref:
    return Ref("person", slug_of(name))


def company(name: str) -> Ref:
    return Ref("company", slug_of(name))


def span(lowest: int, highest: int) -> str:
    return str(lowest) if lowest == highest else f"between {lowest} and {highest}"


def was_at(known: Reasoning, name: str, where: str, day: str) -> str:
    return known.presence(person(name), company(where), date.fromisoformat(day)).there


def how_many(known: Reasoning, where: str, day: str) -> str:
    count = known.people_on(company(where), date.fromisoformat(day))
    return span(count.lowest, count.highest)


def how_many_founders(known: Reasoning, where: str, day: str) -> str:
    count = known.people_on(company(where), date.fromisoformat(day), founders=True)
    return span(count.lowest, count.highest)


def which_moves(known: Reasoning) -> str:
    names = {ref: entity.name for ref, entity in known.archive.entities.items()}
    return "; ".join(
        f"{names[move.person]}: {names.get(move.origin, '?') if move.origin else '?'} → "
        f"{names.get(move.destination, '?') if move.destination else '?'}"
        for move in known.moves
    )


def what_does(known: Reasoning, kind: str, slug: str) -> str:
    facts = known.archive.facts
    return ", ".join(known.lives[fact].what for fact in known.archive.stories[slug].facts if facts[fact].kind == kind)


def what_is_disputed(known: Reasoning) -> str:
    names = {ref: entity.name for ref, entity in known.archive.entities.items()}
    told = (f"{names[each.subject]}, {each.fact}: {' or '.join(each.values)}" for each in known.disputes)
    return "; ".join(told) or "nothing"


def what_of_the_claim(known: Reasoning, slug: str) -> str:
    checks = (known.checks[claim] for claim in known.archive.stories[slug].claims)
    return "; ".join(f"{check.verdict}, {span(check.lowest, check.highest)}" for check in checks)


QUESTIONS: Mapping[str, Callable[..., str]] = {
    r"Was (.+) at (.+) on (\S+)\?": was_at,
    r"How many people were at (.+) on (\S+)\?": how_many,
    r"How many founders of (.+) were there on (\S+)\?": how_many_founders,
    r"Which moves are there\?": which_moves,
    r"What does `(\w+)` do in (\S+)\?": what_does,
    r"What is disputed\?": what_is_disputed,
    r"What of the claim in (\S+)\?": what_of_the_claim,
}
KNOWN = re.compile(r", by what was known on (\S+)\?$")


def ask(example: Example, question: str) -> str:
    then = KNOWN.search(question)
    known = reason(archive(*example.files, until=date.fromisoformat(then[1]) if then else TODAY))
    plain = KNOWN.sub("?", question)
    for pattern, answer in QUESTIONS.items():
        found = re.fullmatch(pattern, plain)
        if found:
            return answer(known, *found.groups())
    raise AssertionError(f"a question that this test cannot ask: {question}")


@pytest.mark.parametrize("example", list(examples(TEXT)), ids=lambda example: example.heading)
def test_an_example_says_what_the_archive_says(example: Example) -> None:
    assert example.questions
    assert [(question, ask(example, question)) for question, _ in example.questions] == list(example.questions)


def test_the_page_has_its_examples() -> None:
    assert sum(len(example.questions) for example in examples(TEXT)) > 40


def test_a_wrong_answer_would_be_seen() -> None:
    [example] = examples(
        '# Wrong\n```yaml title="a, 2031-03-04"\npeople: {Ada Byron: [{left: Orbital, date: 2030}]}\n```\n'
        "| asked | answer |\n| --- | --- |\n| Was Ada Byron at Orbital on 2031-03-04? | yes |\n"
    )
    assert ask(example, example.questions[0][0]) == "no longer"
