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

from generator.publish.admin import admin_files, admin_of
from generator.publish.config.site import Site
from generator.publish.generated.folder import contents

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


# Puts a story into the folder that the form's back end for trying keeps in the browser.
HOLD = """async ([path, text]) => {
  const parts = path.split("/");
  let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("sveltia-cms-test", {create: true});
  for (const name of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(name, {create: true});
  const file = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable();
  await file.write(text);
  await file.close();
}"""
IN_THE_FORM = "content/stories/2024/kingma-joins-anthropic.md"


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
        keep(page.screenshot(), folder / f"{name}.png")
        context.close()


def take_form(browser: Browser, base: str, site: Path, file: Path) -> None:
    """Takes the picture of the browser form, with a story of the sample open in it."""
    for path, made in admin_files(
        admin_of({"backend": {"name": "test-repo"}}, ROOT / "x", ROOT / "content"), Site("Cuttings")
    ):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(contents(made))
    page = browser.new_page(viewport={"width": 1100, "height": 900}, color_scheme="light", reduced_motion="reduce")
    page.goto(f"{base}admin/")
    page.evaluate(HOLD, [IN_THE_FORM, (ROOT / IN_THE_FORM).read_text(encoding="utf-8")])
    page.get_by_role("button", name="Work with Test Repository").click()
    page.get_by_role("button", name="Create New Entry").first.wait_for()
    page.goto(f"{base}admin/#/collections/stories/entries/2024/{Path(IN_THE_FORM).stem}")
    people = page.locator('[data-key-path="people"]')
    people.scroll_into_view_if_needed()
    people.get_by_role("button", name="Expand", exact=True).nth(1).click()
    page.wait_for_timeout(500)
    people.evaluate("element => element.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(1_000)  # it moves
    keep(page.screenshot(), file)
    page.close()


def keep(png: bytes, file: Path) -> None:
    picture = small(png)
    if len(picture) > LARGEST:
        sys.exit(f"{file.name} has {len(picture):,} bytes, more than {LARGEST:,}")
    file.write_bytes(picture)
    print(f"{file}: {len(picture):,} bytes")


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
            take_form(browser, base, site, folder / "form.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures")
