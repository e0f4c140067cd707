"""Pictures as they are published: without what they say about where, when and by whom they were taken.

``read`` has checked that each is what its name says, of a sane size, and safe to open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from generator import codes
from generator.problems import Position, Problem
from generator.publish.pictures.avif import strip_avif
from generator.publish.pictures.stripping import BrokenPictureError, strip_gif, strip_jpeg, strip_png, strip_webp

_START = Position(1, 1)


class Picture(Struct, frozen=True):
    """A picture among the content; :meth:`read` gives the bytes to publish."""

    path: Path

    def read(self) -> bytes:
        """The picture without its metadata. BrokenPictureError if it isn't whole; OSError if it has gone."""
        return _STRIP[self.path.suffix.lower()](self.path.read_bytes())


def _as_it_is(data: bytes) -> bytes:
    """A drawing has no camera."""
    return data


_STRIP: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {
        ".avif": strip_avif,
        ".gif": strip_gif,
        ".jpeg": strip_jpeg,
        ".jpg": strip_jpeg,
        ".png": strip_png,
        ".svg": _as_it_is,
        ".webp": strip_webp,
    }
)


def pictures_in(root: Path, names: tuple[str, ...]) -> Iterator[tuple[str, Picture]]:
    """Pictures by the address that they are published at. ``names`` are paths below ``root``, the images folder."""
    for name in names:
        yield f"images/{name}", Picture(root / name)


def damaged(root: Path, shown: str, names: tuple[str, ...]) -> Iterator[Problem]:
    """A problem for each picture that cannot be published, because its end is missing or its parts make no sense.

    ``shown`` is how problems name ``root``.
    """
    for name in names:
        try:
            Picture(root / name).read()
        except BrokenPictureError as error:
            message = f"this picture is damaged: {error}; save it anew"
            yield codes.problem("bad-picture", f"{shown}/{name}", _START, message)
        except OSError as error:
            message = f"this picture can't be read ({error.strerror}); make it readable for whoever builds the site"
            yield codes.problem("unreadable-file", f"{shown}/{name}", _START, message)
