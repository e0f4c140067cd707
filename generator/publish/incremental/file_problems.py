"""Problems within single files, found by reading them: before some edits, and now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from generator.archive.fallback import NeedsFullBuildError
from generator.archive.findings import FOUND
from generator.problems import Problem, has_errors, in_order
from generator.publish.build_cache.cached_build import Known
from generator.publish.build_cache.reader import CacheReader
from generator.publish.change_detection.scan import Scan
from generator.publish.errors import ContentRefusedError
from generator.publish.incremental.removals import is_warned_of


def unread(look: Scan, cache: CacheReader) -> Scan:
    """The scan, without the last build's warnings that came from reading the changed files."""
    seen = {problem for path in look.changed if is_warned_of(look, path) for problem in cache.warned(path)}
    return _told(look, (problem for problem in look.stood.problems if problem not in seen)) if seen else look


def reread(problems: tuple[Problem, ...], known: Mapping[str, Known | None]) -> tuple[Problem, ...]:
    """``problems``, together with those found by reading the changed files."""
    wrong = _wrong_in(known)
    return in_order((*problems, *wrong)) if wrong else problems


def refuse_wrong(look: Scan, known: Mapping[str, Known | None]) -> None:
    """ContentRefusedError, with every problem, where a changed file has errors.

    That facts are held against each other needs content without errors. NeedsFullBuildError where such a file was
    warned of in another way before.
    """
    if not has_errors(_wrong_in(known)):
        return
    bare = _told(look, (problem for problem in look.stood.problems if problem.code not in FOUND))
    if any(is_warned_of(bare, path) for path in known):
        raise NeedsFullBuildError(*known)
    raise ContentRefusedError(reread(bare.stood.problems, known))


def _told(look: Scan, problems: Iterable[Problem]) -> Scan:
    """The scan, with these as the last build's warnings."""
    return look._replace(stood=replace(look.stood, problems=tuple(problems)))


def _wrong_in(known: Mapping[str, Known | None]) -> tuple[Problem, ...]:
    return tuple(problem for each in known.values() if each is not None for problem in each.parsed.problems)
