"""Rounds and valuations as lines."""

from __future__ import annotations

from msgspec import Struct

from generator.archive.funding import Round, Valuation
from generator.archive.model import Ref
from generator.pages.desk import Desk, StoryLine
from generator.pages.lines import caution
from generator.pages.posts import first_stories
from generator.values.dates import EdtfDate
from generator.values.money import Money
from generator.values.spoken import spoken, spoken_day


class RoundLine(Struct, frozen=True):
    """A funding round, however many stories report it."""

    company: Ref
    money: Money
    valuation: Money | None
    investors: tuple[Ref, ...]
    name: str  # "Series A"
    when: str  # "4 March 2031", or that no date was given and when it was reported
    caution: str
    stories: tuple[StoryLine, ...]
    more_stories: int


class ValuationLine(Struct, frozen=True):
    """What a company was said to be worth."""

    money: Money
    when: str
    caution: str
    stories: tuple[StoryLine, ...]
    more_stories: int


def round_line(desk: Desk, each: Round) -> RoundLine:
    """One round as a line."""
    stories, more = first_stories(desk, each.stories)
    return RoundLine(
        company=each.company,
        money=each.money,
        valuation=each.valuation,
        investors=each.investors,
        name=each.name,
        when=_when(each.date, stories),
        caution=caution(desk, each.facts if each.disputed else (), each.status),
        stories=stories,
        more_stories=more,
    )


def valuation_line(desk: Desk, each: Valuation) -> ValuationLine:
    """One valuation as a line."""
    stories, more = first_stories(desk, each.stories)
    doubt = caution(desk, each.facts if each.disputed else (), each.status)
    return ValuationLine(each.money, _when(each.date, stories), doubt, stories, more)


def _when(date: EdtfDate | None, stories: tuple[StoryLine, ...]) -> str:
    if date is not None:
        return spoken(date)
    return f"date not given; reported {spoken_day(stories[0].day)}" if stories else "date not given"
