"""The editors' work list: what the archive doesn't know."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.disputes import value_in_words
from generator.archive.gaps import Gap
from generator.archive.model import Ref
from generator.pages.addresses import GAPS
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head, Parts, part_head, parts_beside, parts_of
from generator.pages.phrasing import either
from generator.pages.split import SHORT, parts_of_leaves
from generator.pages.unknown import KINDS
from generator.pages.words import number_of


class GapLine(Struct, frozen=True):
    """One thing to find out."""

    kind: str  # "an end without a date"
    subject: Ref
    words: str
    story: StoryLine | None  # where to start


class GapsPage(Struct, frozen=True):
    """``gaps`` are in the order of how much they would settle."""

    head: Head
    gaps: tuple[GapLine, ...]
    parts: Parts


_HEAD = Head(GAPS, "Gaps", "", "gaps")


def gap_line(desk: Desk, gap: Gap) -> GapLine:
    """One gap as a line."""
    return GapLine(
        kind=KINDS[gap.kind].one,
        subject=gap.subject,
        words=_question(desk, gap) or gap.words,
        story=None if gap.subject == Ref("story", gap.story) else desk.stories.get(gap.story),
    )


def _question(desk: Desk, gap: Gap) -> str:
    """What is asked of a dispute, its amounts and dates in words; "" of another gap."""
    dispute = desk.reasoning.dispute_of.get(gap.facts[0]) if gap.kind == "dispute" else None
    if dispute is None:
        return ""
    sides = (value_in_words(desk.archive, dispute, fact) for fact in dispute.facts)
    return f"{desk.name(gap.subject).text}, {dispute.fact}: {either(sides)}. Which is right?"


def gaps_page(desk: Desk) -> GapsPage:
    """The work list: all of it, or what settles most and the ways to the parts."""
    found = desk.reasoning.gaps
    parts = parts_of_leaves(desk.unknown)
    description = f"What the archive doesn't know: {number_of(len(found), 'thing')} to find out."
    lines = tuple(gap_line(desk, gap) for gap in (found[:SHORT] if parts else found))
    return GapsPage(replace(_HEAD, description=description), lines, parts_of(GAPS, parts, len(found)))


def gaps_of_part(desk: Desk, name: str) -> GapsPage:
    """A part of that list, by its name."""
    leaf = desk.unknown[name]
    lines = tuple(gap_line(desk, gap) for gap in leaf.part.items)
    return GapsPage(part_head(_HEAD, leaf.part), lines, parts_beside(GAPS, leaf))
