"""Rounds and valuations as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.funding import Round, Valuation
from generator.archive.model import Ref
from generator.pages.desk import Desk, StoryLine
from generator.pages.phrasing import either
from generator.pages.posts import reports_of
from generator.values.dates import EdtfDate
from generator.values.money import Money
from generator.values.spoken import once_spoken, spoken_day


class RoundLine(Struct, frozen=True):
    """A funding round, however many stories report it. What a dispute leaves open says so, and nothing else."""

    company: Ref
    raised: str  # "6.6 billion US dollars"; "1.5 million pounds or 2 million pounds"
    valuation: str  # the same; "" where no story gives one
    investors: tuple[Ref, ...]
    name: str  # "Series A"
    when: str  # "4 March 2031", or that no date was given and when it was reported
    caution: str  # of the sum
    valuation_caution: str
    when_caution: str
    stories: tuple[StoryLine, ...]
    more_stories: int


class ValuationLine(Struct, frozen=True):
    """What a company was said to be worth."""

    worth: str
    when: str
    caution: str  # of the sum
    when_caution: str
    stories: tuple[StoryLine, ...]
    more_stories: int


DISPUTED = "disputed"


def round_line(desk: Desk, each: Round) -> RoundLine:
    """One round as a line."""
    stories, more = reports_of(desk, each.stories, each.facts)
    return RoundLine(
        company=each.company,
        raised=sums_in_words(each.sums, each.sums_elsewhere),
        valuation=sums_in_words(each.worths, each.worths_elsewhere),
        investors=each.investors,
        name=each.name,
        when=_when(each.dates, stories),
        caution=DISPUTED if "sum" in each.doubts or (each.disputed and not each.doubts) else "",
        valuation_caution=DISPUTED if "worth" in each.doubts and each.worths else "",
        when_caution=DISPUTED if "date" in each.doubts else "",
        stories=stories,
        more_stories=more,
    )


def valuation_line(desk: Desk, each: Valuation) -> ValuationLine:
    """One valuation as a line."""
    stories, more = reports_of(desk, each.stories, each.facts)
    return ValuationLine(
        worth=sums_in_words(each.worths),
        when=_when(each.dates, stories),
        caution=DISPUTED if "worth" in each.doubts else "",
        when_caution=DISPUTED if "date" in each.doubts else "",
        stories=stories,
        more_stories=more,
    )


def rounds_told(rounds: Iterable[Round]) -> Iterator[Round]:
    """Rounds as each side of a dispute tells them: one a sum and day, in doubt where that is disputed."""
    for each in rounds:
        doubted = bool({"sum", "date"} & {*each.doubts})
        yield from (replace(each, money=money, date=date, disputed=doubted) for money, date in each.sides)


def valuations_told(valuations: Iterable[Valuation]) -> Iterator[Valuation]:
    """The same of valuations."""
    for each in valuations:
        yield from (replace(each, money=money, date=date) for money, date in each.sides)


def sums_in_words(sums: Sequence[Money], elsewhere: Sequence[Money] = ()) -> str:
    """One sum, or all that dispute each other: ``2 million euros or 3 million euros``; "" for none.

    ``elsewhere``: what else is told in other currencies: ``2 million euros (also reported as 3 million dollars)``.
    """
    told = either(money.spoken for money in sums)
    return f"{told} (also reported as {either(money.spoken for money in elsewhere)})" if elsewhere else told


def _when(dates: Sequence[EdtfDate], stories: Sequence[StoryLine]) -> str:
    if dates:
        return either(map(once_spoken, dates))
    return f"date not given; reported {spoken_day(stories[0].day)}" if stories else "date not given"
