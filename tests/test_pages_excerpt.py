"""The sentence that names somebody, in the words that a reader sees."""

from __future__ import annotations

import pytest

from generator.archive.model import Ref
from generator.pages.excerpt import LONGEST, opening, plain, sentence_naming
from tests.page_maker import desk
from tests.stories import story

ADA = Ref("person", "ada-byron")


def naming(body: str) -> str:
    made = desk(story("one", "people: [Ada Byron]\ncompanies: [Orbital]", body=body))
    return sentence_naming(made.archive.texts["one"], made.archive.stories["one"].links, made.archive.entities[ADA])


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("First. Then Ada Byron left. Last.", "Then Ada Byron left."),
        ("First. Then [[Ada Byron|she]] left **quickly**. Last.", "Then she left quickly."),
        ("[[Ada Byron]] left.", "Ada Byron left."),
        ("[[people/ada-byron]] left.", "ada-byron left."),
        ("No one.\n\nSaid Mr. Hull of Ada Byron: “Go!” And more.", "Said Mr. Hull of Ada Byron: “Go!”"),
        ("Dr. A. B. Cee met Ada Byron at St. Paul's. Yes.", "Dr. A. B. Cee met Ada Byron at St. Paul's."),
        ("> [a link](x.md) to Ada Byron\n> and on", "a link to Ada Byron and on"),
        ("- one\n- Ada Byron <b>is</b> &amp; was", "one Ada Byron is & was"),
        ("Nobody is named.", ""),
        ("", ""),
        ("1\r\n\r\nAda Byron left. Now.\r\n\r\n2", "Ada Byron left."),
    ],
)
def test_the_first_sentence_that_names_her(body: str, sentence: str) -> None:
    assert naming(body) == sentence


def test_a_link_counts_before_a_plain_mention() -> None:
    assert naming("Ada Byron was early. Later [[Ada Byron]] was linked.") == "Later Ada Byron was linked."


def test_a_long_sentence_is_cut_round_the_name() -> None:
    words = naming(f"{'word ' * 200}Ada Byron {'word ' * 200}end.")
    assert "Ada Byron" in words
    assert len(words) <= LONGEST + 4
    assert words.startswith("… ")
    assert words.endswith(" …")


def test_the_opening_is_the_first_paragraph() -> None:
    assert opening("# Heading\n\n![x](y.jpg)\n\n- list\n\nThe *first* [[words|here]].\n\nMore.") == "The first here."
    assert opening("```\ncode\n```") == ""


def test_plain_takes_time_in_line_with_the_text() -> None:
    assert len(plain("[" * 50_000 + "*" * 50_000)) > 0
    assert len(plain("[^" * 490_000)) > 0  # in the square of its length: five minutes


def test_the_sign_of_a_footnote_is_no_word() -> None:
    assert plain("Ada[^1] left[^a note]. [^[1] stays.") == "Ada left. [^[1] stays."
