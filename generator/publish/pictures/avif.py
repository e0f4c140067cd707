"""AVIF (ISO/IEC 14496-12 boxes, 23008-12 items) without Exif, XMP and provenance.

An AVIF is a table of contents and the parts it points to. Taking a part out would move all others, so
what may say where a picture was taken is overwritten where it lies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from generator.publish.pictures.stripping import BrokenPictureError

_BLANKS: Mapping[bytes, bytes] = MappingProxyType(
    {
        # Decoders insist on a sound Exif: an offset, the head of a TIFF, and an empty list of tags.
        b"Exif": b"\0\0\0\0" + b"MM\0*\0\0\0\x08" + b"\0\0" + b"\0\0\0\0",
        b"mime": b"",  # XMP
        b"uri ": b"",
    }
)
_PICTURE_BOXES = frozenset({b"ftyp", b"meta", b"mdat", b"moov", b"idat", b"free", b"skip", b"pdin"})


class _Box(NamedTuple):
    kind: bytes
    start: int  # of its header
    body: int
    end: int


def strip_avif(data: bytes) -> bytes:
    """The same picture, byte for byte as long, with its metadata zeroed."""
    out = bytearray(data)
    boxes = tuple(_boxes(data, 0, len(data)))
    if not any(box.kind in (b"meta", b"moov") for box in boxes):
        raise BrokenPictureError("it ends early")
    for box in boxes:
        if box.kind == b"meta":
            _strip_meta(data, out, box)
        elif box.kind not in _PICTURE_BOXES:
            out[box.start + 4 : box.start + 8] = b"free"
            _blank(out, box.body, box.end)
    return bytes(out)


def _boxes(data: bytes, at: int, end: int) -> Iterator[_Box]:
    while at < end:
        size, body = _number(data, at, 4), at + 8
        if size == 1:
            size, body = _number(data, at + 8, 8), at + 16
        stop = end if size == 0 else at + size
        if stop > end or stop < body:
            raise BrokenPictureError("it ends early, or its parts are not where they should be")
        yield _Box(data[at + 4 : at + 8], at, body, stop)
        at = stop


def _strip_meta(data: bytes, out: bytearray, meta: _Box) -> None:
    inside = {box.kind: box for box in _boxes(data, meta.body + 4, meta.end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    kinds = dict(_items(data, inside[b"iinf"]))
    idat = inside[b"idat"].body if b"idat" in inside else 0
    for number, start, length in _extents(data, inside[b"iloc"], idat):
        if kinds.get(number) in _BLANKS:
            _blank(out, start, start + length, _BLANKS[kinds[number]])


def _items(data: bytes, iinf: _Box) -> Iterator[tuple[int, bytes]]:
    """Number and type of each item."""
    first = iinf.body + 4 + (2 if _number(data, iinf.body, 1) == 0 else 4)
    for box in _boxes(data, first, iinf.end):
        version = _number(data, box.body, 1)
        if box.kind == b"infe" and version >= 2:
            wide = 2 if version == 2 else 4
            yield _number(data, box.body + 4, wide), data[box.body + 6 + wide : box.body + 10 + wide]


def _extents(data: bytes, iloc: _Box, idat: int) -> Iterator[tuple[int, int, int]]:
    """Where each piece of each item lies: number of the item, offset in the file, length."""
    version = _number(data, iloc.body, 1)
    sizes = _number(data, iloc.body + 4, 2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    wide = 4 if version == 2 else 2
    at = iloc.body + 6
    count, at = _number(data, at, wide), at + wide
    for _ in range(count):
        number, at = _number(data, at, wide), at + wide
        method = 0
        if version:
            method, at = _number(data, at, 2) & 15, at + 2
        at += 2  # data reference
        base, at = _number(data, at, base_size), at + base_size
        pieces, at = _number(data, at, 2), at + 2
        if not offset_size + length_size:
            pieces = min(pieces, 1)  # they would all be the same, and a small file could claim billions
        for _ in range(pieces):
            at += index_size
            offset, at = _number(data, at, offset_size), at + offset_size
            length, at = _number(data, at, length_size), at + length_size
            yield number, base + offset + (idat if method == 1 else 0), length


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise BrokenPictureError("it ends early")
    return int.from_bytes(data[at : at + size], "big")


def _blank(out: bytearray, start: int, end: int, blank: bytes = b"") -> None:
    if end > len(out):
        raise BrokenPictureError("it ends early")
    length = end - start
    out[start:end] = blank[:length].ljust(length, b"\0")
