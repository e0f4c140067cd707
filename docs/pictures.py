"""Takes the pictures of the README and the docs: the sample archive, built afresh, in headless Chromium.

usage: python docs/pictures.py [FOLDER]

FOLDER is docs/pictures unless given. CHROMIUM names a browser that isn't in the usual places.
"""

from __future__ import annotations

import functools
import http.server
import io
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LARGEST = 250_000  # bytes of one picture
# Each picture: its page, its width and height in pixels, its colours.
PICTURES = {
    "person": ("people/durk-kingma/", 1280, 860, "light"),
    "company": ("companies/openai/", 1280, 1000, "light"),
    "moves": ("moves/", 1280, 860, "light"),
    "home": ("", 1280, 860, "light"),
    "person-phone-dark": ("people/durk-kingma/", 390, 860, "dark"),
}


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name that http.server gives it)
        pass


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site, served on this machine for as long as it is needed."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def small(png: bytes) -> bytes:
    """The same picture in 256 colours, which is all that these have."""
    with Image.open(io.BytesIO(png)) as picture:
        out = io.BytesIO()
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def take(browser: Browser, base: str, folder: Path) -> None:
    """Takes every picture into ``folder``."""
    for name, (path, width, height, colours) in PICTURES.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if colours == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(base + path, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        picture = small(page.screenshot())
        context.close()
        if len(picture) > LARGEST:
            sys.exit(f"{name}.png has {len(picture):,} bytes, more than {LARGEST:,}")
        (folder / f"{name}.png").write_bytes(picture)
        print(f"{folder / name}.png: {len(picture):,} bytes")


def main(folder: Path) -> None:
    """Builds the sample and takes its pictures."""
    found = next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM") or "", *BROWSERS))), None)
    if found is None:
        sys.exit("no Chromium was found; install it, or set CHROMIUM to its path")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        site = Path(work, "site")
        subprocess.run([sys.executable, "-m", "generator", "build", "--site", str(site)], cwd=ROOT, check=True)
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        with served(site) as base:
            take(browser, base, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
