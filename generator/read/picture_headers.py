"""What the first bytes of a picture say: its kind, and how large it would be unpacked.

Sources: PNG (ISO/IEC 15948) 11.2.2, JPEG (ITU-T T.81) B.2.2, GIF89a 18, WebP (RFC 9649) 2, AVIF's boxes
(ISO/IEC 14496-12, 23008-12 ``ispe``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from struct import unpack
from types import MappingProxyType

Size = tuple[int, int]  # width and height in pixels

_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?[^>]*>\s*)*<(?:\w+:)?svg[\s>/]",
    re.S | re.I,
)
_NO_SIZE_MARKERS = frozenset({0xC4, 0xC8, 0xCC})  # among JPEG's C0 to CF: tables and reserved ones


def kind_of(data: bytes) -> str:
    """``PNG``, ``JPEG``, ``GIF``, ``WebP``, ``AVIF`` or ``SVG`` by its first bytes; "" for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp" and (data[8:12] in (b"avif", b"avis") or b"avif" in data[16:64]):
        return "AVIF"
    return "SVG" if _SVG.match(data[:20_000]) else ""


def size_of(data: bytes, kind: str) -> Size | None:
    """Width and height, or None where the header is cut off or says nothing."""
    reader = _SIZES.get(kind)
    return reader(data) if reader else None


def _png(data: bytes) -> Size | None:
    return unpack(">II", data[16:24]) if data[12:16] == b"IHDR" and len(data) >= 24 else None


def _gif(data: bytes) -> Size | None:
    return unpack("<HH", data[6:10]) if len(data) >= 10 else None


def _jpeg(data: bytes) -> Size | None:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # a fill byte
            place += 1
        elif 0xC0 <= marker <= 0xCF and marker not in _NO_SIZE_MARKERS:
            height, width = unpack(">HH", data[place + 5 : place + 9])
            return width, height
        elif marker == 0x01 or 0xD0 <= marker <= 0xD8:  # markers that stand alone
            place += 2
        else:
            place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return None


def _webp(data: bytes) -> Size | None:
    chunk = data[12:16]
    if len(data) < 30:
        return None
    if chunk == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if chunk == b"VP8 ":
        width, height = unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _avif(data: bytes) -> Size | None:
    """The largest ``ispe`` (image spatial extents) box: a picture in tiles has one for each tile and for the whole."""
    sizes: list[Size] = [unpack(">II", found[1]) for found in re.finditer(rb"ispe\0{4}(.{8})", data[:200_000], re.S)]
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


_SIZES: Mapping[str, Callable[[bytes], Size | None]] = MappingProxyType(
    {"PNG": _png, "GIF": _gif, "JPEG": _jpeg, "WebP": _webp, "AVIF": _avif}
)
