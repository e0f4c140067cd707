"""Every funding round, newest first."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.addresses import FUNDING
from generator.pages.desk import Desk
from generator.pages.head import Head, Parts, sheets
from generator.pages.money import RoundLine, round_line
from generator.pages.words import number_of


class FundingPage(Struct, frozen=True):
    """Rounds, newest first."""

    head: Head
    rounds: tuple[RoundLine, ...]
    parts: Parts


def funding_pages(desk: Desk) -> tuple[FundingPage, ...]:
    """The list of rounds, in one page or by year."""
    found = desk.reasoning.rounds
    head = Head(
        FUNDING,
        "Funding",
        f"Who raised what, when and from whom: {number_of(len(found), 'round')} on record.",
        "funding",
    )
    return tuple(
        FundingPage(sheet.head, tuple(round_line(desk, each) for each in sheet.items), sheet.parts)
        for sheet in sheets(head, found[::-1], lambda each: each.day.year)
    )
