"""What editors are warned of after some edits: of claims that facts rule out, and of moves that stories disagree on."""

from __future__ import annotations

from collections.abc import Iterable, Set

from msgspec.structs import replace

from generator.archive.fallback import NeedsFullBuildError
from generator.archive.findings import contradicted, disputed
from generator.archive.model import Filed, Ref
from generator.archive.refiling import Refiled
from generator.archive.revised import Revised
from generator.pages.desk import Desk
from generator.problems import Problem, in_order
from generator.publish.change_detection.scan import Scan
from generator.publish.config.settings import Settings
from generator.publish.incremental.edits import Edits


def warnings_again(settings: Settings, look: Scan, desks: tuple[Desk, Desk], edits: Edits) -> tuple[Problem, ...]:
    """What is warned of now, but for what reading the files tells.

    NeedsFullBuildError where it can't be told, or is an error.
    ``look`` is what :func:`generator.publish.incremental.file_problems.unread` gives; ``desks`` are the one before
    and the one now.
    """
    before, desk = desks
    stood, shown = {*look.stood.problems}, settings.shown
    warned: dict[str, set[Problem]] = {}
    for problem in stood:
        warned.setdefault(problem.path, set()).add(problem)
    paths = {slug: f"{shown}/{edit.filed.story.path}" for slug, edit in edits.stories.items()}
    retold = [edit for slug, edit in edits.stories.items() if not edit.is_same or paths[slug] in warned]
    told, found = _warnings(before, desk, retold, edits.losses.stories.values(), shown)
    gone = {f"{shown}/{filed.story.path}" for filed in edits.losses.stories.values()}
    is_strange = any(problem.path in gone for problem in stood - told)
    if is_strange or not told <= stood or (found != told and look.stamp.is_strict):
        raise NeedsFullBuildError(*edits.stories)
    for slug, edit in edits.stories.items():
        _refuse_moved(edit, warned.get(paths[slug], set()) - told)
    return look.stood.problems if told == found else in_order((stood - told) | found)


def _refuse_moved(edit: Refiled, warned: Iterable[Problem]) -> None:
    """NeedsFullBuildError where a story is warned of in words that may be others now, or at another place."""
    lines = [problem.line for problem in warned]
    if lines:
        was, now = edit.was and edit.was.story, edit.filed.story
        is_same = was and edit.is_same and replace(now, title=was.title, standfirst=was.standfirst) == was
        if not is_same or max(lines) >= now.body_line:
            raise NeedsFullBuildError(edit.filed.ref)


def _warnings(
    before: Desk, desk: Desk, edits: Iterable[Refiled], gone: Iterable[Filed], shown: str
) -> tuple[Set[Problem], Set[Problem]]:
    """What was warned of, and is, of all claims and disputes that may be others, or told of on other lines.

    ``edits`` are those of which that may be so, ``gone`` the stories that are gone, as they were.
    """
    claims, checks, row = desk.archive.claims, desk.reasoning.checks, desk.reasoning.disputes
    assert isinstance(claims, Revised)
    assert isinstance(checks, Revised)
    subjects: set[Ref] = set()
    ids = {*claims.changed, *checks.changed}
    for edit in edits:
        subjects |= {fact.subject for fact in edit.facts.values()}
        subjects |= {before.archive.facts[fact].subject for fact in edit.facts_before}
        ids |= {*edit.claims, *edit.claims_before}
    for filed in gone:
        subjects |= {before.archive.facts[fact].subject for fact in filed.facts}
    if row is not before.reasoning.disputes:
        subjects |= row.subjects  # type: ignore[attr-defined]
    told, found = ({*_problems(each, ids, subjects, shown)} for each in (before, desk))
    return told, found


def _problems(desk: Desk, claims: Iterable[str], subjects: Iterable[Ref], shown: str) -> list[Problem]:
    """What is wrong with some claims, and with what is told of some subjects."""
    reasoning, known = desk.reasoning, desk.archive.claims
    found = [*contradicted(reasoning, (known[each] for each in claims if each in known), shown)]
    disputes = {each.id: each for ref in subjects for each in reasoning.disputes_of.get(ref, ())}
    return [*found, *disputed(reasoning, disputes.values(), shown)]
