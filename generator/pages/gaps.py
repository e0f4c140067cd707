"""The editors' work list: what the archive doesn't know."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from generator.archive.gaps import Gap
from generator.archive.model import Ref
from generator.pages.addresses import GAPS
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head, Parts, part_head, parts_of
from generator.pages.split import INDEX_LIMIT, SHORT, in_turn
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


_KINDS: Mapping[str, tuple[str, str]] = MappingProxyType(  # what one is, and what a list of them is
    {
        "dispute": ("a dispute without a ruling", "disputes without a ruling"),
        "claim": ("a claim that more names would settle", "claims that more names would settle"),
        "end": ("an end without a date", "ends without dates"),
        "source": ("a source without a link", "sources without a link"),
        "profile": ("no profile", "people and companies without a profile"),
    }
)


def gap_line(desk: Desk, gap: Gap) -> GapLine:
    """One gap as a line."""
    return GapLine(
        kind=_KINDS.get(gap.kind, (gap.kind, gap.kind))[0],
        subject=gap.subject,
        words=gap.words,
        story=None if gap.subject == Ref("story", gap.story) else desk.stories.get(gap.story),
    )


def gaps_pages(desk: Desk) -> tuple[GapsPage, ...]:
    """The work list, in one page or by kind."""
    found = desk.reasoning.gaps
    total = len(found)
    head = Head(GAPS, "Gaps", f"What the archive doesn't know: {number_of(total, 'thing')} to find out.", "gaps")
    if total <= INDEX_LIMIT:
        lines = tuple(gap_line(desk, gap) for gap in found)
        return (GapsPage(head, lines, parts_of(GAPS, (), total)),)
    of_kind: dict[str, list[Gap]] = {}
    for gap in found:
        of_kind.setdefault(gap.kind, []).append(gap)
    parts = tuple(
        part for kind, gaps in of_kind.items() for part in in_turn(gaps, kind, _KINDS.get(kind, (kind, kind))[1])
    )
    return (
        GapsPage(head, tuple(gap_line(desk, gap) for gap in found[:SHORT]), parts_of(GAPS, parts, total)),
        *(
            GapsPage(
                part_head(head, part),
                tuple(gap_line(desk, gap) for gap in part.items),
                parts_of(GAPS, parts, total, part.label),
            )
            for part in parts
        ),
    )
