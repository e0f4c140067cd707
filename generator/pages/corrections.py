"""Every correction, newest first."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.addresses import CORRECTIONS
from generator.pages.desk import Desk, StoryLine
from generator.pages.head import Head, Parts, sheets
from generator.pages.words import number_of
from generator.values.dates import EdtfDate


class CorrectedLine(Struct, frozen=True):
    """One correction, and the story that it corrects."""

    date: EdtfDate
    text: str
    story: StoryLine


class CorrectionsPage(Struct, frozen=True):
    """Corrections, newest first."""

    head: Head
    corrections: tuple[CorrectedLine, ...]
    parts: Parts


def corrections_pages(desk: Desk) -> tuple[CorrectionsPage, ...]:
    """The list of corrections, in one page or by year."""
    found = [(each, slug) for slug in desk.corrected for each in desk.archive.stories[slug].story.corrections]
    found.sort(key=lambda pair: (pair[0].date.latest, desk.order[pair[1]], pair[0].at), reverse=True)
    lines = [CorrectedLine(each.date, each.text, desk.stories[slug]) for each, slug in found]
    description = f"What this archive got wrong and put right: {number_of(len(lines), 'correction')}."
    head = Head(CORRECTIONS, "Corrections", description, "corrections")
    return tuple(
        CorrectionsPage(sheet.head, sheet.items, sheet.parts)
        for sheet in sheets(head, lines, lambda line: line.date.latest.year)
    )
