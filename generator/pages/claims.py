"""Every claim that the archive can check, its verdict, and the count behind it."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from generator.pages.addresses import CLAIMS
from generator.pages.checking import CheckLine, check_line
from generator.pages.desk import Desk, newest_first
from generator.pages.head import Head, Parts, sheets
from generator.pages.split import SECTION_LIMIT
from generator.pages.words import number_of


class Tally(Struct, frozen=True):
    """How many claims came out in one way."""

    verdict: str
    count: int


class ClaimsPage(Struct, frozen=True):
    """Claims, those of the newest stories first."""

    head: Head
    tallies: tuple[Tally, ...]  # of all claims
    checks: tuple[CheckLine, ...]
    parts: Parts


def claims_pages(desk: Desk) -> tuple[ClaimsPage, ...]:
    """The list of claims, in one page or by year."""
    claims, checks = desk.archive.claims, desk.reasoning.checks
    ids = newest_first({each.id: each.story for each in claims.values()}, desk.order)
    counts = Counter(check.verdict.value for check in checks.values())
    tallies = tuple(Tally(verdict, counts[verdict]) for verdict in ("contradicted", "consistent", "confirmed"))
    head = Head(
        CLAIMS, "Claims", f"Numbers that stories state, counted again: {number_of(len(ids), 'claim')}.", "claims"
    )
    return tuple(
        ClaimsPage(sheet.head, tallies, tuple(check_line(desk, checks[each]) for each in sheet.items), sheet.parts)
        for sheet in sheets(
            head, ids, lambda each: desk.stories[claims[each].story].day.year, SECTION_LIMIT, SECTION_LIMIT
        )
    )
