"""Dates in words: as a newspaper prints them, and no sharper than they were written."""

from __future__ import annotations

from datetime import date

import pytest

from generator.values.dates import parse_date
from generator.values.spoken import in_words, once_in_words, once_spoken, spoken, spoken_day, spoken_month

WORDS = [
    ("2024-10-02", "2 October 2024", "on 2 October 2024"),
    ("2024-10-02~", "about 2 October 2024", "on about 2 October 2024"),
    ("2024-10", "October 2024", "in October 2024"),
    ("2018", "2018", "in 2018"),
    ("0476", "476", "in 476"),
    ("2018~", "about 2018", "in about 2018"),
    ("2018?", "2018 (uncertain)", "in 2018 (uncertain)"),
    ("2018%", "about 2018 (uncertain)", "in about 2018 (uncertain)"),
    ("201X", "the 2010s", "in the 2010s"),
    ("201X~", "about the 2010s", "in about the 2010s"),
    ("200X", "between 2000 and 2009", "between 2000 and 2009"),
    ("20XX", "between 2000 and 2099", "between 2000 and 2099"),
    ("20XX~", "roughly between 2000 and 2099", "roughly between 2000 and 2099"),
    ("2004-XX", "2004 (month not known)", "in 2004 (month not known)"),
    ("1985-04-XX", "April 1985 (day not known)", "in April 1985 (day not known)"),
    ("1985-XX-XX", "1985 (day not known)", "in 1985 (day not known)"),
    ("2004-XX?", "2004 (month not known, uncertain)", "in 2004 (month not known, uncertain)"),
    ("2001-21", "spring 2001", "in spring 2001"),
    ("2001-24~", "about winter 2001", "in about winter 2001"),
    ("2016/2018", "2016 to 2018", "from 2016 to 2018"),
    ("2016~/2018-03", "about 2016 to March 2018", "from about 2016 to March 2018"),
    ("2016/2018?", "2016 to 2018 (uncertain)", "from 2016 to 2018 (uncertain)"),
    ("2016/..", "from 2016", "from 2016"),
    ("2016/", "from 2016, end not known", "from 2016, end not known"),
    ("../2018", "until 2018", "until 2018"),
    ("/2018", "until 2018, start not known", "until 2018, start not known"),
]


@pytest.mark.parametrize(("text", "plain", "after_a_verb"), WORDS)
def test_a_date_in_words(text: str, plain: str, after_a_verb: str) -> None:
    assert spoken(parse_date(text)) == plain
    assert in_words(parse_date(text)) == after_a_verb


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2018/2019", "some time between 2018 and 2019"),
        ("2019-05-03/2019-06", "some time between 3 May 2019 and June 2019"),
        ("2016~/2018?", "some time between about 2016 and 2018 (uncertain)"),
        ("200X/2015", "some time from between 2000 and 2009 to 2015"),
        ("../2010", "by 2010"),
        ("/2018-03-02", "by 2 March 2018"),
        ("../200X", "between 2000 and 2009 or before"),
        ("2019-11/..", "in or after November 2019"),
        ("2019-11-02/", "on or after 2 November 2019"),
        ("200X/..", "between 2000 and 2009 or after"),
        ("2019", "in 2019"),
        ("2019-11-02", "on 2 November 2019"),
    ],
)
def test_an_interval_in_which_something_happened_once(text: str, words: str) -> None:
    assert once_in_words(parse_date(text)) == words
    assert once_spoken(parse_date(text)) == (words if "/" in text else spoken(parse_date(text)))


def test_words_are_no_sharper_than_the_date() -> None:
    for text, *_ in WORDS:
        for words in (spoken(parse_date(text)), in_words(parse_date(text))):
            assert ("October" in words) <= ("-10" in text)
            assert "9999" not in words
            assert "today" not in words


def test_a_day_and_its_month() -> None:
    assert spoken_day(date(2031, 3, 4)) == "4 March 2031"
    assert spoken_month(date(2031, 3, 4)) == "March 2031"
