"""``mkdocs build`` and ``mkdocs serve`` as in any MkDocs project, and the generated folder without our plugin."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator.cli import main
from tests.test_first_hour import free_port

MKDOCS = (sys.executable, "-m", "mkdocs")
STORY = "---\ntitle: {0}\ndate: 2024-03-04\npeople:\n  Ada Byron:\n    - {{left: Orbital, date: 2024-02}}\n---\n{1}\n"


@pytest.fixture
def newsroom(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content/stories/2024").mkdir(parents=True)
    (tmp_path / "content/pages").mkdir()
    (tmp_path / "content/stories/2024/ada.md").write_text(STORY.format("Ada leaves", "[[Orbital]] says so."))
    (tmp_path / "content/pages/about.md").write_text("---\ntitle: About\n---\nWho we are.\n")
    (tmp_path / "content/pages/ethics.md").write_text("---\ntitle: Our ethics\n---\nWhat we do.\n")
    (tmp_path / "theme").symlink_to(root / "theme")
    shutil.copy(root / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    return tmp_path


ODD = 'Ünï & <b>Co</b> "x"'


def test_what_the_configuration_calls_the_site_is_text_on_every_page(newsroom: Path) -> None:
    config = newsroom / "mkdocs.yml"
    text = re.sub("^site_name:.*$", lambda _: f"site_name: '{ODD}'", config.read_text(), flags=re.M)
    config.write_text(re.sub("^site_description:.*$", lambda _: f"site_description: '{ODD}'", text, flags=re.M))
    assert main(["build"]) == 0
    story = newsroom / "content/stories/2024/ada.md"
    story.write_text(story.read_text() + "\nMore.\n")
    assert main(["build"]) == 0  # of this page alone
    assert main(["build", "--site", "clean", "--clean"]) == 0
    done = mkdocs("build", "--quiet", "--site-dir", "stock")
    assert done.returncode == 0, done.stderr
    escaped = "Ünï &amp; &lt;b&gt;Co&lt;/b&gt; &#34;x&#34;"
    for page in (newsroom / "site").rglob("*.html"):
        html = page.read_text()
        assert "<b>Co" not in html
        if "md-header" in html:
            assert f'aria-label="{escaped}"' in html
            assert re.search(rf"<title>(.+ - )?{re.escape(escaped)}</title>", html)
        path = page.relative_to(newsroom / "site")
        assert html == (newsroom / "clean" / path).read_text() == (newsroom / "stock" / path).read_text()
    assert json.loads((newsroom / "site/feed.json").read_text())["title"] == ODD
    assert json.loads((newsroom / "site/feed.json").read_text())["description"] == ODD


@pytest.mark.parametrize(
    ("more", "environment"),
    [("use_directory_urls: false\n", {}), ("site_url: ftp://x\n", {}), ("", {"SOURCE_DATE_EPOCH": "x"})],
)
def test_what_no_archive_can_be_built_with_is_refused_at_once(
    newsroom: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    more: str,
    environment: dict[str, str],
) -> None:
    config = newsroom / "mkdocs.yml"
    key = more.partition(":")[0] or "nothing"
    config.write_text(re.sub(f"^{key}:.*\n", "", config.read_text(), flags=re.M) + more)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(["build"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    done = mkdocs("build", "--quiet")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stdout.strip().splitlines()) == 1
    assert not (newsroom / "build").exists()


def mkdocs(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*MKDOCS, *words], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_mkdocs_build_gives_the_same_site(newsroom: Path) -> None:
    assert main(["build"]) == 0
    done = mkdocs("build", "--site-dir", "other")
    assert done.returncode == 0, done.stderr
    ours, theirs = files(newsroom / "site"), files(newsroom / "other")
    assert sorted(ours) == sorted(theirs)
    assert ours == theirs


def test_mkdocs_build_and_cuttings_build_may_take_turns_on_one_site(newsroom: Path) -> None:
    assert mkdocs("build").returncode == 0
    assert main(["build"]) == 0
    assert mkdocs("build").returncode == 0
    assert main(["build"]) == 0


def test_mkdocs_build_shows_problems_and_fails(newsroom: Path) -> None:
    (newsroom / "content/stories/2024/wrong.md").write_text(STORY.format("Wrong", "x").replace("left:", "lefft:"))
    done = mkdocs("build")
    assert done.returncode == 1
    assert "content/stories/2024/wrong.md:6:" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (newsroom / "build/docs").exists()


def test_mkdocs_build_shows_links_that_lead_nowhere_and_fails(newsroom: Path) -> None:
    (newsroom / "content/stories/2024/wrong.md").write_text(STORY.format("Wrong", "x [y](#nowhere)"))
    done = mkdocs("build")
    assert done.returncode == 1
    assert "content/stories/2024/wrong.md:8:7: error[dead-anchor]" in done.stderr
    assert "Traceback" not in done.stderr


def links(page: bytes) -> list[str]:
    """The links of a page's content, as MkDocs and its theme print them there."""
    content = re.search(rb"<article.*?</article>", page, re.DOTALL)
    assert content is not None
    return sorted(re.findall(r'href="((?!#)[^"]*)"', content[0].decode()))


def test_stock_mkdocs_renders_the_generated_folder_at_the_same_addresses(newsroom: Path) -> None:
    assert main(["build"]) == 0
    config = (newsroom / "build/mkdocs.yml").read_text()
    assert "cuttings:" not in config
    done = mkdocs("build", "-f", "build/mkdocs.yml")
    assert done.returncode == 0, done.stderr
    ours, stock = files(newsroom / "site"), files(newsroom / "build/site")
    stock.pop("sitemap.xml.gz")
    ours.pop(".cuttings")
    assert sorted(ours) == sorted(stock)
    for name, page in ours.items():
        if name.endswith("/index.html"):
            assert links(page) == links(stock[name]), name


def test_the_menu_has_what_the_archive_has(newsroom: Path) -> None:
    (newsroom / "content/pages/about.md").unlink()
    assert main(["build"]) == 0
    page = (newsroom / "site/index.html").read_text()
    menu = re.search(r'data-md-type="navigation".*data-md-type="toc"', page, re.DOTALL)
    assert menu is not None
    assert 'href="people/"' in menu[0]
    assert 'href="ethics/"' in menu[0]
    assert 'href="about/"' not in menu[0]
    assert "Our ethics" in menu[0]


def page_with(url: str, words: str, seconds: float = 40) -> str:
    """The page, once it holds the words."""
    until = time.monotonic() + seconds
    page = ""
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                page = answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            page = ""
        if words in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"{words!r} did not come up; the last answer was {page[:300]!r}")


@pytest.mark.parametrize("command", ["mkdocs", "cuttings"])
def test_serving_shows_what_was_saved_and_keeps_the_last_good_page(newsroom: Path, command: str) -> None:
    port = free_port()
    story = newsroom / "content/stories/2024/ada.md"
    words = {
        "mkdocs": [*MKDOCS, "serve", "--dev-addr", f"127.0.0.1:{port}"],
        "cuttings": [sys.executable, "-m", "generator", "serve", "--port", str(port)],
    }[command]
    log = (newsroom / "log").open("wb")
    server = subprocess.Popen(
        words, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    )
    url = f"http://127.0.0.1:{port}/stories/2024/ada/"
    try:
        page = page_with(url, "Ada leaves")
        assert "livereload" in page
        time.sleep(1)
        story.write_text(STORY.format("Ada stays", "[[Orbital]] says so."))
        page_with(url, "Ada stays")
        story.write_text("---\nbroken: true\n---\n")
        until = time.monotonic() + 40
        while "error[unknown-key]" not in (newsroom / "log").read_text():
            assert time.monotonic() < until
            time.sleep(0.05)
        page_with(url, "Ada stays", 5)
        story.write_text(STORY.format("Ada returns", "[[Orbital]] says so."))
        page_with(url, "Ada returns")
        builds = (newsroom / "log").read_text().count("Building documentation..." if command == "mkdocs" else "Built ")
        time.sleep(2)
        assert builds <= 4
        for outside in ("../mkdocs.yml", "%2e%2e/mkdocs.yml", "..%2fmkdocs.yml"):
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/{outside}", timeout=5)
    finally:
        server.terminate()
        server.wait(60)
        log.close()
    if command == "cuttings":  # it leaves all in order
        assert server.returncode == 0
        assert not list((newsroom / "build/preview/memory").glob("*.new*"))
        assert list((newsroom / "build/preview/memory").glob("*.after"))
