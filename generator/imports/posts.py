"""The files of an old archive → its posts, in order of path, and what was passed over and why."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from generator.imports.front_matter import decode, split
from generator.imports.mapping import OldMapping
from generator.imports.model import ImportRefusedError, Outcome, Post, System, UnreadableError
from generator.imports.wxr import export_posts
from generator.read.encoding import MOST_BYTES

_TEXTS = (".md", ".markdown", ".mdown", ".mkd", ".html", ".htm")
_OTHERS = (".rst", ".adoc", ".asciidoc", ".org", ".textile", ".mdx", ".njk", ".liquid")
_PASSED = frozenset(
    {"node_modules", "vendor", "themes", "theme", "layouts", "archetypes", "public", "output", "plugins"}
)
_DATED = re.compile(r"(?P<day>\d{4}-\d{1,2}-\d{1,2})[-_](?P<slug>.+)")
_ROOMS: Mapping[str, str] = MappingProxyType(
    {"hugo": "content", "pelican": "content"}
)  # where these keep posts, if it is there
_NO_POST = frozenset({"readme", "changelog", "contributing", "license", "code_of_conduct", "security", "404"})
_DEEPEST = 40


def find_posts(root: Path, system: System, mapping: OldMapping) -> tuple[list[Post], list[Outcome]]:
    """Everything below ``root`` that may be a post. ImportRefusedError where ``root`` is no folder or export."""
    if system == "wordpress":
        exports = [root] if root.is_file() else [path for path in _files(root) if path.suffix.lower() == ".xml"]
        if not exports:
            raise ImportRefusedError(f"{root} holds no WordPress export (Tools → Export writes one, an .xml file)")
        return export_posts(exports, root)
    if not root.is_dir():
        raise ImportRefusedError(f"{root} is no folder")
    base = root / _ROOMS.get(system, "")
    base = base if base.is_dir() else root
    posts, passed = [], []
    for path in _files(base):
        source = path.relative_to(root).as_posix()
        ending = path.suffix.lower()
        if ending in _OTHERS:
            passed.append(Outcome("skipped", source, why=f"it is no Markdown ({ending})"))
            continue
        if ending not in _TEXTS or path.stem.lower() in _NO_POST:
            continue
        if any(fnmatch(source, pattern) for pattern in mapping.skip):
            passed.append(Outcome("skipped", source, why="the mapping says so"))
            continue
        try:
            post = _post(path, source, system)
        except UnreadableError as error:
            passed.append(Outcome("skipped", source, why=str(error)))
        except OSError as error:
            passed.append(Outcome("skipped", source, why=f"it can't be read ({error.strerror})"))
        else:
            if post is not None:
                posts.append(post)
            elif ending not in (".html", ".htm"):
                passed.append(Outcome("skipped", source, why="it has no front matter"))
    return posts, passed


def _files(folder: Path, depth: int = 0) -> Iterator[Path]:
    """Files in order of name; no hidden ones, no symbolic links, nothing that a generator made or is made of."""
    if depth > _DEEPEST or not folder.is_dir():
        return
    with os.scandir(folder) as listed:
        entries = sorted(listed, key=lambda entry: entry.name)
    for entry in entries:
        name = entry.name
        if entry.is_symlink() or name.startswith(".") or not name.isprintable():
            continue
        if entry.is_dir():
            built = name.startswith("_") and name.lower() in (
                "_site",
                "_includes",
                "_layouts",
                "_sass",
                "_data",
                "_plugins",
            )
            if not built and name.lower() not in _PASSED:
                yield from _files(Path(entry.path), depth + 1)
        elif entry.is_file():
            yield Path(entry.path)


def _post(path: Path, source: str, system: System) -> Post | None:
    with path.open("rb") as opened:
        found = split(decode(opened.read(MOST_BYTES + 1)), headers=system == "pelican")
    if found is None:
        return None
    front, body = found
    day, slug = _named(PurePosixPath(source), system)
    draft = "_drafts" in PurePosixPath(source).parts
    return Post(source, slug, front, body, day, draft, folder=path.parent)


def _named(source: PurePosixPath, system: System) -> tuple[str, str]:
    """The day and the slug that a file's name gives; a bundle (``NAME/index.md``, ``_index.md``) has its folder's."""
    stem = source.stem
    if stem == "index" or (system == "hugo" and re.fullmatch(r"_?index(?:\.[a-z]{2})?", stem)):
        stem = source.parent.name
    stem = unicodedata.normalize("NFC", stem)
    found = _DATED.fullmatch(stem)
    return (found["day"], found["slug"]) if found else ("", stem)
