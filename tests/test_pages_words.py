"""Facts as sentences: honest about what nobody reported, and no sharper than it was written."""

from __future__ import annotations

import pytest

from generator.pages.phrasing import quoted
from generator.pages.words import AtLeast, Span, ended, number_of, plain, roughly, sentence
from tests.page_maker import disputed_desk, facts, told
from tests.stories import company, story

ADA = "people: {{Ada Byron: [{{{0}}}]}}"
ORBITAL = "companies: {{Orbital: [{{{0}}}]}}"


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("founded: Orbital, date: 2024", "Ada Byron founded Orbital in 2024"),
        ("founded: Orbital, date: /2018", "Ada Byron founded Orbital by 2018"),
        ("left: Orbital, date: 2018/2019", "Ada Byron left Orbital some time between 2018 and 2019"),
        ("joined: Orbital, date: 2019-11/..", "Ada Byron joined Orbital in or after November 2019"),
        ("event: ran for the council, date: 2018/2019", "Ada Byron ran for the council, from 2018 to 2019"),
        ("founded: Orbital", "Ada Byron founded Orbital"),
        ("joined: Perigee, date: 2031-03, role: pilot, from: Orbital",
         "Ada Byron joined Perigee in March 2031 as pilot from Orbital"),
        ("left: Orbital, date: 2031-03-02, role: head of guidance, to: Perigee, reason: more time",
         "Ada Byron, head of guidance, left Orbital on 2 March 2031 for Perigee; reason given: “more time”"),
        ("left: Orbital", "Ada Byron left Orbital"),
        ("held: editor, at: Orbital, date: 2016~/2018", "Ada Byron was editor at Orbital from about 2016 to 2018"),
        ("held: editor, at: Orbital, date: 2016/", "Ada Byron was editor at Orbital from 2016, end not known"),
        ("held: editor, at: Orbital, date: 201X", "Ada Byron was editor at Orbital in the 2010s"),
        ("held: editor, at: Orbital", "Ada Byron was editor at Orbital on 4 March 2031"),
        ("related: Grace Murray, as: sibling", "Ada Byron is a sibling of Grace Murray"),
        ("related: Grace Murray, as: parent", "Ada Byron is a child of Grace Murray"),
        ("related: Grace Murray", "Ada Byron is related to Grace Murray"),
        ("said: a launch abort, about: Orbital, date: 2031-03-03",
         "Ada Byron said on 3 March 2031, about Orbital: “a launch abort”"),
        ("said: no, to: The Post", "Ada Byron told The Post: “no”"),
        ("asked: comment, answer: none", "Ada Byron was asked for comment; did not answer"),
        ("asked: comment", "Ada Byron was asked for comment; no answer recorded"),
        ("joined: Orbital, date: 2031-04", "Ada Byron is to join Orbital in April 2031"),
        ("left: Orbital, date: 2032, to: Perigee", "Ada Byron is to leave Orbital in 2032 for Perigee"),
        ("held: editor, at: Orbital, date: 2032/..", "Ada Byron is to be editor at Orbital from 2032"),
        ("asked: comment, answer: declined", "Ada Byron was asked for comment; declined"),
        ("asked: an interview, answer: not now", "Ada Byron was asked for an interview; the answer: “not now”"),
        ("event: won a prize with Orbital, with: Orbital, date: 2030", "Ada Byron won a prize with Orbital, in 2030"),
        ("event: won a prize., with: [Orbital, Perigee]", "Ada Byron won a prize, with Orbital and Perigee"),
        ("event: A prize came", "Ada Byron: A prize came"),
        ("event: Ada Byron fell ill", "Ada Byron fell ill"),
        ("""event: 'resigned: "enough"!', date: 2020-07""", 'Ada Byron resigned: "enough"! (in July 2020)'),
        ("event: 'won?', with: Orbital, date: 2020", "Ada Byron won? (with Orbital, in 2020)"),
        ("""said: 'he called it "mad"'""", "Ada Byron said: “he called it ‘mad’”"),
    ],
)  # fmt: skip
def test_what_is_said_of_people(fact: str, words: str) -> None:
    assert told(ADA.format(fact), fact.partition(":")[0]) == words


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("formed: 2028, by: [Dora Marsh, Ben Hull], based_in: Lisbon",
         "Orbital was formed in 2028 by Dora Marsh and Ben Hull, based in Lisbon"),
        ("raised: 6.6 billion USD, valuation: 157bn USD, investors: [Macro, Thrift], date: 2031-03-04, round: Series A",
         "Orbital raised 6.6 billion US dollars on 4 March 2031 (Series A), at a valuation of 157 billion US dollars, "
         "from Macro and Thrift"),
        ("raised: EUR 40 million", "Orbital raised 40 million euros"),
        ("valued: 1_500_000 GBP, date: 2030", "Orbital was valued at 1.5 million pounds sterling in 2030"),
        ("acquired: Perigee, price: 5 million EUR", "Orbital acquired Perigee for 5 million euros"),
        ("folded_into: Perigee, date: 2030-01", "Orbital was folded into Perigee in January 2030"),
        ("folded_into: Perigee, date: ../2010", "Orbital was folded into Perigee by 2010"),
        ("launched: a rocket, date: 2019/", "Orbital launched a rocket in or after 2019"),
        ("part_of: Perigee", "Orbital was part of Perigee on 4 March 2031"),
        ("part_of: Perigee, date: 2020/2022", "Orbital was part of Perigee from 2020 to 2022"),
        ("launched: Rocket 9, date: 2028", "Orbital launched Rocket 9 in 2028"),
        ("launched: Rocket 9, date: 2031-11", "Orbital is to launch Rocket 9 in November 2031"),
        ("folded_into: Perigee, date: 2032", "Orbital is to be folded into Perigee in 2032"),
        ("valued: 5 million EUR, date: 2032", "Orbital is to be valued at 5 million euros in 2032"),
        ("event: considers a split, status: rumoured", "Orbital considers a split"),
    ],
)  # fmt: skip
def test_what_is_said_of_companies(fact: str, words: str) -> None:
    said = told(ORBITAL.format(fact), fact.partition(":")[0])
    assert said.replace("pounds sterling", "pounds") == words.replace("pounds sterling", "pounds")


@pytest.mark.parametrize("kind", ["joined", "left", "founded", "held", "part_of", "folded_into"])
def test_an_undated_fact_is_never_said_to_last(kind: str) -> None:
    person = kind in ("joined", "left", "founded", "held")
    fact = "held: editor, at: Orbital" if kind == "held" else f"{kind}: Perigee"
    words = told((ADA if person else ORBITAL).format(fact), kind)
    assert not {"since", "present", "now", "currently", "still"} & set(words.lower().replace(",", "").split())


def test_quotation_marks_are_put_once() -> None:
    assert quoted("no") == "“no”"
    assert quoted("  no\n way ") == "“no way”"
    assert quoted("“no”") == quoted('"no"') == quoted("«no»") == quoted("„no“") == "“no”"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("a “no” way", "“a ‘no’ way”"),
        ('he called it "mad"', "“he called it ‘mad’”"),
        ('"Mad," he said, "quite mad"', "“‘Mad,’ he said, ‘quite mad’”"),
        ("er nannte es „verrückt“", "“er nannte es ‘verrückt’”"),
        ("c’est «fou» et »toll«", "“c’est ‘fou’ et ‘toll’”"),
        ('a pipe of 5" or 6"', '“a pipe of 5" or 6"”'),
    ],
)
def test_words_that_quote_others_are_in_quotation_marks_all_the_same(words: str, told: str) -> None:
    assert quoted(words) == told


def test_an_answer_that_quotes_a_sentence_ends_once() -> None:
    front = ADA.format("""asked: comment, answer: 'She said: "No."'""")
    assert told(front, "asked") == "Ada Byron was asked for comment; the answer: “She said: ‘No.’”"
    assert plain(ended((Span(told(front, "asked")),))).endswith("“She said: ‘No.’”")


@pytest.mark.parametrize(
    ("words", "whole"), [("He left", "He left."), ("He left.", "He left."), ("“Go!”", "“Go!”"), ("“Go”", "“Go”.")]
)
def test_a_sentence_ends_once(words: str, whole: str) -> None:
    assert plain(ended((Span(words),))) == whole


def test_numbers_are_counted_in_words() -> None:
    assert number_of(1, "story", "stories") == "1 story"
    assert number_of(0, "move") == "0 moves"
    assert number_of(1200, "story", "stories") == "1,200 stories"


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0"), (30, "30"), (31, "30 or more"), (99, "90 or more"), (100, "100 or more"), (2345, "2,300 or more")],
)
def test_a_large_number_is_told_roughly(number: int, told: str) -> None:
    found = roughly(number)
    assert str(found) == told
    assert bool(found) == (number > 0)
    assert found.plus(AtLeast(0)) == AtLeast(0).plus(found) == found


def test_numbers_together_are_told_as_roughly_as_each() -> None:
    assert AtLeast(40).plus(AtLeast(5)) == AtLeast(45)
    assert roughly(140).plus(AtLeast(6)) == AtLeast(100, is_exact=False)
    assert roughly(95).plus(AtLeast(12)) == AtLeast(100, is_exact=False)


def test_a_company_is_called_what_it_was_called_when_it_took_a_name() -> None:
    """However many names it took since, and whatever its page is headed."""
    front = "companies: {{{0}: [{{renamed: {1}, date: {2}}}]}}"
    files = [
        story("one", front.format("Ferris Air", "Ferris Aircraft", "2019")),
        story("two", front.format("Ferris Aircraft", "Ferris Space", "2021")),
    ]
    made = disputed_desk(*files)
    assert [plain(sentence(made.archive.entities, fact)) for fact in facts(made, "renamed")] == [
        "Ferris Air took the name Ferris Aircraft in 2019",
        "Ferris Aircraft took the name Ferris Space in 2021",
    ]
    made = disputed_desk(story("one", front.format("Perigee", "Perigee Space", "2020-01")), company("perigee"))
    assert [plain(sentence(made.archive.entities, fact)) for fact in facts(made, "renamed")] == [
        "Perigee took the name Perigee Space in January 2020"
    ]
