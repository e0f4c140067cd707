"""One site, built once and served below a path of its own; a Chromium; pages that tell on themselves.

The site and the Chromium are gone when the last of these tests is done: the tests that come after them in the same
process fork, which a process that drives a browser must not.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator.build import Order, build
from generator.publish.config.settings import Given
from generator.publish.listener import Listener
from generator.publish.search import periods
from tests.browser.archive import FILES

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)

# One page of each kind, by its address below the site's.
KINDS = {
    "home": "",
    "stories": "stories/",
    "year": "stories/2024/",
    "story": "stories/2031/orbital-loses-its-founder/",
    "people": "people/",
    "person": "people/durk-kingma/",
    "companies": "companies/",
    "company": "companies/openai/",
    "topics": "topics/",
    "topic": "topics/founder-departures/",
    "moves": "moves/",
    "funding": "funding/",
    "claims": "claims/",
    "disputed": "disputed/",
    "gaps": "gaps/",
    "corrections": "corrections/",
    "page": "about/",
    "marked up": "marked-up/",
    "missing": "people/no-such-person/at/all",
}


@dataclass(frozen=True)
class Served:
    """The site on this machine."""

    url: str
    folder: Path

    def at(self, path: str) -> str:
        return self.url + path


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "archive" / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a page that is left before it is whole hangs up."""


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory, root: Path, sample: Path, chromium: str) -> Iterator[Served]:
    """The sample archive and some stories that try what a site must stand, at http://127.0.0.1:PORT/archive/."""
    folder = tmp_path_factory.mktemp("browser")
    content = folder / "content"
    shutil.copytree(sample, content)
    for name, text in FILES.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(root / "theme", folder / "theme")
    config = re.sub(r"^site_name:.*$", "site_name: Cuttings", (root / "mkdocs.yml").read_text(), flags=re.M)
    (folder / "mkdocs.yml").write_text(config)
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=os.fspath(folder / "www")))
    url = f"http://127.0.0.1:{server.server_port}/archive/"
    place = folder / "www" / "archive"
    place.parent.mkdir()
    given = Given(folder / "mkdocs.yml", os.fspath(content), place, url, jobs=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(periods, "MANY", 1)  # the search's bundles are those of a busy archive
        result = build(Order(given, date(2031, 6, 1)), Listener())
    if not result.pages:
        server.server_close()
        raise AssertionError("\n".join(map(str, result.problems)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Served(url, place)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="package")
def browser(chromium: str, site: Served) -> Iterator[Browser]:
    """Started after the site was built: a build may fork, and the driver has threads."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield started
        started.close()


class Watch:
    """What went wrong on the pages of a context, and what they asked other hosts for."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.faults: list[str] = []
        host = url.partition("/archive/")[0]
        context.on("weberror", lambda error: self.faults.append(f"error: {error.error}"))
        context.on("console", lambda said: self._console(said.type, said.text, said.location["url"]))
        context.on("request", lambda asked: self._asked(asked.url, host))

    def _console(self, kind: str, text: str, where: str) -> None:
        missing = "404" in text and where.endswith("/at/all")  # the page that is asked for to see the 404 page
        if kind in ("error", "warning") and not missing:
            self.faults.append(f"console {kind}: {text} ({where})")

    def _asked(self, url: str, host: str) -> None:
        if not url.startswith((f"{host}/", "data:", "blob:")):
            self.faults.append(f"asked {url}")


@pytest.fixture
def page(browser: Browser, site: Served) -> Iterator[Page]:
    """A page in a window of its own. A console error, or a request to another host, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watch = Watch(context, site.url)
    page = context.new_page()
    page.set_default_timeout(8000)
    yield page
    context.close()
    assert watch.faults == []
