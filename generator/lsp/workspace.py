"""The content folder as it would be if everything open in the editor were saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.archive.index import build_archive
from generator.archive.model import Archive, Ref
from generator.archive.names import Names, names_of
from generator.archive.reasoning import reason
from generator.pages.desk import Desk, lay_out
from generator.problems import Problem, in_order
from generator.read.model import Content, OrdinaryPage, Profile, Story
from generator.read.walk import Parsed, TextFile, read_content, read_file

Item = Story | Profile | OrdinaryPage


@dataclass(frozen=True)
class View:
    """All that is known at one moment. ``items`` and ``problems`` are keyed by path below the content folder."""

    content: Content
    found: tuple[Problem, ...]  # all problems, in order
    archive: Archive
    items: Mapping[str, Item]
    problems: Mapping[str, tuple[Problem, ...]]

    @cached_property
    def names(self) -> Names:
        """Whom each name fits."""
        return names_of(self.archive)

    @cached_property
    def desk(self) -> Desk:
        """What follows from the archive; worked out when somebody first asks who a name is."""
        return lay_out(self.archive, reason(self.archive))

    def path_of(self, ref: Ref) -> str:
        """The file that says most of somebody: their profile, or the first story that names them; "" for none."""
        if ref.kind == "story":
            return self.archive.stories[ref.slug].story.path
        if ref.kind == "page":
            return self.archive.pages[ref.slug].path
        profile = self.archive.profiles.get(ref)
        if profile is not None:
            return profile.path
        stories = self.archive.stories_of.get(ref, ())
        return self.archive.stories[stories[0]].story.path if stories else ""


class Workspace:
    """A content folder and the texts that are open. Only files whose bytes changed are read again."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self._open: dict[str, bytes] = {}
        self._read: dict[str, tuple[bytes, Parsed]] = {}

    def below(self, file: Path) -> str | None:
        """A file's path below the content folder, or None for one that isn't content."""
        try:
            path = file.resolve().relative_to(self.root.resolve())
        except ValueError:
            return None
        return path.as_posix() if path.suffix == ".md" and len(path.parts) > 1 else None

    def write(self, path: str, text: str) -> None:
        """``text`` is what the editor shows for ``path`` now."""
        self._open[path] = text.encode("utf-8", errors="surrogatepass")

    def close(self, path: str) -> None:
        """The editor has closed ``path``: what is on disk holds again."""
        self._open.pop(path, None)

    def bytes_of(self, file: Path) -> bytes:
        """A content file as it is now: what is open of it, or what is on disk. OSError where it can't be read."""
        text = self._open.get(file.relative_to(self.root).as_posix())
        return file.read_bytes() if text is None else text

    def view(self, today: date) -> View:
        """Everything read, filed and checked. OSError where the folder can't be read."""
        content, in_files = read_content(self.root, shown="", read=self._reader)
        archive, together = build_archive(content, until=today)
        problems: dict[str, list[Problem]] = {}
        found = in_order((*in_files, *together))
        for problem in found:
            problems.setdefault(problem.path.lstrip("/"), []).append(problem)
        items: list[Item] = [*content.stories, *content.profiles, *content.pages]
        return View(
            content,
            found,
            archive,
            {item.path: item for item in items},
            {path: tuple(each) for path, each in problems.items()},
        )

    def _reader(self, files: Iterable[TextFile], shown: str) -> Iterator[Parsed]:
        for file in files:
            data = self._open.get(file.path, file.data)
            known = self._read.get(file.path)
            if known is None or known[0] != data:
                known = self._read[file.path] = (data, read_file(TextFile(file.path, data), shown))
            yield known[1]
