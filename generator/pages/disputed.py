"""Where stories disagree: the sides of each dispute beside each other, and what the editors ruled."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from generator.archive.disputes import Dispute, value_in_words
from generator.archive.model import Ref
from generator.pages.addresses import DISPUTED
from generator.pages.desk import Desk, StoryLine, disputes_by_story, newest_first
from generator.pages.head import Head, Parts, sheets
from generator.pages.lines import FactLine, dispute_anchor, fact_line
from generator.pages.split import SECTION_LIMIT
from generator.pages.words import number_of
from generator.values.dates import EdtfDate


class SideLine(Struct, frozen=True):
    """One side of a dispute: what one story says."""

    value: str  # of what the sides disagree about, amounts and dates in words
    fact: FactLine
    accepted: bool  # by the editors


class RulingLine(Struct, frozen=True):
    """What the editors decided, and why."""

    story: StoryLine | None  # whose version they accept; None for one that is not on file
    reason: str
    by: str
    date: EdtfDate | None


class DisputeLine(Struct, frozen=True):
    """Stories that cannot all be right about one fact."""

    anchor: str
    subject: Ref
    object: Ref | None
    fact: str  # "left Orbital", "raised"
    differs: tuple[str, ...]  # "the date", "the amount", …
    sides: tuple[SideLine, ...]  # oldest first
    ruling: RulingLine | None


class DisputedPage(Struct, frozen=True):
    """Disputes, those of the newest stories first."""

    head: Head
    disputes: tuple[DisputeLine, ...]
    parts: Parts


_WHAT: Mapping[str, str] = MappingProxyType(
    {
        "date": "the date",
        "amount": "the amount",
        "role": "the role",
        "founders": "who founded it",
        "relation": "how they are related",
        "destination": "where to",
        "origin": "where from",
        "denial": "whether it is so",
    }
)


def dispute_line(desk: Desk, dispute: Dispute) -> DisputeLine:
    """One dispute, side by side."""
    ruling = dispute.ruling
    return DisputeLine(
        anchor=dispute_anchor(dispute.id),
        subject=dispute.subject,
        object=dispute.object,
        fact=dispute.fact,
        differs=tuple(_WHAT.get(each, each) for each in dispute.differs),
        sides=tuple(
            SideLine(
                value_in_words(desk.archive, dispute, fact),
                fact_line(desk, fact),
                fact in dispute.accepted,
            )
            for fact in dispute.facts
        ),
        ruling=RulingLine(desk.stories.get(ruling.accept), ruling.reason, ruling.by, ruling.date) if ruling else None,
    )


def disputed_pages(desk: Desk) -> tuple[DisputedPage, ...]:
    """The list of disputes, those of the newest stories first, in one page or by year."""
    story_of = disputes_by_story(desk.archive, desk.reasoning, desk.order)
    found = {dispute.id: dispute for dispute in desk.reasoning.disputes}
    description = f"Where stories disagree, side by side: {number_of(len(found), 'dispute')} on record."
    head = Head(DISPUTED, "Disputed", description, "disputed")
    ids = newest_first(story_of, desk.order)
    return tuple(
        DisputedPage(sheet.head, tuple(dispute_line(desk, found[each]) for each in sheet.items), sheet.parts)
        for sheet in sheets(head, ids, lambda each: desk.stories[story_of[each]].day.year, SECTION_LIMIT, SECTION_LIMIT)
    )
