"""MkDocs, driven in this process: from what was made to a staged site, or to what was wrong with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from jinja2 import TemplateNotFound
from mkdocs.commands.build import build
from mkdocs.exceptions import MkDocsException

from generator import codes
from generator.problems import Position
from generator.publish.boundary import Boundary
from generator.publish.captured_warnings import listening
from generator.publish.config.settings import PLUGIN
from generator.publish.errors import BuildFailedError, ContentRefusedError, RefusedError, TooSlowError
from generator.publish.generated.made import Made
from generator.publish.html.origins import warned_problem
from generator.publish.mkdocs_driver.drive import Drive, can_drive
from generator.publish.mkdocs_driver.record import Past, Record
from generator.publish.mkdocs_driver.worker_faults import WorkerFaultError
from generator.publish.plugin import Hooks
from generator.publish.processes.workers import LocalPool, WorkerPool
from generator.publish.template_faults import template_fault

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_ALONE = LocalPool(1)


def render(
    config: MkDocsConfig,
    made: Made,
    site: Path,
    progress: Callable[[int, int], None],
    *,
    pool: WorkerPool = _ALONE,
    past: Past | None = None,
) -> Record | None:
    """Render the generated folder into ``site``; what is to be remembered of it, if anything.

    ``progress`` is told how many steps of how many are done. ContentRefusedError for what an editor wrote
    (a dead link, a text that Markdown breaks on); BuildFailedError for anything else that MkDocs fails or
    warns of; OSError when the disk is full.
    """
    hooks = config.plugins[PLUGIN]
    if not isinstance(hooks, Hooks):
        raise RefusedError(f"another plugin calls itself {PLUGIN}")
    hooks.supply(made)
    config.site_dir = os.fspath(site)
    record: Record | None = None
    with listening() as heard, Boundary(TooSlowError) as others:
        try:
            if can_drive(config):
                drive = Drive(config, hooks, made, past.form if past else "")
                steps = partial(drive.site, pool, past)
                _drive(drive, steps, hooks, lambda done: progress(done, len(made.pages)))
                record = drive.record(past.site) if past else None
            else:
                hooks.page_done = _counter(2 * len(made.pages), progress)
                build(config)
        finally:
            hooks.time_limit.end()
    if others.error is not None:
        _refuse(others.error, hooks, made)
    if heard.messages:
        found = [warned_problem(message, made.root, made.origins) for message in heard.messages]
        problems = tuple(problem for problem in found if problem is not None)
        if problems:
            raise ContentRefusedError(problems)
        raise BuildFailedError("MkDocs warns: " + "; ".join(heard.messages))
    return record


def _drive(drive: Drive, steps: Callable[[], Iterator[int]], hooks: Hooks, progress: Callable[[int], None]) -> None:
    try:
        for done in steps():
            progress(done)
    except WorkerFaultError as stumbled:
        if stumbled.late:  # it would take as long once more
            hooks.current = stumbled.late
            raise TooSlowError from None
        for done in drive.site(_ALONE):
            progress(done)


def _counter(total: int, progress: Callable[[int, int], None]) -> Callable[[], None]:
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress(done, total)

    return step


def _refuse(error: BaseException, hooks: Hooks, made: Made) -> NoReturn:
    """What MkDocs, its theme or a Markdown extension raised, with a place and a sentence."""
    if isinstance(error, (ContentRefusedError, BuildFailedError, RefusedError)):
        raise error
    if isinstance(error, OSError) and not isinstance(error, TemplateNotFound):
        raise error
    if isinstance(error, MkDocsException):
        raise BuildFailedError(error.format_message()) from error
    if not isinstance(error, TooSlowError) and (words := template_fault(error)):
        raise BuildFailedError(words) from error
    origin = made.origins.get(hooks.current)
    if origin is None:
        page = hooks.current or "the site"
        raise BuildFailedError(f"MkDocs could not render {page}: {type(error).__name__}: {error}") from error
    what = (
        "Markdown can't make a page of this text, or takes too long for it; look for something nested very deep, "
        "or for long runs of brackets or other signs, and make it simpler."
    )
    where = f"{made.root}/{origin.path}"
    raise ContentRefusedError((codes.problem("cannot-render", where, Position(origin.line, 1), what),)) from error
