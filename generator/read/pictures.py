"""Whether a picture is what its name says, and safe to open: read from its first bytes, never unpacked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from generator import codes
from generator.problems import Position, Problem
from generator.read.picture_headers import kind_of, size_of
from generator.read.svg import svg_faults

MOST_BYTES = 25_000_000
MOST_PIXELS = 80_000_000  # of all frames' canvas; a good camera's picture has 50 million

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        ".png": "PNG",
        ".jpg": "JPEG",
        ".jpeg": "JPEG",
        ".gif": "GIF",
        ".webp": "WebP",
        ".avif": "AVIF",
        ".svg": "SVG",
    }
)
_START = Position(1, 1)


def picture_problems(file: Path, shown: str) -> tuple[Problem, ...]:
    """What is wrong with the picture ``file``, shown as ``shown``; () for a good one."""
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        message = f"this picture can't be read ({error.strerror}); make it readable for whoever builds the site"
        return (codes.problem("unreadable-file", shown, _START, message),)
    if size > MOST_BYTES:
        message = f"this picture has {size:,} bytes; over {MOST_BYTES:,} are refused, so save it smaller"
        return (codes.problem("huge-picture", shown, _START, message),)
    return _faults(data, _KINDS[file.suffix.lower()], shown)


def _faults(data: bytes, kind: str, shown: str) -> tuple[Problem, ...]:
    found = kind_of(data)
    if found != kind:
        message = f"this file is named as a {kind} picture and is {f'a {found} one' if found else 'none'}; "
        message += "name it by what it is" if found else "save it anew"
        return (codes.problem("bad-picture", shown, _START, message),)
    if kind == "SVG":
        return tuple(codes.problem(fault.code, shown, fault.at, fault.message) for fault in svg_faults(data))
    size = size_of(data, kind)
    if size is None or not all(size):
        message = f"this {kind} picture is damaged: it doesn't say how large it is; save it anew"
        return (codes.problem("bad-picture", shown, _START, message),)
    width, height = size
    if width * height > MOST_PIXELS:
        message = (
            f"this picture is {width:,} by {height:,} pixels; over {MOST_PIXELS:,} are refused, so save it smaller"
        )
        return (codes.problem("huge-picture", shown, _START, message),)
    return ()
