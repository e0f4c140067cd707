"""Updates and corrections of days still to come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.archive.index import build_archive
from tests.stories import content, story

if TYPE_CHECKING:
    from tests.test_incremental import Newsroom

TODAY = date(2031, 3, 5)


def wrong(front: str, day: str = "2031-03-04", today: date = TODAY) -> list[tuple[int, int, str]]:
    _, problems = build_archive(content(story("one", front, day=day)), until=today)
    assert {each.code for each in problems} <= {"date-to-come"}
    return [(each.line, each.column, each.message.partition(";")[0]) for each in problems]


def test_an_update_or_a_correction_still_to_come_is_a_slip() -> None:
    assert wrong("updated: 2099-01-01") == [(4, 1, "updated on 2099-01-01, a day still to come")]
    assert wrong("updated: 2099-01-01T10:00Z") == [(4, 1, "updated on 2099-01-01T10:00Z, a day still to come")]
    assert wrong("corrections: [{date: 2098, text: So}, {date: 2031-03-05, text: So}]") == [
        (4, 15, "corrected on 2098, a day still to come")
    ]


@pytest.mark.parametrize(
    "front",
    [
        "updated: 2031-03-05",
        "updated: 2031-03-06",  # there are places where it is that day already
        "updated: 2031-03-06T08:00+14:00",
        "corrections: [{date: 2031, text: So}, {date: 2031-03-06, text: So}, {date: 2031-03/.., text: So}]",
    ],
)
def test_a_day_that_may_be_here_is_none(front: str) -> None:
    assert wrong(front) == []


def test_a_story_that_is_not_out_may_be_updated_when_it_is() -> None:
    assert wrong("updated: 2099-01-01", day="2098-01-01") == []
    assert wrong("draft: true\nupdated: 2099-01-01") == []
    assert wrong("updated: 9999-12-31", today=date(9999, 12, 31)) == []


@pytest.mark.parametrize("line", ["updated: 2099-01-01", "corrections: [{date: 2098-01-01, text: Not so.}]"])
def test_it_is_told_of_an_edited_story_as_of_a_new_one(newsroom: Newsroom, line: str) -> None:
    newsroom.site("one", clean=False)
    file = sorted(newsroom.content.glob("stories/story-*.md"))[0]
    text = file.read_text()
    assert "\nupdated:" not in text
    assert "\ncorrections:" not in text
    file.write_text(text.replace("\ndate:", f"\n{line}\ndate:", 1))
    for clean in (False, True):
        with pytest.raises(AssertionError, match="date-to-come"):
            newsroom.site("one", clean=clean)
