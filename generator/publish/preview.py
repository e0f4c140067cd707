"""The site on this machine, built again and shown again whenever something it is made from is saved.

MkDocs' own server of live previews does the serving. It listens to this machine alone; what reaches it by
another name, and what would leave the site's folder, is turned away here. While something keeps the site from
being built, each page says so at its foot.

What was saved the system itself tells of. Not everywhere: some don't tell of what another machine saved, or reaches
into a container. So the server looks at all files as well, as MkDocs does, and seldom once the system has told.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import EVENT_TYPE_CLOSED_NO_WRITE, EVENT_TYPE_OPENED, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from generator.publish.errors import RefusedError
from generator.publish.generated.folder import Identity, identity

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

HOST = "127.0.0.1"
# Another name in a request's Host means that a page of another site had its own name lead here ("DNS rebinding").
_NAMES = ("127.0.0.1", "localhost")


_DELAY = 0.05  # seconds without anything saved, until a build begins
_SELDOM = 5.0  # seconds between looks at all files, where the system tells of those that are saved
_READING = (EVENT_TYPE_OPENED, EVENT_TYPE_CLOSED_NO_WRITE)
_State = Identity | None  # None where there is no file

_POLICY = b'http-equiv="Content-Security-Policy"'
_MOST = 20  # lines that a page shows of what is wrong; the terminal has them all
_NOTICE = """<div role="alert" data-cuttings-problems style="position: fixed; inset: auto 0 0 0; z-index: 2147483647;
max-height: 45vh; overflow: auto; padding: 1em; background: #7f1d1d; color: #fff; font: 14px/1.5 monospace;
white-space: pre-wrap; overflow-wrap: anywhere">{0}</div>"""


class Server(LiveReloadServer):
    """Serves one folder to readers on this machine: no file that begins with a dot, none by a link that leads out."""

    wrong: tuple[str, ...] = ()  # what kept the last build from being shown, a line each

    def __init__(self, builder: Callable[[], None], host: str, port: int, root: str) -> None:
        super().__init__(builder, host, port, root)
        self.build_delay = _DELAY
        self._system = Observer()
        self._told: dict[str, _State] = {}  # of files, as the system told of them: what a look finds later is no news
        self._watches: dict[str, list[tuple[BaseObserver, ObservedWatch]]] = {}
        self._stands: dict[str, tuple[int, int] | None] = {}  # of what is watched, which one it is; None: it is gone
        self._is_bound = self._is_active = False

    def server_bind(self) -> None:
        """Take the port, unless it is taken by this server already: MkDocs does that only when it serves."""
        if not self._is_bound:
            super().server_bind()
            self._is_bound = True

    def server_activate(self) -> None:
        """Let readers in, unless they are already."""
        if not self._is_active:
            super().server_activate()
            self._is_active = True

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:
        """Build again when something in a folder, or a file, is another."""
        assert func is None
        for observer, watch in self._watches.pop(path, ()):
            observer.unschedule(watch)
        watches = self._watches[path] = []
        watches.append((self.observer, self.observer.schedule(_Teller(self._found), path, recursive=recursive)))
        if os.path.isdir(path):  # noqa: PTH112 -- a file is replaced by most editors, and then nothing is told of it
            watches.append((self._system, self._system.schedule(_Teller(self._hear), path, recursive=recursive)))
        self._watched_paths[path] = 1  # without one, MkDocs doesn't begin to look
        self._stands[path] = _which(path)

    def service_actions(self) -> None:
        """Build again when something that is watched has gone, or stands there again: nobody else tells of that."""
        for path, stood in self._stands.items():
            stands = _which(path)
            if stands == stood:
                continue
            self._stands[path] = stands
            if stands is not None:
                with suppress(OSError):  # gone again: the next look will see it
                    self.watch(path)
            self._want()

    def serve(self, *, open_in_browser: bool = False) -> None:
        """As MkDocs does."""
        with suppress(OSError):  # the system watches no more files: looking at them is enough
            self._system.start()
        super().serve(open_in_browser=open_in_browser)  # type: ignore[no-untyped-call]

    def shutdown(self, wait: bool = False) -> None:
        """As MkDocs does."""
        self._system.stop()
        super().shutdown(wait)

    def _hear(self, event: FileSystemEvent) -> None:
        if not event.is_directory and event.event_type not in _READING:
            heard = _states(event)
            self._told |= heard
            self._want()
            for look in self.observer.emitters:
                if any(path.startswith(f"{look.watch.path}{os.sep}") for path in heard):
                    look._timeout = _SELDOM

    def _found(self, event: FileSystemEvent) -> None:
        if not event.is_directory and not _states(event).items() <= self._told.items():
            self._want()

    def _want(self) -> None:
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """A page as its reader gets it: MkDocs puts its script into it here.

        Not into one whose own policy forbids scripts in the page, the browser form: nor should that reload while
        somebody fills it in.
        """
        page = with_notice(content, self.wrong)
        made: bytes = page if _POLICY in page else super()._inject_js_into_html(page, epoch)  # type: ignore[no-untyped-call]
        return made

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _refuse("405 Method Not Allowed", start_response)
        if environ.get("HTTP_HOST", HOST).rpartition(":")[0] not in _NAMES and environ.get("HTTP_HOST") not in _NAMES:
            return _refuse("403 Forbidden", start_response)
        if not self._is_inside(environ["PATH_INFO"]):
            return _refuse("404 Not Found", start_response)
        return super().serve_request(environ, start_response)

    def _is_inside(self, written: str) -> bool:
        """Whether a path, as WSGI gives it, leads to something that is in the folder, or to nothing."""
        path = written.encode("latin-1").decode("utf-8", "ignore").lstrip("/")
        parts = path.split("/")
        if "\0" in path or "\\" in path or any(part.startswith(".") for part in parts):
            return False
        root = Path(self.root).resolve()
        return (root / path).resolve().is_relative_to(root)


class _Teller(FileSystemEventHandler):
    """Tells of everything that happens."""

    def __init__(self, tell: Callable[[FileSystemEvent], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._tell(event)


def _states(event: FileSystemEvent) -> dict[str, _State]:
    """The files that something happened to, as they are now."""
    return {path: _state(path) for path in map(os.fsdecode, (event.src_path, event.dest_path)) if path}


def _state(path: str) -> _State:
    try:
        return identity(path)
    except OSError:
        return None


def _which(path: str) -> tuple[int, int] | None:
    """What tells a file or folder from another one in its place; None where there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 -- four times a second
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _refuse(status: str, start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [status.encode()]


def with_notice(page: bytes, wrong: Sequence[str]) -> bytes:
    """A page with what is wrong before its end; as it is, where nothing is."""
    if not wrong:
        return page
    more = [f"and {len(wrong) - _MOST} more, in the terminal"] if len(wrong) > _MOST else []
    lines = ["This page is as it was before. Nothing new was built:", *wrong[:_MOST], *more]
    notice = _NOTICE.format(escape("\n".join(lines))).encode("utf-8", "replace")
    before, end, after = page.rpartition(b"</body>")
    return before + notice + end + after if end else page + notice


class Preview:
    """``rebuild`` builds the site and returns what kept it from that, a line each; the pages stay as they are then."""

    def __init__(self, port: int, site: Path, watched: Sequence[Path], rebuild: Callable[[], Sequence[str]]) -> None:
        self._rebuild = rebuild
        self._port = port
        self._server = Server(self._again, HOST, port, os.fspath(site))
        self._server.error_handler = lambda code: _error_page(site, code)
        for path in watched:
            self._server.watch(os.fspath(path))

    def _again(self) -> None:
        """Build; where that fails, don't say so to the server: it would wait for a better build and show nothing."""
        self._server.wrong = tuple(self._rebuild())

    def take_port(self) -> None:
        """Have the port, to which nobody listens yet. RefusedError where something else has it."""
        with self._refusing():
            self._server.server_bind()

    def listen(self) -> None:
        """Let readers in. RefusedError where something else has been quicker."""
        with self._refusing():
            self._server.server_activate()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise RefusedError(f"port {self._port} can't be used ({error.strerror}): give another, --port.") from None

    def run(self) -> None:
        """Serve until somebody presses Ctrl-C. RefusedError where something else listens to the port."""
        logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)  # it would log every request
        try:
            with self._refusing():
                self._server.serve()
        except KeyboardInterrupt:
            return
        finally:
            self._server.shutdown()

    def close(self) -> None:
        """Leave the port to others, where nothing was served."""
        self._server.server_close()


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
