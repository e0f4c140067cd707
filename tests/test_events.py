"""Reports put together to events, and which events rule each other out."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.archive.chronology import EARLIEST, Days, by_publication, days_of
from generator.archive.events import Event, events, rival_runs
from generator.archive.model import Fact
from generator.archive.returns import Comings, comings
from generator.values.dates import EdtfDate, parse_date
from tests.small_archives import archive, company, numbered, on, person, some_day

TODAY = date(2031, 3, 4)


def left(
    when: str | EdtfDate | None, *, story: str = "s", reported: date = date(2031, 3, 4), kind: str = "left"
) -> Fact:
    dated = parse_date(when) if isinstance(when, str) else when
    return Fact("", kind, story, reported, person(0), company(0), date=dated)


def written(found: tuple[Event, ...]) -> list[list[str]]:
    return [[fact.date.written if fact.date else "" for fact in event.facts] for event in found]


def test_dates_that_fit_are_one_event_and_the_sharpest_is_used() -> None:
    [event] = events([left("2018"), left("2018-05"), left("2018-05-07"), left("2018~")])
    assert event.date == parse_date("2018-05-07")
    assert event.days.exact
    assert len(event.facts) == 4


def test_dates_that_only_overlap_leave_what_both_cover() -> None:
    [event] = events([left("2018-24"), left("2019")])  # winter: December to February
    assert event.days == Days(date(2019, 1, 1).toordinal(), date(2019, 2, 28).toordinal())


def test_days_that_differ_are_two_events_in_order_of_time() -> None:
    assert written(events([left("2018-07"), left("2018-05"), left("2018")])) == [["2018-05", "2018"], ["2018-07"]]


def test_a_report_without_a_date_joins_the_earliest_event_that_it_can_mean() -> None:
    assert written(events([left("2031-02"), left(None)])) == [["2031-02", ""]]
    assert written(events([left("2032"), left(None)])) == [[""], ["2032"]]
    [event] = events([left("2031-03"), left(None, reported=date(2031, 3, 4))])
    assert event.days == days_of(left("2031-03"))
    [event] = events([left(None), left(None, reported=date(2030, 1, 1))])
    assert event.days == Days(EARLIEST, date(2030, 1, 1).toordinal())
    assert not event.dated


def test_neighbours_that_cannot_both_be_true_are_rivals() -> None:
    found = events([left("2018"), left("2019"), left("2021"), left(None)])
    runs = rival_runs(found, lambda one, _: one.days.first >= date(2019, 1, 1).toordinal())
    assert [len(run) for run in runs] == [2, 1]


def between(*facts: Fact, kind: str = "left") -> bool:
    """Whether the first two of some facts can both be true beside the others."""
    one, other = events(facts[:2])
    signs = comings(facts).get(company(0), Comings())
    return signs.both_true(kind, one, other)


def test_a_return_lies_between_two_departures() -> None:
    twice = left("2018-05"), left("2023")
    assert not between(*twice)
    assert between(*twice, left("2020", kind="joined"))
    assert between(*twice, left("2020", kind="held"))
    assert not between(*twice, left("2017", kind="joined"))
    assert not between(*twice, left(None, kind="joined"))
    assert not between(*twice, left("2020", kind="founded"))  # nobody founds a company on coming back


def test_one_arrival_is_not_both_the_first_and_the_return() -> None:
    twice = left("2018-03"), left("2018-10")
    assert not between(*twice, left("2018", kind="joined"))  # the arrival before March, or the return: not both
    assert between(*twice, left("2018", kind="joined"), left("2010", kind="joined"))
    assert between(*twice, left("2018", kind="joined"), left(None, kind="founded"))


def test_a_departure_lies_between_two_arrivals() -> None:
    twice = left("2018-03", kind="joined"), left("2018-10", kind="joined")
    assert not between(*twice, kind="joined")
    assert between(*twice, left("2018-06"), kind="joined")
    assert not between(*twice, left("2018"), kind="joined")  # it may be the one that followed
    assert between(*twice, left("2018"), left("2020"), kind="joined")


def test_facts_in_order_of_publication() -> None:
    facts = numbered(
        [left("2018", story="b", reported=date(2031, 1, 1)), left("2018", story="a", reported=date(2031, 1, 2))]
    )
    derived = replace(facts[0], id="derived", derived_from=facts[0].id)
    built = archive([facts[1], facts[0], derived])
    assert [fact.id for fact in by_publication(built)] == ["f000", "derived", "f001"]


spans = st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda it: some_day(it[0], it[0] + it[1]))


@settings(max_examples=300, derandomize=True)
@given(st.lists(st.one_of(st.none(), spans, st.integers(0, 30).map(on)), max_size=9))
def test_events_cover_their_reports_and_never_touch(dates: list[EdtfDate | None]) -> None:
    facts = numbered(left(when) for when in dates)
    found = events(facts)
    assert sorted(fact.id for event in found for fact in event.facts) == [fact.id for fact in facts]
    for event in found:
        assert all(event.days.inside(days_of(fact)) for fact in event.facts if fact.date or not event.dated)
    for one, other in pairwise(found):
        assert one.days.last < other.days.first
