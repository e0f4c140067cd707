"""The content folder → everything in it that can be read, with every problem of its files.

The order of the result is that of the paths, whatever order the system lists files in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator import codes
from generator.problems import Position, Problem, in_order
from generator.read.encoding import MOST_BYTES
from generator.read.files import Found, find_files, printable
from generator.read.model import Content, EntityKind, Image, OrdinaryPage, Profile, Story
from generator.read.pages import read_page
from generator.read.pictures import picture_problems
from generator.read.profiles import read_profile
from generator.read.stories import read_story, shown_path, slug_from
from generator.values.hygiene import slug_faults, slug_key
from generator.values.names import closest
from generator.values.quoting import quoted

PROFILE_FOLDERS: Mapping[str, EntityKind] = MappingProxyType(
    {"people": "person", "companies": "company", "topics": "topic"}
)
_START = Position(1, 1)


class TextFile(NamedTuple):
    """One story, profile or ordinary page: its path below the content folder, and its bytes."""

    path: str
    data: bytes


class Parsed(NamedTuple):
    """What one text file says, and what is wrong with it."""

    item: Story | Profile | OrdinaryPage
    problems: tuple[Problem, ...]


Reader = Callable[[Iterable[TextFile], str], Iterable[Parsed]]
Recall = Callable[[str], Parsed | None]


def _unknown(_: str) -> None:
    """Nothing is known without a look."""


def read_file(file: TextFile, shown: str) -> Parsed:
    """Reads one text file by the folder that it is in. Needs nothing but its arguments, so it may run anywhere."""
    folder = file.path.partition("/")[0]
    if folder == "stories":
        return Parsed(*read_story(file.data, file.path, shown))
    if folder == "pages":
        return Parsed(*read_page(file.data, file.path, shown))
    return Parsed(*read_profile(file.data, file.path, shown, PROFILE_FOLDERS[folder]))


def read_chunk(files: Iterable[TextFile], shown: str) -> list[Parsed]:
    """Reads some text files, all at once."""
    return [read_file(file, shown) for file in files]


def read_files(files: Iterable[TextFile], shown: str) -> Iterable[Parsed]:
    """Reads text files one after the other, in this process."""
    return (read_file(file, shown) for file in files)


def read_content(
    root: Path, *, shown: str, read: Reader = read_files, recall: Recall = _unknown
) -> tuple[Content, tuple[Problem, ...]]:
    """All that is in the content folder ``root``, drafts included, and every problem in order.

    ``shown`` is the folder as the user gave it, which the problems' paths begin with. ``read`` may read the
    files elsewhere (in worker processes, from a record of the last build), in the order in which it gets them.
    ``recall`` may say what a file says by its path, where that is known without a look at it.
    """
    found = find_files(root, shown)
    problems = list(found.problems)
    texts, pictures = [], []
    for file in found.files:
        if file.path.startswith("images/"):
            pictures.append(file)
        else:
            texts.append(file)
    texts = _with_own_address(texts, shown, problems)
    parsed = {file.path: known for file in texts if (known := recall(file.path)) is not None}
    others = (file for file in texts if file.path not in parsed)
    parsed |= {one.item.path: one for one in read(_load(others, shown, problems), shown)}
    in_turn = [parsed[file.path] for file in texts if file.path in parsed]
    for one in in_turn:
        problems += one.problems
    items = [one.item for one in in_turn]
    for file in pictures:
        problems += picture_problems(file.file, shown_path(shown, file.path))
    content = Content(
        shown,
        stories=tuple(item for item in items if isinstance(item, Story)),
        profiles=tuple(item for item in items if isinstance(item, Profile)),
        pages=tuple(item for item in items if isinstance(item, OrdinaryPage)),
        images=tuple(file.path.removeprefix("images/") for file in pictures),
    )
    problems += _missing_pictures(content)
    return content, in_order(problems)


def _missing_pictures(content: Content) -> tuple[Problem, ...]:
    """A problem for each picture that a story or profile names and content/images doesn't have."""
    there = frozenset(content.images)
    pictured: list[Story | Profile] = [*content.stories, *content.profiles]
    return tuple(
        _missing(item.image, shown_path(content.root, item.path), there)
        for item in pictured
        if item.image is not None and item.image.file not in there
    )


def _missing(image: Image, path: str, there: frozenset[str]) -> Problem:
    near = image.file.removeprefix("images/")
    if near not in there:
        near = closest(image.file, sorted(there)) or ""
    message = f"content/images has no {quoted(image.file)}"
    message += f'; did you mean "{near}"?' if near else "; put the picture there, or take the image out"
    return codes.problem("missing-picture", path, image.at, message, near)


def _load(files: Iterable[Found], shown: str, problems: list[Problem]) -> Iterator[TextFile]:
    """Each file's bytes, as they are asked for; of one that is too large, just enough to tell."""
    for file in files:
        try:
            with file.file.open("rb") as opened:
                data = opened.read(MOST_BYTES + 1)
        except OSError as error:
            message = f"this file can't be read ({error.strerror}); make it readable for whoever builds the site"
            problems.append(codes.problem("unreadable-file", shown_path(shown, file.path), _START, message))
        else:
            yield TextFile(file.path, data)


def _with_own_address(files: Iterable[Found], shown: str, problems: list[Problem]) -> list[Found]:
    """The files whose names make an address that no other has; what is wrong with the others is reported.

    Of two files with one address the first by path is kept, so that what names it still finds it.
    """
    owners: dict[tuple[str, str], Found] = {}
    kept = []
    for file in files:
        folder, _, rest = file.path.partition("/")
        slug = rest.removesuffix(".md") if folder == "pages" else slug_from(file.path)
        path = shown_path(shown, file.path)
        for number, part in enumerate(slug.split("/")):
            faults = slug_faults(part, at_root=folder == "pages" and number == 0)
            problems += [codes.problem("bad-slug", path, _START, fault) for fault in faults]
        owner = owners.setdefault((folder, slug_key(slug)), file)
        if owner is file:
            kept.append(file)
            continue
        message = f'"{printable(slug)}" is the slug of {shown_path(shown, owner.path)} too; rename one of the two files'
        problems.append(codes.problem("slug-taken", path, _START, message))
    return kept
