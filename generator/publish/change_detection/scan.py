"""Whether the site that stands is still the right one: a look at the files, and nothing else.

A build leaves a stamp of everything that went into it in the build folder: of each file of the content, the
theme, the configuration, this program and its libraries its size, times and number, and how the site's own
marker stands. While all of that is the same, another build would give the same bytes, and need not begin. This
module loads nothing that takes time. A stamp that is missing, odd or older than what it tells of means nothing.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from msgspec import Struct, ValidationError, convert, to_builtins
from msgspec.structs import astuple

import generator
from generator.problems import Problem
from generator.publish.change_detection.listing import FileDifference, difference, state_of, tree
from generator.publish.config.build_folder import SITE_MARKER, folder_of_builds, named_build_dir
from generator.read.side_files import is_side_file

_FORMAT = 4
_FILES = ".files"  # of a stamp: the state of each file of the content
_INHERIT = re.compile(r"^INHERIT:\s*(.+?)\s*$", re.MULTILINE)
_DEEPEST = 20  # configurations that inherit from each other
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")
_TICK = 50_000_000  # nanoseconds: changes closer together than this may leave a file with the same times
_ENVIRONMENT = ("SOURCE_DATE_EPOCH",)
_NOTHING = FileDifference((), (), ())


class Asked(Struct, frozen=True):
    """What a build was asked for."""

    config_file: Path
    content: str | None
    site: Path | None
    site_url: str | None
    today: date
    strict_claims: bool
    allow_shrink: bool
    is_preview: bool = False


class Stood(Struct, frozen=True):
    """What the build that stands came to."""

    problems: tuple[Problem, ...]
    site: Path
    pages: int
    stories: int


class _Said(Struct, frozen=True):
    """What a build leaves in its folder, as JSON."""

    format: int
    state: str  # what stands for everything that went into it
    around: str  # … and for all of that but the content
    form: str
    told: dict[str, Any]
    content: str
    themes: tuple[str, ...]
    site: str
    marker: tuple[int, int, int]  # the site's own file, by number, time and size
    pages: int
    stories: int
    problems: tuple[Problem, ...]


class Stamp:
    """The state of everything that goes into one build, taken before it reads any of it."""

    def __init__(self, asked: Asked, content: Path, themes: Sequence[Path]) -> None:
        """``content`` and ``themes`` are the folders that the configuration names."""
        self._asked = asked
        self._began = time.time_ns()
        self._newest = 0
        self.content = content
        self._themes = tuple(sorted(themes))
        self.around = self._around()
        # Of the content, each path with its state.
        self.files = tuple(file for file in self._files(content) if not is_side_file(file[0].rpartition("/")[2]))
        self.told = _digest((self.around, *(part for file in self.files for part in file)))

    def _around(self) -> str:
        """Digest of everything but the content."""
        folders = (*self._themes, Path(generator.__file__).parent)
        files = (part for folder in folders for file in ((os.fspath(folder),), *self._files(folder)) for part in file)
        return _digest((*_surroundings(self._asked), os.fspath(self.content), *files))

    def _files(self, folder: Path) -> Iterator[tuple[str, str]]:
        for path, found in tree(os.fspath(folder)):
            self._newest = max(self._newest, found.st_mtime_ns, found.st_ctime_ns)
            yield path, state_of(found)

    @property
    def today(self) -> date:
        """The day whose stories are out."""
        return self._asked.today

    @property
    def is_strict(self) -> bool:
        """Whether a claim that the facts rule out is an error."""
        return self._asked.strict_claims

    def unchanged(self, before: Left | None) -> frozenset[str]:
        """The paths of the content whose state is what it was before the build that left ``before``."""
        try:
            was = _states(before) if before else None
        except (OSError, ValueError):
            was = None
        return frozenset(path for path, _ in {*self.files}.intersection(was or ()))

    @property
    def lacks(self) -> int:
        """Nanoseconds too few since the last change for a stamp that is sure to tell of all there are; 0 if enough."""
        return max(0, self._newest - self._began + _TICK)

    @property
    def form(self) -> str:
        """Digest of all that goes into every page: everything but the content and the day.

        It is made of what the files hold, so that what one machine made another can use.
        """
        whole = blake2b(f"{self._asked.content} {self._asked.site_url}".encode(), digest_size=20)
        for line in _setting(self._asked):
            whole.update(line.encode("utf-8", "surrogateescape"))
            whole.update(b"\n")
        for folder in (*self._themes, Path(generator.__file__).parent):
            for path, found in tree(os.fspath(folder)):
                if S_ISREG(found.st_mode):
                    whole.update(f"{path}\0".encode("utf-8", "surrogateescape"))
                    whole.update(blake2b((folder / path).read_bytes()).digest())
        return whole.hexdigest()

    def leave(self, build_dir: Path, stood: Stood, form: str, told: Mapping[str, Any]) -> None:
        """Say in the build folder what came of the build. OSError when it can't be written.

        ``form`` is :attr:`form`, for whoever has worked it out already; ``told`` is kept for whoever comes next.
        """
        path = _path(build_dir, self._asked)
        if self.lacks:
            path.unlink(missing_ok=True)  # changed as the build began: what was read may be older or newer
            return
        said = _Said(
            format=_FORMAT,
            state=self.told,
            around=self.around,
            form=form,
            told=dict(told),
            content=os.fspath(self.content),
            themes=tuple(map(os.fspath, self._themes)),
            site=os.fspath(stood.site),
            marker=_marker(stood.site),
            pages=stood.pages,
            stories=stood.stories,
            problems=stood.problems,
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        files = "\0".join(part for file in self.files for part in file)
        path.with_suffix(_FILES).write_bytes(f"{self.told}\0{files}".encode("utf-8", "surrogateescape"))
        path.write_text(json.dumps(to_builtins(said)), encoding="utf-8")


class Scan(NamedTuple):
    """Result of a scan: the last build, and which content files have changed since."""

    stamp: Stamp
    stood: Stood
    form: str
    changed: tuple[str, ...]  # paths below the content folder; none where another build would give the same
    come: frozenset[str]  # those of them that weren't there
    gone: frozenset[str]  # … and that aren't any more
    build_dir: Path
    told: Mapping[str, Any]


class Left(NamedTuple):
    """What a build left in the build folder, whose site stands as it left it."""

    build_dir: Path
    site: Path
    files: Path  # what the state of the content's files was
    said: _Said


def left(asked: Asked) -> Left | None:
    """What the last such build left; None where there is nothing, or another site than it made."""
    try:
        build_dir = asked.config_file.absolute().parent / named_build_dir(texts(asked.config_file))
        build_dir = folder_of_builds(build_dir, is_preview=asked.is_preview)
        path = _path(build_dir, asked)
        said = convert(json.loads(path.read_text(encoding="utf-8")), _Said)
        is_whole = (build_dir / "docs").is_dir() and (build_dir / "mkdocs.yml").is_file()
        if not is_whole or said.format != _FORMAT or said.marker != _marker(Path(said.site)):
            return None
        return Left(build_dir, Path(said.site), path.with_suffix(_FILES), said)
    except (OSError, ValueError, ValidationError):
        return None


def look(asked: Asked, before: Left | None = None) -> Scan | None:
    """Scan for changes since the last build; None where that is unsure, or more than some files changed.

    ``before`` is what :func:`left` gave, for whoever has asked.
    """
    before = before or left(asked)
    if before is None:
        return None
    said = before.said
    try:
        stamp = settled(asked, Path(said.content), [Path(theme) for theme in said.themes])
        is_same = stamp.told == said.state
        was = () if is_same or stamp.around != said.around else _states(before)
    except (OSError, ValueError):
        return None
    if not (is_same or was):
        return None
    others, come, gone = difference(was or (), stamp.files) if not is_same else _NOTHING
    stood = Stood(said.problems, before.site, said.pages, said.stories)
    changed = (*others, *come, *gone)
    return Scan(stamp, stood, said.form, changed, frozenset(come), frozenset(gone), before.build_dir, said.told)


def settled(asked: Asked, content: Path, themes: Sequence[Path]) -> Stamp:
    """A stamp that a build can leave, where that is only a matter of waiting for a moment."""
    stamp = Stamp(asked, content, themes)
    if not 0 < stamp.lacks <= _TICK:  # more only where the clock was set back
        return stamp
    time.sleep(stamp.lacks / 1e9)
    return Stamp(asked, content, themes)


def _states(before: Left) -> tuple[tuple[str, str], ...] | None:
    """What the state of each file of the content was; None where that isn't what the stamp tells of."""
    told, *parts = before.files.read_bytes().decode("utf-8", "surrogateescape").split("\0")
    return tuple(zip(parts[::2], parts[1::2], strict=True)) if told == before.said.state else None


def _digest(parts: Iterable[str]) -> str:
    whole = blake2b(digest_size=20)
    for part in parts:
        whole.update(part.encode("utf-8", "surrogateescape"))
        whole.update(b"\n")
    return whole.hexdigest()


def _path(build_dir: Path, asked: Asked) -> Path:
    """Builds that were asked for different things keep different stamps; the day is no difference."""
    what = repr([each for each in astuple(asked) if not isinstance(each, date)] + [os.getcwd()])  # noqa: PTH109
    return build_dir / "stamps" / f"{blake2b(what.encode('utf-8', 'surrogateescape'), digest_size=10).hexdigest()}.json"


def _surroundings(asked: Asked) -> Iterator[str]:
    """All but the trees of files: what was asked, Python, its libraries by their versions, and the environment."""
    yield repr(astuple(asked))
    yield from _setting(asked)


def _setting(asked: Asked) -> Iterator[str]:
    text = "\n".join(texts(asked.config_file))
    yield text
    yield f"{sys.version} {sys.prefix}"
    for folder in sys.path:
        yield from _distributions(folder)
    for name in sorted({*_VARIABLE.findall(text), *_ENVIRONMENT} & os.environ.keys()):
        yield f"{name}={os.environ[name]}"


def texts(config_file: Path, depth: int = 0) -> Iterator[str]:
    """A configuration, and those that it inherits from."""
    text = config_file.read_text(encoding="utf-8")
    yield text
    for parent in _INHERIT.findall(text) if depth < _DEEPEST else ():
        yield from texts(config_file.parent / parent.strip("\"'"), depth + 1)


def _distributions(folder: str) -> Iterable[str]:
    if not folder.endswith("-packages"):
        return ()
    return sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))  # noqa: PTH208


def _marker(site: Path) -> tuple[int, int, int]:
    found = (site / SITE_MARKER).stat()
    return found.st_ino, found.st_mtime_ns, found.st_size
