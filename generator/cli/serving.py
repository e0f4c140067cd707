"""What ``cuttings serve`` does: build, show, and build again what changes."""

from __future__ import annotations

import argparse
import gc
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from generator import build as pipeline
from generator.build import Built, Order
from generator.cli.exits import FINE, PROBLEMS
from generator.cli.folders import today
from generator.cli.given import given
from generator.cli.making import report
from generator.cli.screen import Bar
from generator.problems import Problem, has_errors
from generator.publish.build_cache import store
from generator.publish.build_cache.cached_build import CachedBuild
from generator.publish.change_detection import scan
from generator.publish.config.mkdocs_yml import load, settings_of
from generator.publish.errors import BuildFailedError, RefusedError
from generator.publish.listener import Listener
from generator.publish.preview import Preview

QUIET = 10.0  # seconds in which nothing was saved, until all is made good that builds left as it was
_NOT_BUILT = (RefusedError, BuildFailedError, OSError)


def serve(args: argparse.Namespace) -> int:
    """``cuttings serve``."""
    url = f"http://127.0.0.1:{args.port}/"
    told = given(args, preview_at=url)
    settings = settings_of(load(told), told)
    site = settings.build_dir / "site"
    watched = (settings.content, settings.config_file, settings.config_file.parent / "theme")

    def order() -> Order:
        return Order(given(args, site=site, preview_at=url), today(), allow_shrink=True, durable=False)

    gc.disable()  # as for a build; what is left lying is looked for once somebody has their page
    builds = Builds(order, site)
    preview = Preview(args.port, site, [path for path in watched if path.exists()], builds.again)
    with closing(builds), closing(preview):
        preview.take_port()
        if builds.first():
            return PROBLEMS
        for each in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(each) is signal.SIG_DFL:  # nohup has one of them ignored
                signal.signal(each, signal.default_int_handler)  # end as after Ctrl-C, and leave all in order
        preview.listen()
        print(f"Serving at {url} until you press Ctrl-C.", flush=True)
        preview.run()
    return FINE


class Builds:
    """The builds of a preview, one after the other, and what each leaves to be done when its pages are shown.

    That are the search and the exports. A build that had to look at all stories leaves them behind, as a file in the
    build folder says until they are made good: when nothing was saved for a while, or when the next preview begins.
    """

    def __init__(self, order: Callable[[], Order], site: Path) -> None:
        """``order`` is what to ask for now, of builds of ``site``."""
        self._order = order
        self._behind = site.with_name("behind")
        self._last: CachedBuild | None = None
        self._known: frozenset[Problem] = frozenset()
        self._opened = store.OpenCache()
        self._aside = ThreadPoolExecutor(1)
        self._left: Future[CachedBuild | None] | None = None
        self._saved = threading.Event()  # something, since the last build

    def first(self) -> tuple[str, ...]:
        """Build before anybody looks; what kept the site from being built, a line each."""
        was_behind = self._behind.exists()
        lines, _ = self._build(is_waited_for=False, looks=not was_behind)
        if not lines:
            self._behind.unlink(missing_ok=True)
        return lines

    def again(self) -> tuple[str, ...]:
        """Build what has changed. What would have ended the command before is said like any other problem."""
        self._wait()
        was_behind = self._behind.exists()
        try:
            self._behind.parent.mkdir(parents=True, exist_ok=True)
            self._behind.touch()
            lines, built = self._build(is_waited_for=True)
        except _NOT_BUILT as error:
            words = str(error)
            print(words, file=sys.stderr)
            return (words,)
        if not lines:
            self._left = self._aside.submit(self._make_good, built, was_behind=was_behind)
        elif not was_behind:
            self._behind.unlink(missing_ok=True)
        return lines

    def close(self) -> None:
        """Begin nothing more, and end what goes on in order."""
        self._saved.set()
        self._aside.shutdown()

    def _wait(self) -> None:
        """Until the build before is over, with all that it left."""
        self._saved.set()
        if self._left is not None:
            fault = self._left.exception()
            if fault is None:
                self._last = self._left.result()
            else:
                Bar().fault(fault)
            self._left = None
        self._saved.clear()

    def _build(self, *, is_waited_for: bool, looks: bool = True) -> tuple[tuple[str, ...], Built]:
        order = replace(self._order(), waited_for=is_waited_for, before=self._last, opened=self._opened)
        order = replace(order, look=scan.look(order.asked) if looks else None)
        lines, built = report(order, Bar(), known=self._known)
        self._last = built.memory or (self._last if lines else None)
        self._known = frozenset(built.problems)
        return lines, built

    def _make_good(self, built: Built, *, was_behind: bool) -> CachedBuild | None:
        """Do what a build has left; what to use from then on."""
        memory = built.memory
        try:
            if built.keep is not None:
                memory = built.keep()
                gc.collect()
            if was_behind or (built.is_behind and built.deferred is None):
                memory = self._build_quietly(memory)
            elif built.deferred is not None:
                memory = built.deferred()
            self._behind.unlink(missing_ok=True)
        except (*_NOT_BUILT, _NotNowError):
            pass  # it is behind, and a later build makes that good
        return memory

    def _build_quietly(self, memory: CachedBuild | None) -> CachedBuild | None:
        """Build all that is behind, unless something is saved before that is done."""
        if self._saved.wait(QUIET):
            raise _NotNowError
        built = pipeline.build(replace(self._order(), before=memory), _UntilSaved(self._saved))
        if has_errors(built.problems):
            raise _NotNowError
        return built.memory


class _NotNowError(Exception):
    """Something has been saved, and a build of that comes first."""


class _UntilSaved(Listener):
    """Ends a build for which nobody waits as soon as something has been saved."""

    def __init__(self, saved: threading.Event) -> None:
        self._saved = saved

    def stage(self, _name: str) -> None:
        self._look()

    def step(self, _done: int, _total: int) -> None:
        self._look()

    def _look(self) -> None:
        if self._saved.is_set():
            raise _NotNowError
