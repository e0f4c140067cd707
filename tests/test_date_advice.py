"""What is no date: what editors are told to write instead."""

from __future__ import annotations

import pytest

from generator.values.dates import DateError, parse_date

# what an editor wrote, and what the message must hold
WRONG = [
    ("", "missing"),
    ("2024-02-30", "February 2024 has 29 days"),
    ("2023-02-29", "February 2023 has 28 days"),
    ("2024-04-31", "April 2024 has 30 days"),
    ("2024-10-00", "October 2024 has 31 days"),
    ("2024-13", "no month 13"),
    ("2024-00", "no month 00"),
    ("2024-13-01", "no month 13"),
    ("0000", "no year 0"),
    ("0000-01-01", "no year 0"),
    ("000X", "no year 0"),
    ("00XX", "no year 0"),
    ("-0044", "0001 to 9999"),
    ("Y17000", "0001 to 9999"),
    ("20240", "0001 to 9999"),
    ("9999-24", "not a date"),
    ("yesterday", "write the day itself"),
    ("last week", "write the day itself"),
    ("now", "write the day itself"),
    ("2018/2016", "ends before it starts; write the earlier one first: 2016/2018"),
    ("2024-10-02/2024-10-01", "ends before it starts"),
    ("2018-13/2019", "no month 13"),
    ("2018/2019-02-29", "February 2019 has 28 days"),
    ("../..", "says nothing of when"),
    ("/", "says nothing of when"),
    ("../", "says nothing of when"),
    ("..", "not a date"),
    ("2016/2017/2018", "not a date"),
    ("2018/2017/2016", "not a date"),
    ("2024-10-02T10:00:00Z", "has a time of day, which a fact cannot have; write 2024-10-02"),
    ("2024-10-02 10:00", "write 2024-10-02"),
    ("2 October 2024", "write 2024-10-02"),
    ("October 2, 2024", "write 2024-10-02"),
    ("Wednesday, 2nd October 2024", "write 2024-10-02"),
    ("Oct 2024", "write 2024-10"),
    ("Sept. 2024", "write 2024-09"),
    ("spring 2001", "write 2001-21"),
    ("Fall of 2001", "write 2001-23"),
    ("31 February 2024", "not a date"),
    ("about October 2024", "write 2024-10~"),
    ("c. 2018", "write 2018~"),
    ("~2018", "write 2018~"),
    ("?2018", "write 2018?"),
    ("2018?~", "write 2018%"),
    ("2010s", "write 201X"),
    ("201x", "write 201X"),
    ("2004-xx", "write 2004-XX"),
    ("2016-2018", "write 2016/2018"),
    ("2016–2018", "write 2016/2018"),
    ("2016 to March 2018", "write 2016/2018-03"),
    ("2016 / 2018", "write 2016/2018"),
    ("2016/18", "write 2016/2018"),
    ("2018-present", "write 2018/.."),
    ("2018/now", "write 2018/.."),
    ("since May 2018", "write 2018-05/.."),
    ("until 2018", "write ../2018"),
    ("2024-8", "write 2024-08"),
    ("2024-8-5", "write 2024-08-05"),
    ("2024/10/02", "write 2024-10-02"),
    ("2024/10", "write 2024-10"),
    ("20241002", "write 2024-10-02"),
    ("02.10.2024", "write 2024-10-02"),
    ("13/10/2024", "write 2024-10-13"),
    ("10/13/2024", "write 2024-10-13"),
    ("10/02/2024", "can be read as two days"),
    ("Q1 2024", "write 2024-01/2024-03"),
    ("2024-33", "write 2024-01/2024-03"),
    ("2024-25", "not a date"),
    ("2XXX", "not a date"),
    ("2024-1X", "not a date"),
    ("2024-XX-05", "not a date"),
    ("{2023,2024}", "not a date"),
    ("2004-06~-11", "not a date"),
    ("٢٠٢٤", "not a date"),
    ("2024-10-02\u200b", "<U+200B>"),
    ("2018\n2019", "<U+000A>"),
    ("NO", "not a date"),
    ("9" * 5000, "not a date"),
    ("/" * 100_000, "not a date"),
    ("2018-" * 100_000, "not a date"),
]


@pytest.mark.parametrize(("text", "advice"), WRONG, ids=[repr(text[:30]) for text, _ in WRONG])
def test_what_is_no_date_is_told_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    message = str(caught.value)
    assert advice in message
    assert message.isprintable()
    assert len(message) < 250
