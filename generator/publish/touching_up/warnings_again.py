"""What editors are warned of after some edits: of claims that facts rule out, and of moves that stories disagree on."""

from __future__ import annotations

from collections.abc import Iterable, Set

from msgspec.structs import replace

from generator.archive.findings import contradicted, disputed
from generator.archive.model import Ref
from generator.archive.refiling import Refiled
from generator.archive.revised import Revised
from generator.pages.desk import Desk
from generator.problems import Problem, in_order
from generator.publish.remembering.shelf import Shelf
from generator.publish.settings import Settings
from generator.publish.standing import Glance
from generator.publish.touching_up.edits import Edits
from generator.publish.touching_up.losing import NotSoQuickError


def warnings_again(
    settings: Settings, look: Glance, shelf: Shelf, desks: tuple[Desk, Desk], edits: Edits
) -> tuple[Problem, ...]:
    """All that is warned of now. NotSoQuickError where it can't be told, or is an error.

    ``desks`` are that before and that now.
    """
    before, desk = desks
    stood, shown = {*look.stood.problems}, settings.shown
    told, found = _warnings(before, desk, edits, shown)
    anew = {f"{shown}/{edit.filed.story.path}" for edit in edits.stories.values() if not edit.is_same}
    edited = (*shelf.since.known, *edits.known)  # where the archive may have facts on lines that they were on before
    since = {f"{shown}/{path}" for path in edited}
    strange = [problem for problem in found - told if problem.path in since and problem.path not in anew]
    gone = {f"{shown}/{filed.story.path}" for filed in edits.losses.stories.values()}
    strange += [problem for problem in stood - told if problem.path in gone]
    if strange or not told <= stood or (found != told and look.stamp.is_strict):
        raise NotSoQuickError(*edits.stories)
    for edit in edits.stories.values():
        path = f"{shown}/{edit.filed.story.path}"
        own = {problem for problem in stood if problem.path == path}
        _refuse_moved(edit, own - told if path in anew else own)
    return look.stood.problems if told == found else in_order((stood - told) | found)


def _refuse_moved(edit: Refiled, warned: Iterable[Problem]) -> None:
    """NotSoQuickError where a story is warned of in words that may be others now, or at another place."""
    lines = [problem.line for problem in warned]
    if lines:
        was, now = edit.was and edit.was.story, edit.filed.story
        is_same = was and edit.is_same and replace(now, title=was.title, standfirst=was.standfirst) == was
        if not is_same or max(lines) >= now.body_line:
            raise NotSoQuickError(edit.filed.ref)


def _warnings(before: Desk, desk: Desk, edits: Edits, shown: str) -> tuple[Set[Problem], Set[Problem]]:
    """What was warned of, and is, of all claims and disputes that may be others, or told of on other lines."""
    claims, checks, row = desk.archive.claims, desk.reasoning.checks, desk.reasoning.disputes
    assert isinstance(claims, Revised)
    assert isinstance(checks, Revised)
    subjects = {fact.subject for edit in edits.stories.values() if not edit.is_same for fact in edit.facts.values()}
    for edit in edits.stories.values():
        subjects |= {before.archive.facts[fact].subject for fact in edit.facts_before if not edit.is_same}
    for filed in edits.losses.stories.values():
        subjects |= {before.archive.facts[fact].subject for fact in filed.facts}
    if row is not before.reasoning.disputes:
        subjects |= row.subjects  # type: ignore[attr-defined]
    ids = claims.changed | checks.changed
    told, found = ({*_problems(each, ids, subjects, shown)} for each in (before, desk))
    return told, found


def _problems(desk: Desk, claims: Iterable[str], subjects: Iterable[Ref], shown: str) -> list[Problem]:
    """What is wrong with some claims, and with what is told of some subjects."""
    reasoning, known = desk.reasoning, desk.archive.claims
    found = [*contradicted(reasoning, (known[each] for each in claims if each in known), shown)]
    disputes = {each.id: each for ref in subjects for each in reasoning.disputes_of.get(ref, ())}
    return [*found, *disputed(reasoning, disputes.values(), shown)]
