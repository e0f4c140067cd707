"""The site on this machine, built again and shown again whenever something it is made from is saved.

MkDocs' own server of live previews does the serving. It listens to this machine alone; what reaches it by
another name, and what would leave the site's folder, is turned away here.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from generator.publish.errors import RefusedError

HOST = "127.0.0.1"
# Another name in a request's Host means that a page of another site had its own name lead here ("DNS rebinding").
_NAMES = ("127.0.0.1", "localhost")


class Server(LiveReloadServer):
    """Serves one folder to readers on this machine: no file that begins with a dot, none by a link that leads out."""

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


def _refuse(status: str, start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
    return [status.encode()]


class Preview:
    """``rebuild`` builds the site and says whether it could; the pages shown stay as they are where it couldn't."""

    def __init__(self, port: int, site: Path, watched: Sequence[Path], rebuild: Callable[[], bool]) -> None:
        self._rebuild = rebuild
        self._port = port
        self._server = Server(self._again, HOST, port, os.fspath(site))
        self._server.error_handler = lambda code: _error_page(site, code)
        for path in watched:
            self._server.watch(os.fspath(path))

    def begin(self) -> bool:
        """Build the site for the first time; whether there is one to show."""
        return self._rebuild()

    def _again(self) -> None:
        """Build; where that fails, say nothing: the server would wait for a better build and show nothing."""
        self._rebuild()

    def run(self) -> None:
        """Serve until somebody presses Ctrl-C. RefusedError where something else listens to the port."""
        logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)  # it would log every request
        try:
            self._server.serve()  # type: ignore[no-untyped-call]  # MkDocs says nothing of types here
        except KeyboardInterrupt:
            return
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise RefusedError(
                    f"port {self._port} can't be used ({error.strerror}): give another, --port."
                ) from None
            raise
        finally:
            self._server.shutdown()


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
