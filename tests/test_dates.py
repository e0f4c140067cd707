"""Dates: what EDTF level 1 says, as spans of days."""

from __future__ import annotations

import pickle
import time
from datetime import date

import edtf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.values.dates import (
    DateError,
    DaySpan,
    EdtfDate,
    from_day,
    is_date,
    may_be_same,
    narrower,
    overlap,
    parse_date,
    sharpens,
    within,
)

FIRST, LAST = date.min, date.max

# written, first day, last day, precision
SINGLE = [
    ("2018", "2018-01-01", "2018-12-31", "year"),
    ("2024-08", "2024-08-01", "2024-08-31", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "month"),
    ("2024-10-02", "2024-10-02", "2024-10-02", "day"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("2018~", "2018-01-01", "2018-12-31", "year"),
    ("2018?", "2018-01-01", "2018-12-31", "year"),
    ("2018%", "2018-01-01", "2018-12-31", "year"),
    ("2024-10-02~", "2024-10-02", "2024-10-02", "day"),
    ("201X", "2010-01-01", "2019-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "century"),
    ("201X~", "2010-01-01", "2019-12-31", "decade"),
    ("2004-XX", "2004-01-01", "2004-12-31", "year"),
    ("1985-04-XX", "1985-04-01", "1985-04-30", "month"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", "year"),
    ("2001-21", "2001-03-01", "2001-05-31", "season"),
    ("2001-22", "2001-06-01", "2001-08-31", "season"),
    ("2001-23", "2001-09-01", "2001-11-30", "season"),
    ("2001-24", "2001-12-01", "2002-02-28", "season"),
    ("2003-24?", "2003-12-01", "2004-02-29", "season"),
    ("0001", "0001-01-01", "0001-12-31", "year"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "day"),
    ("99XX", "9900-01-01", "9999-12-31", "century"),
    (" 2018 ", "2018-01-01", "2018-12-31", "year"),
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), SINGLE)
def test_a_date_is_the_span_of_days_that_it_is_written_as(text: str, first: str, last: str, precision: str) -> None:
    found = parse_date(text)
    span = DaySpan(date.fromisoformat(first), date.fromisoformat(last))
    assert (found.start, found.end, found.interval) == (span, span, False)
    assert found.written == text.strip()
    assert found.precision == precision
    assert (found.earliest, found.latest) == span
    assert found.is_day == (first == last)


@pytest.mark.parametrize(
    ("mark", "approximate", "uncertain"), [("~", True, False), ("?", False, True), ("%", True, True)]
)
@pytest.mark.parametrize("plain", ["2018", "2018-03", "2018-03-04", "201X", "2018-22", "2018-XX"])
def test_a_mark_says_how_sure_and_leaves_the_span(plain: str, mark: str, approximate: bool, uncertain: bool) -> None:
    marked = parse_date(plain + mark)
    assert (marked.approximate, marked.uncertain) == (approximate, uncertain)
    assert marked.span == parse_date(plain).span
    assert not parse_date(plain).approximate
    assert not parse_date(plain).uncertain


def d(text: str) -> date:
    return date.fromisoformat(text)


INTERVALS = [
    ("2016/2018", ("2016-01-01", "2016-12-31"), ("2018-01-01", "2018-12-31"), "known", "known"),
    ("2016-03/2016-03-05", ("2016-03-01", "2016-03-31"), ("2016-03-05", "2016-03-05"), "known", "known"),
    ("2016~/2018?", ("2016-01-01", "2016-12-31"), ("2018-01-01", "2018-12-31"), "known", "known"),
    ("201X/2020-21", ("2010-01-01", "2019-12-31"), ("2020-03-01", "2020-05-31"), "known", "known"),
    ("2016/..", ("2016-01-01", "2016-12-31"), ("9999-12-31", "9999-12-31"), "known", "open"),
    ("2016/", ("2016-01-01", "2016-12-31"), ("2016-01-01", "9999-12-31"), "known", "unknown"),
    ("../2018", ("0001-01-01", "0001-01-01"), ("2018-01-01", "2018-12-31"), "open", "known"),
    ("/2018", ("0001-01-01", "2018-12-31"), ("2018-01-01", "2018-12-31"), "unknown", "known"),
    ("2018/2018", ("2018-01-01", "2018-12-31"), ("2018-01-01", "2018-12-31"), "known", "known"),
    ("2018-05/2018", ("2018-05-01", "2018-05-31"), ("2018-01-01", "2018-12-31"), "known", "known"),
]


@pytest.mark.parametrize(("text", "start", "end", "start_kind", "end_kind"), INTERVALS)
def test_an_interval_has_two_spans(
    text: str, start: tuple[str, str], end: tuple[str, str], start_kind: str, end_kind: str
) -> None:
    found = parse_date(text)
    assert found.interval
    assert found.precision == "interval"
    assert not found.is_day
    assert found.start == (d(start[0]), d(start[1]))
    assert found.end == (d(end[0]), d(end[1]))
    assert (found.start_kind, found.end_kind) == (start_kind, end_kind)


def test_an_interval_takes_the_marks_of_its_sides() -> None:
    assert parse_date("2016~/2018").approximate
    assert parse_date("2016/2018?").uncertain
    assert parse_date("2016~/2018?").approximate
    assert not parse_date("2016/2018").approximate


@given(st.text(max_size=40) | st.from_regex(r"[0-9X]{1,4}[-/.~?%X0-9 TZ:]{0,14}", fullmatch=True))
@settings(derandomize=True, max_examples=300)
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    found = date_or_message(text)
    if isinstance(found, str):
        assert found.isprintable()
        assert not is_date(text)
    else:
        assert found.start.first <= found.end.last
        assert parse_date(found.written) == found
        assert is_date(text)


def date_or_message(text: str) -> EdtfDate | str:
    try:
        return parse_date(text)
    except DateError as error:
        return str(error)


years = st.integers(1, 9998)
days = st.dates(date(1, 1, 1), date(9998, 12, 31))
marks = st.sampled_from(["", "~", "?", "%"])
plain = st.one_of(
    years.map("{:04}".format),
    days.map(lambda day: day.isoformat()[:7]),
    days.map(date.isoformat),
)
singles = st.builds(
    str.__add__,
    st.one_of(
        plain,
        st.integers(1, 998).map("{:03}X".format),
        st.integers(1, 98).map("{:02}XX".format),
        years.map("{:04}-XX".format),
        years.map("{:04}-XX-XX".format),
        days.map(lambda day: f"{day.isoformat()[:7]}-XX"),
        st.builds("{:04}-{}".format, years, st.integers(21, 24)),
    ),
    marks,
)
intervals = st.builds(
    "{}/{}".format, st.one_of(singles, st.sampled_from(["", ".."])), st.one_of(singles, st.sampled_from(["", ".."]))
).filter(is_date)
dates = st.one_of(singles, intervals).map(parse_date)


@given(singles)
@settings(derandomize=True, max_examples=100)
def test_single_dates_cover_the_days_that_the_edtf_library_says(text: str) -> None:
    assume(text[4:6] != "-2")  # seasons: there winter is December only, and none can be uncertain
    found = parse_date(text)
    theirs = edtf.parse_edtf(text)
    assert found.earliest == as_day(theirs.lower_strict())
    assert found.latest == as_day(theirs.upper_strict())


@given(st.builds(str.__add__, plain, marks), st.builds(str.__add__, plain, marks))
@settings(derandomize=True, max_examples=50)
def test_closed_intervals_cover_the_days_that_the_edtf_library_says(first: str, second: str) -> None:
    text = f"{first}/{second}"
    assume(is_date(text))
    found = parse_date(text)
    theirs = edtf.parse_edtf(text)
    assert found.earliest == as_day(theirs.lower_strict())
    assert found.latest == as_day(theirs.upper_strict())


def as_day(value: time.struct_time) -> date:
    return date(value.tm_year, value.tm_mon, value.tm_mday)


@given(dates)
@settings(derandomize=True, max_examples=300)
def test_dates_survive_pickling_hashing_and_writing(value: EdtfDate) -> None:
    again = pickle.loads(pickle.dumps(value))
    assert again == value
    assert hash(again) == hash(value)
    assert parse_date(str(value)) == value


@given(st.dates())
@settings(derandomize=True)
def test_a_day_is_the_date_that_it_writes(day: date) -> None:
    assert from_day(day) == parse_date(day.isoformat())


@given(singles.map(parse_date), singles.map(parse_date))
@settings(derandomize=True, max_examples=300)
def test_single_dates_may_be_the_same_where_they_share_a_day(a: EdtfDate, b: EdtfDate) -> None:
    share = max(a.earliest, b.earliest) <= min(a.latest, b.latest)
    assert may_be_same(a, b) == may_be_same(b, a) == overlap(a, b) == share
    assert within(a, b) == (b.earliest <= a.earliest and a.latest <= b.latest)
    if within(a, b):
        assert may_be_same(a, b)


@given(dates, dates)
@settings(derandomize=True, max_examples=300)
def test_what_sharpens_fits_and_is_the_narrower(a: EdtfDate, b: EdtfDate) -> None:
    assert may_be_same(a, a)
    assert within(a, a)
    assert not sharpens(a, a)
    if sharpens(a, b):
        assert may_be_same(a, b)
        assert not sharpens(b, a)
    if sharpens(a, b) and a.interval == b.interval:
        assert narrower(a, b) is narrower(b, a) is a


@pytest.mark.parametrize(
    ("a", "b", "fits"),
    [
        ("2024-10-02", "2024-10", True),
        ("2024-10-02", "2024", True),
        ("2024-10-02", "2024-09", False),
        ("2024-10", "2024-21", False),
        ("2018~", "2018-12-31", True),
        ("2018~", "2019", False),
        ("2016/2018", "2016-03/2018-04-01", True),
        ("2016/2018", "2017/2018", False),
        ("2016/2018", "2016/2019", False),
        ("2016/", "2016/2019", True),
        ("2016/", "2016/..", True),
        ("2016/..", "2016/2019", False),
        ("/2018", "2016/2018", True),
        ("/2018", "2019/2020", False),
        ("2016/2018", "2017", True),
        ("2016/2018", "2019", False),
        ("2016/..", "2030-01-01", True),
    ],
)
def test_which_dates_may_be_the_same(a: str, b: str, fits: bool) -> None:
    assert may_be_same(parse_date(a), parse_date(b)) is fits
    assert may_be_same(parse_date(b), parse_date(a)) is fits


@pytest.mark.parametrize(
    ("a", "b", "sharp"),
    [
        ("2024-10-02", "2024-10", True),
        ("2024-10", "2024-10-02", False),
        ("2018", "2018~", False),
        ("2016-03/2018", "2016/2018", True),
        ("2016/2018", "2016/", True),
        ("2016/2018", "2017/2018", False),
        ("2024-10-02", "2024-09", False),
    ],
)
def test_which_dates_sharpen_others(a: str, b: str, sharp: bool) -> None:
    assert sharpens(parse_date(a), parse_date(b)) is sharp


def test_the_narrower_of_equals_is_the_surer_and_then_the_first() -> None:
    sure, about = parse_date("2018"), parse_date("2018~")
    assert narrower(about, sure) is sure
    assert narrower(sure, about) is sure
    other = parse_date("2018-XX")
    assert narrower(sure, other) is sure
    assert narrower(other, sure) is other


def test_dates_are_read_fast_enough_for_a_large_archive() -> None:
    texts = [
        f"{year}-{month:02}-{day:02}" for year in range(1990, 2020) for month in range(1, 13) for day in range(1, 29)
    ]
    began = time.process_time()
    for text in texts:
        parse_date(text)
    assert time.process_time() - began < 2  # about 0.05 s for 10,080 dates
