"""The desk for an archive of which some stories were edited: what follows from those, and all else as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.archive.refiling import Refiled
from generator.archive.revised import Revised
from generator.archive.revision import revised
from generator.pages.careers import Careers
from generator.pages.desk import Desk, claim_paths, dispute_paths, story_line
from generator.pages.nearby import Nearby
from generator.pages.quotes import Quotes


def revised_desk(before: Desk, edits: Sequence[Refiled]) -> Desk:
    """The desk after edits. NotOnFileError where what they do can't be worked out for a few alone.

    Its tables say what is another now: they are :class:`generator.archive.revised.Revised`.
    """
    reasoning = revised(before.reasoning, edits, before.order)
    lines = Revised(
        before.stories, {each.filed.ref.slug: story_line(each.filed) for each in edits if _is_relisted(each)}
    )
    years = {each.filed.year for each in edits if each.filed.ref.slug in lines.now}
    listed = {year: tuple(lines[line.ref.slug] for line in before.years[year]) for year in years}
    desk = replace(
        before,
        archive=reasoning.archive,
        reasoning=reasoning,
        stories=lines,
        years=Revised(before.years, listed),
        quotes=Quotes(reasoning.archive),
        nearby=Nearby(reasoning.archive, before.order),
        careers=Careers(reasoning),
        **{name: Revised(getattr(before, name)) for name in _AS_BEFORE},
    )
    return replace(desk, claim_paths=_claim_paths(before, desk), dispute_paths=_dispute_paths(before, desk))


_AS_BEFORE = ("order", "corrected", "days", "places", "pictures", "letters")


def _is_relisted(edit: Refiled) -> bool:
    """Whether lists show a story otherwise than before."""
    return story_line(edit.filed) != story_line(edit.was)


def _claim_paths(before: Desk, desk: Desk) -> Revised[str, str]:
    claims = desk.archive.claims
    assert isinstance(claims, Revised)
    is_same = not claims.changed
    return _over(before.claim_paths, before.claim_paths if is_same else claim_paths(claims.whole(), desk))


def _dispute_paths(before: Desk, desk: Desk) -> Revised[str, str]:
    is_same = desk.reasoning.disputes is before.reasoning.disputes
    return _over(before.dispute_paths, before.dispute_paths if is_same else dispute_paths(desk))


def _over(before: Mapping[str, str], now: Mapping[str, str]) -> Revised[str, str]:
    """A table over another one, which comes to have what ``now`` has."""
    over = Revised(before)
    if now is not before:
        for key in [key for key in before if key not in now]:
            del over[key]
        over.update(now)
    return over
