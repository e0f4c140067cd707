"""A company at a glance: how many of its founders are known to remain, who is known to be there, what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from generator.archive.model import Ref
from generator.pages.desk import Desk
from generator.pages.money import ValuationLine
from generator.pages.staff import Everybody, FounderLine


class Glance(Struct, frozen=True):
    """Counts as of ``day``, up to which the archive has heard of it.

    ``founders`` is how many are on file, ``said`` how many there were, or None where no story gives the whole number;
    ``remain_highest`` are those who may still be there, with those whom ``said`` counts and nobody named.
    """

    day: date
    founders: int
    remain: int  # known to be there
    gone: int  # known to have left
    unsure: int  # of whom neither is known
    said: int | None
    remain_highest: int
    on_file: int  # people, of whom …
    there: int
    not_known: int
    left: int
    not_yet: int
    worth: str  # "157 billion US dollars", of the newest valuation that is beyond doubt; "" for none
    worth_when: str


def glance(
    desk: Desk,
    company: Ref,
    founders: Sequence[FounderLine],
    people: Everybody,
    valuations: Sequence[ValuationLine],
) -> Glance | None:
    """The first thing a reader is told of a company; None where no story names it."""
    if people.day is None:
        return None
    lines = people.lines
    said = _said(desk, company)
    unnamed = max(0, said - len(founders)) if said is not None else 0
    gone = sum(each.there.startswith("no longer") for each in founders)
    worth = next((each for each in valuations if not (each.caution or each.when_caution)), None)
    return Glance(
        day=people.day,
        founders=len(founders),
        remain=sum(each.there == "yes" for each in founders),
        gone=gone,
        unsure=sum(each.there == "not known" for each in founders),
        said=said,
        remain_highest=len(founders) - gone + unnamed,
        on_file=len(lines),
        there=sum(each.there == "yes" for each in lines),
        not_known=sum(each.there == "not known" for each in lines),
        left=sum(each.there.startswith("no longer") for each in lines),
        not_yet=sum(each.there == "not yet" for each in lines),
        worth=worth.worth if worth else "",
        worth_when=worth.when if worth else "",
    )


def _said(desk: Desk, company: Ref) -> int | None:
    """How many founders there were, all in all, by the newest claim that says so."""
    claims = [desk.archive.claims[check.claim] for check in desk.reasoning.checks_of.get(company, ())]
    totals = [
        (desk.order[claim.story], claim.id, claim.total if claim.count == "founders-remaining" else claim.stated)
        for claim in claims
        if claim.count == "founders" or (claim.count == "founders-remaining" and claim.total is not None)
    ]
    return max(totals)[2] if totals else None
