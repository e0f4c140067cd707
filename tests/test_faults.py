"""Whatever happens to a build, readers get whole pages of one version, and the next build mends what is left.

The builds are real ones, by the command line, in processes of their own. ``KILLS=200`` kills as many of them.
"""

from __future__ import annotations

import functools
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from generator.build import Built, Order, build
from generator.cli import building, folders, main
from generator.cli.exits import FAILED, FINE
from generator.publish.config.settings import Given
from generator.publish.errors import BuildFailedError
from generator.publish.listener import Listener
from tests.test_build import Project, files

KILLS = int(os.environ.get("KILLS", "6"))
STORIES = 6
STORY = """---
title: Story {number} of version {version}
standfirst: Told in version {version}
date: 2024-03-{day:02}
topics: [launch safety]
people:
  Ada Byron {number}:
    - {{left: Orbital, date: 2024-02, role: pilot of version {version}}}
---
A text of version {version}.
"""


class Newsroom(Project):
    """A project whose stories all say which version of it they are of."""

    def copy(self, folder: Path) -> Newsroom:
        """The same newsroom in another folder."""
        shutil.copytree(self.folder, folder, symlinks=True)
        copied = object.__new__(Newsroom)
        copied.folder, copied.content, copied.site = folder, folder / "content", folder / "site"
        copied.docs = folder / "build" / "docs"
        return copied

    def stamp(self, version: int, stories: int = STORIES) -> None:
        """Write every story anew."""
        for number in range(stories):
            text = STORY.format(number=number, version=version, day=number + 1)
            self.write(f"stories/2024/s{number}.md", text)

    def start(self, *more: str, before: Callable[[], None] | None = None, **environment: str) -> subprocess.Popen[str]:
        """A build by the command line, in a session of its own, so that all its processes can be killed."""
        command = [sys.executable, "-m", "generator", "build", "--content", "content", "--site", "site", *more]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": os.fspath(ROOT), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=before,  # noqa: PLW1509  # it sets a limit, and nothing else
        )

    def run(self, *more: str, before: Callable[[], None] | None = None, **environment: str) -> tuple[int, str]:
        """A whole build: its exit code, and what it said of faults."""
        process = self.start(*more, before=before, **environment)
        _, said = process.communicate(timeout=120)
        return process.returncode, said

    def versions(self) -> set[str]:
        """Every version that a page of the published site says it is of."""
        pages = (path.read_text() for path in self.site.rglob("index.html"))
        return {found for page in pages for found in re.findall(r"version (\d+)", page)}


ROOT = Path(__file__).resolve().parent.parent


def open_newsroom(folder: Path, root: Path) -> Newsroom:
    room = Newsroom(folder, root)
    shutil.rmtree(room.content / "stories")
    room.stamp(0)
    code, said = room.run()
    assert code == FINE, said
    return room


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Newsroom:
    """A newsroom whose site has been built once, for tests to copy."""
    return open_newsroom(tmp_path_factory.mktemp("first"), root)


@pytest.fixture
def newsroom(first: Newsroom, tmp_path: Path) -> Newsroom:
    """A newsroom of the test's own, its site published."""
    return first.copy(tmp_path / "room")


def whole(room: Newsroom, version: int) -> None:
    """The site is of one version; beside it there is only the one before, the spare, and the lock."""
    assert room.versions() == {str(version)}
    beside = {path.name for path in room.folder.iterdir() if path.name.startswith(".")}
    assert beside <= {".site.previous", ".site.spare", ".site.lock"}


class Reader:
    """Fetches pages, one after the other, and notes each that isn't a whole page of one version."""

    def __init__(self, url: str) -> None:
        self.faults: list[str] = []
        self.pages = 0
        self._url = url
        self._chance = random.Random(7)
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _read(self) -> None:
        pages = ["", "stories/", "stories/2024/", "people/", "topics/launch-safety/", "companies/orbital/"]
        pages += [f"stories/2024/s{number}/" for number in range(STORIES)]
        pages += [f"people/ada-byron-{number}/" for number in range(STORIES)]
        while not self._done.is_set():
            path = self._chance.choice(pages)
            try:
                with urlopen(self._url + path, timeout=30) as answer:
                    page = answer.read().decode()
            except HTTPError as error:
                self.faults.append(f"{path}: {error.code}")
                continue
            self.pages += 1
            versions = set(re.findall(r"version (\d+)", page))
            if len(versions) > 1 or not page.rstrip().endswith("</html>") or (not versions and path != "people/"):
                self.faults.append(f"{path}: {sorted(versions)}, {len(page)} letters")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def reader(room: Newsroom) -> Iterator[Reader]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=os.fspath(room.site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        with Reader(f"http://127.0.0.1:{server.server_port}/") as reading:
            yield reading
    finally:
        server.shutdown()
        server.server_close()


def kill(process: subprocess.Popen[str]) -> None:
    with suppress(ProcessLookupError):  # it was done before
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def staged(room: Newsroom, process: subprocess.Popen[str]) -> None:
    """Wait until the next version is whole, just before it is put in place."""
    marker = room.folder / ".site.staging" / ".cuttings"
    while process.poll() is None and not marker.exists():
        time.sleep(0.001)


def swapped(room: Newsroom, process: subprocess.Popen[str], number: int) -> None:
    """Wait until the site is another folder than it was: the version is in place, and the build is clearing up."""
    while process.poll() is None and room.site.stat().st_ino == number:
        time.sleep(0.001)


def test_killed_at_any_moment_readers_get_whole_pages(newsroom: Newsroom) -> None:
    began = time.monotonic()
    newsroom.stamp(1)
    assert newsroom.run()[0] == FINE
    length = time.monotonic() - began
    chance = random.Random(11)
    shown = set()
    with reader(newsroom) as reading:
        for version in range(2, KILLS + 2):
            newsroom.stamp(version)
            number = newsroom.site.stat().st_ino
            process = newsroom.start()
            match version % 4:  # the moments that matter most are short ones
                case 0:
                    staged(newsroom, process)
                    time.sleep(chance.uniform(0, 0.02))
                case 1:
                    swapped(newsroom, process, number)
                case _:
                    time.sleep(chance.uniform(0, length * 1.2))
            kill(process)
            versions = newsroom.versions()
            assert len(versions) == 1, f"after kill {version}: {versions}"
            shown |= versions
        assert newsroom.run()[0] == FINE
    assert reading.faults == []
    assert reading.pages > KILLS
    assert len(shown) > 1, "no build got so far as to show anything"
    whole(newsroom, KILLS + 1)


def test_a_file_that_cannot_be_written_whole(newsroom: Newsroom) -> None:
    newsroom.stamp(1)
    for most in (0, 3_000, 40_000, 300_000):
        code, said = newsroom.run(before=functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most)))
        assert "Traceback" not in said
        assert code == FAILED, said
        assert "the site is as it was" in said
        assert newsroom.versions() == {"0"}
    assert newsroom.run()[0] == FINE
    whole(newsroom, 1)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Callable[[str], None]]:
    """A file system of its own, which the test can make larger or read-only; skips where that isn't allowed."""

    def mount(*words: str) -> bool:
        done = subprocess.run(["mount", *words], capture_output=True, check=False)
        return done.returncode == 0

    folder.mkdir()
    if os.geteuid() != 0 or not mount("-t", "tmpfs", "-o", f"size={size}", "tmpfs", os.fspath(folder)):
        pytest.skip("only root can make a small disk")

    def again(options: str) -> None:
        assert mount("-o", f"remount,{options}", os.fspath(folder))

    try:
        yield again
    finally:
        subprocess.run(["umount", "--lazy", os.fspath(folder)], check=False)


@pytest.fixture
def on_disk(tmp_path: Path, first: Newsroom) -> Iterator[tuple[Newsroom, Callable[[str], None]]]:
    """A newsroom, its site published, on a disk of its own."""
    with small_disk(tmp_path / "disk", "200m") as again:
        yield first.copy(tmp_path / "disk" / "room"), again


def test_a_full_disk(on_disk: tuple[Newsroom, Callable[[str], None]]) -> None:
    room, _ = on_disk
    room.stamp(1)
    disk = shutil.disk_usage(room.folder)
    filler = room.folder / "filler"
    for left in (0, 200_000, 1_500_000):
        with filler.open("wb") as file:
            file.truncate(0)
            os.posix_fallocate(file.fileno(), 0, max(1, shutil.disk_usage(room.folder).free - left))
        code, said = room.run()
        filler.unlink()
        assert "Traceback" not in said
        if code == FINE:  # what is left was enough
            assert room.versions() == {"1"}
            break
        assert code == FAILED, said
        assert "No space left" in said or "the site is as it was" in said
        assert room.versions() == {"0"}
    assert shutil.disk_usage(room.folder).total == disk.total
    assert room.run()[0] == FINE
    whole(room, 1)


def test_a_disk_that_may_only_be_read(on_disk: tuple[Newsroom, Callable[[str], None]]) -> None:
    room, again = on_disk
    room.stamp(1)
    again("ro")
    code, said = room.run(PYTHONDONTWRITEBYTECODE="1")
    again("rw")
    assert "Traceback" not in said
    assert code == FAILED, said
    assert room.versions() == {"0"}
    assert room.run()[0] == FINE
    whole(room, 1)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """A folder that its user may not write to. Root may write to any, so for root it is a disk that only gives."""
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    name = os.fspath(folder)
    bound = (["mount", "--bind", name, name], ["mount", "-o", "remount,ro,bind", name])
    if any(subprocess.run(words, capture_output=True, check=False).returncode for words in bound):
        pytest.skip("nothing is mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", os.fspath(folder)], check=False)


@pytest.mark.parametrize("there", [False, True])
def test_a_target_that_may_not_be_written_to(newsroom: Newsroom, there: bool) -> None:
    """The build folder can be written, the folder around the site can't: whether there is a site in it, or none."""
    around = newsroom.folder / "www"
    around.mkdir()
    if there:
        newsroom.site.rename(around / "site")
    newsroom.site = around / "site"
    newsroom.stamp(1)
    with locked(around):
        code, said = newsroom.run("--site", "www/site")
        assert "Traceback" not in said
        assert code == FAILED, said
        assert "www" in said
        assert newsroom.versions() == ({"0"} if there else set())
        assert [path.name for path in around.iterdir()] == ["site"] * there
    assert newsroom.run("--site", "www/site")[0] == FINE
    assert newsroom.versions() == {"1"}


def test_two_builds_at_once(newsroom: Newsroom) -> None:
    newsroom.stamp(1)
    with reader(newsroom) as reading:
        both = [newsroom.start("--clean") for _ in range(2)]
        assert [process.wait(timeout=120) for process in both] == [FINE, FINE]
        for process in both:
            process.communicate()
    assert reading.faults == []
    whole(newsroom, 1)
    once = files(newsroom.site)
    assert newsroom.run("--clean")[0] == FINE
    assert files(newsroom.site) == once


def test_stopped_by_hand(newsroom: Newsroom) -> None:
    newsroom.stamp(1)
    process = newsroom.start()
    while process.poll() is None and not (newsroom.folder / ".site.staging").exists():
        time.sleep(0.001)  # until it is in the midst of it, however slow the machine
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert newsroom.versions() <= {"0", "1"}
    assert len(newsroom.versions()) == 1
    assert newsroom.run()[0] == FINE
    whole(newsroom, 1)


def at(room: Newsroom, day: date) -> Built:
    """A build on a day."""
    given = Given(room.folder / "mkdocs.yml", os.fspath(room.content), room.site)
    return build(Order(given, day, durable=False), Listener())


def test_a_clock_that_jumps(newsroom: Newsroom) -> None:
    """Back by years, nothing is out yet: that would drop the site, and is refused. Forward again, all is well."""
    newsroom.stamp(1)
    with pytest.raises(BuildFailedError, match="--allow-shrink"):
        at(newsroom, date(2020, 1, 1))
    assert newsroom.versions() == {"0"}
    for path in newsroom.content.rglob("*.md"):  # and the files were saved in years to come, or long ago
        os.utime(path, (4_000_000_000, 4_000_000_000))
    assert newsroom.run()[0] == FINE
    whole(newsroom, 1)
    newsroom.stamp(2)
    for path in newsroom.content.rglob("*.md"):
        os.utime(path, (100_000, 100_000))
    assert newsroom.run()[0] == FINE
    whole(newsroom, 2)


def test_a_story_is_out_on_its_day_and_not_before(newsroom: Newsroom) -> None:
    newsroom.write("stories/2031/s99.md", STORY.format(number=99, version=0, day=1).replace("2024-03-01", "2031-06-01"))
    page = newsroom.site / "stories/2031/s99/index.html"
    assert at(newsroom, date(2031, 5, 31)).stories == STORIES
    assert not page.exists()
    assert at(newsroom, date(2031, 6, 1)).stories == STORIES + 1
    assert page.exists()


def test_a_build_over_midnight_is_of_the_day_on_which_it_began(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock is read once. Read again it would say tomorrow, and a story of tomorrow would be half out."""
    newsroom.write("stories/2031/s99.md", STORY.format(number=99, version=0, day=1).replace("2024-03-01", "2031-06-01"))
    days = iter([date(2031, 5, 31)])
    for module in (building, folders):
        monkeypatch.setattr(module, "today", lambda: next(days, date(2031, 6, 1)))
    monkeypatch.chdir(newsroom.folder)
    assert main(["build", "--content", "content", "--site", "site"]) == FINE
    assert next(days, None) is None
    told = [path for path in newsroom.site.rglob("*") if path.is_file() and b"s99" in path.read_bytes()]
    assert told == []
