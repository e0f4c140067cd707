"""What is wrong with files by themselves, which reading them tells: before some edits, and now."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from generator.archive.findings import FOUND
from generator.problems import Problem, has_errors, in_order
from generator.publish.errors import ContentRefusedError
from generator.publish.remembering.memory import Known
from generator.publish.remembering.shelf import Shelf
from generator.publish.settings import Settings
from generator.publish.standing import Glance
from generator.publish.touching_up.losing import NotSoQuickError, is_warned_of
from generator.read.stories import shown_path


def unread(look: Glance, shelf: Shelf) -> Glance:
    """The same, as if the build that stands had warned of nothing that was seen by reading the files alone."""
    seen = {problem for path in look.changed if is_warned_of(look, path) for problem in shelf.warned(path)}
    if not seen:
        return look
    left = tuple(problem for problem in look.stood.problems if problem not in seen)
    return look._replace(stood=replace(look.stood, problems=left))


def wrong_in(known: Mapping[str, Known | None]) -> tuple[Problem, ...]:
    """What is wrong with some files as they are now."""
    return tuple(problem for each in known.values() if each is not None for problem in each.parsed.problems)


def refuse_wrong(settings: Settings, look: Glance, known: Mapping[str, Known | None]) -> None:
    """ContentRefusedError, with all that is told of then, where something is wrong with what the files say.

    That facts are held against each other needs content without errors. NotSoQuickError where such a file was warned
    of in another way before.
    """
    wrong = wrong_in(known)
    if not has_errors(wrong):
        return
    others = [problem for problem in look.stood.problems if problem.code not in FOUND]
    told = {shown_path(settings.shown, path) for path in known}
    if any(problem.path in told for problem in others):
        raise NotSoQuickError(*known)
    raise ContentRefusedError(in_order((*others, *wrong)))
