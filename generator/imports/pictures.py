"""Pictures of the old archive: found where a post says, copied where that is safe, and nowhere else."""

from __future__ import annotations

import unicodedata
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from PIL import Image

from generator.imports.model import Post
from generator.read.pictures import picture_problems
from generator.values.names import slug_of

_ENDINGS = frozenset({".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"})
_ROOMS = ("", "static", "content", "assets", "src", "source", "public", "images", "content/images", "static/images")
_LONGEST_PART = 80


class Pictures:
    """The pictures that posts show. ``wanted`` fills as posts are read: a path below content/images → the file."""

    def __init__(self, root: Path) -> None:
        self.root = root if root.is_dir() else root.parent
        self.real = self.root.resolve()
        self.wanted: dict[str, Path] = {}
        self._sound: dict[Path, bool] = {}

    def find(self, target: str, post: Post) -> str:
        """The path below content/images that the picture at ``target`` gets; "" where none can be had safely."""
        try:
            path = unquote(urlsplit(target).path)
        except ValueError:
            return ""
        if not path or "\0" in path or PurePosixPath(path).suffix.lower() not in _ENDINGS:
            return ""
        for place in self._places(path, post):
            file = self._safe(place)
            if file is not None:
                return self._name(file)
        return ""

    def _places(self, path: str, post: Post) -> list[Path]:
        below = path.lstrip("/")
        places = [self.root / room / below for room in _ROOMS]
        return places if path.startswith("/") else [post.folder / below, *places]

    def _safe(self, place: Path) -> Path | None:
        """The file itself, if it lies inside the archive by every symbolic link, and is a good picture."""
        try:
            real = place.resolve()
            if not real.is_relative_to(self.real) or not real.is_file() or real.suffix.lower() not in _ENDINGS:
                return None
        except (OSError, RuntimeError, ValueError):
            return None
        if real not in self._sound:
            self._sound[real] = not picture_problems(real, "") and _is_whole(real)
        return real if self._sound[real] else None

    def _name(self, file: Path) -> str:
        parts = list(file.relative_to(self.real).parts)
        if len(parts) > 1 and parts[0] in _ROOMS:
            parts = parts[1:]
        if len(parts) > 1 and parts[0] == "images":
            parts = parts[1:]
        folders = [slug_of(part)[:_LONGEST_PART] or "-" for part in parts[:-1]]
        stem = slug_of(unicodedata.normalize("NFC", file.stem))[:_LONGEST_PART] or "picture"
        number = 1
        while True:
            suffix = "" if number == 1 else f"-{number}"
            name = "/".join([*folders, f"{stem}{suffix}{file.suffix.lower()}"])
            if self.wanted.setdefault(name, file) == file:
                return name
            number += 1


def _is_whole(file: Path) -> bool:
    """Whether a picture can be opened to its end."""
    if file.suffix.lower() == ".svg":
        return True
    try:
        with Image.open(file) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return False
    return True
