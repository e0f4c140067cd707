"""The site on this machine, built again and shown again whenever something it is made from is saved.

MkDocs' own server of live previews does the serving: it listens to this machine alone, and serves
nothing from outside its folder.
"""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from generator.publish.errors import RefusedError

HOST = "127.0.0.1"


class Preview:
    """``rebuild`` builds the site and says whether it could; the pages shown stay as they are where it couldn't."""

    def __init__(self, port: int, site: Path, watched: Sequence[Path], rebuild: Callable[[], bool]) -> None:
        self._rebuild = rebuild
        self._port = port
        self._server = LiveReloadServer(self._again, HOST, port, os.fspath(site))
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
            self._server.serve()
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
