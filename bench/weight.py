"""What a page costs its reader: bytes sent, compressed, before anybody searches, and how soon Chromium paints it.

usage: python -m bench.weight [--stories 10000] [--rounds 5] [--site SITE] [--work DIR]

Makes an archive as the races do, builds it, serves it compressed as web servers do, and opens each page in a
fresh window with an empty cache. SITE is a site that was built already. Chosen are: the home page, the story,
person and company of middling size, and the heaviest story, person and company.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, sync_playwright

from bench import story_format

HERE = Path(__file__).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".map")
LARGEST_PAINT = """new Promise(told => new PerformanceObserver(list => told(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true}))"""
FIRST_PAINT = 'performance.getEntriesByName("first-contentful-paint")[0].startTime'


@dataclass(frozen=True)
class Weight:
    """One page, opened once. Bytes are those on the wire, heads of answers included; times are since it was asked for."""

    path: str
    html: int
    all: int
    asked: int  # requests
    first_paint: float  # ms
    largest_paint: float  # ms
    kinds: Mapping[str, int]  # bytes by type: "Document", "Stylesheet", "Script", …


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Files, compressed by gzip -6 where they are text."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in TEXT:
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a page that is left before it is whole hangs up."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site, served on this machine for as long as it is needed."""
    with Server(("127.0.0.1", 0), functools.partial(Compressing, directory=os.fspath(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def chosen(site: Path) -> dict[str, str]:
    """The pages to weigh, by what they are."""
    pages = {"home": ""}
    for name, pattern in (("story", "stories/*/*"), ("person", "people/*"), ("company", "companies/*")):
        sized = sorted(
            (file.stat().st_size, file.parent.relative_to(site).as_posix())
            for file in site.glob(f"{pattern}/index.html")
            if file.parent.name != "-" and b'http-equiv="refresh"' not in file.read_bytes()[:2000]
        )
        if sized:
            pages[f"middling {name}"] = f"{sized[len(sized) // 2][1]}/"
            pages[f"heaviest {name}"] = f"{sized[-1][1]}/"
    return pages


def weigh(browser: Browser, base: str, path: str) -> Weight:
    """Opens a page with an empty cache, waits until it asks for nothing more, and tells what it took."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    devtools: CDPSession = context.new_cdp_session(page)
    devtools.send("Network.enable")
    types: dict[str, str] = {}
    sizes: dict[str, int] = {}
    devtools.on("Network.responseReceived", lambda told: types.update({told["requestId"]: told["type"]}))
    devtools.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto(base + path, wait_until="networkidle")
    first, largest = page.evaluate(FIRST_PAINT), page.evaluate(LARGEST_PAINT)
    kinds: dict[str, int] = {}
    for request, size in sizes.items():
        kind = types.get(request, "Other")
        kinds[kind] = kinds.get(kind, 0) + size
    context.close()
    return Weight(path, kinds.get("Document", 0), sum(sizes.values()), len(sizes), first, largest, kinds)


def archive(stories: int, work: Path) -> Path:
    """Makes an archive and builds its site below ``work``; returns the site."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    subprocess.run([sys.executable, HERE / "maker.py", str(stories), work, "src"], check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    story_format.convert(work / "src", work / "content")
    shutil.copytree(HERE.parent / "theme", work / "theme")
    shutil.copy(HERE.parent / "mkdocs.yml", work)
    subprocess.run([sys.executable, "-m", "generator", "build"], cwd=work, check=True,
                   env={**os.environ, "PYTHONPATH": str(HERE.parent)})  # fmt: skip
    return work / "site"


def table(browser: Browser, base: str, pages: Mapping[str, str], rounds: int) -> Iterator[str]:
    """The table of docs/benchmarks.md, line by line: medians, and the slowest paint of all rounds."""
    yield "| page | HTML, KB | all, KB | requests | first paint, ms | largest paint, ms | slowest, ms | bytes by type |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for name, path in pages.items():
        found = [weigh(browser, base, path) for _ in range(rounds)]
        first, largest = (statistics.median(times) for times in zip(*((each.first_paint, each.largest_paint) for each in found), strict=True))  # fmt: skip
        slowest = max(each.largest_paint for each in found)
        one = max(found, key=lambda each: each.all)
        kinds = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in sorted(one.kinds.items()))
        yield (
            f"| {name} (`/{path}`) | {one.html / 1000:.1f} | {one.all / 1000:.1f} | {one.asked} "
            f"| {first:.0f} | {largest:.0f} | {slowest:.0f} | {kinds} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--site", type=Path, help="a site that was built already")
    parser.add_argument("--work", type=Path, default=Path("/dev/shm" if Path("/dev/shm").is_dir() else tempfile.gettempdir()) / "cuttings-weight")  # fmt: skip
    options = parser.parse_args()
    program = next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM") or "", *BROWSERS))), None)
    if program is None:
        sys.exit("no Chromium was found; install it, or set CHROMIUM to its path")
    site = options.site or archive(options.stories, options.work)
    pages = chosen(site)
    with served(site) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        weigh(browser, base, "")  # the browser's own first steps are not a page's
        for line in table(browser, base, pages, options.rounds):
            print(line, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
