"""What cameras and editors write into picture files besides the picture, taken out without loss.

JPEG (ITU-T T.81), PNG (W3C PNG, third edition), GIF89a and WebP (RIFF container) are lists of
labelled parts. The parts that make the picture stay byte for byte; Exif, XMP, IPTC, comments and
whatever else may say where, when or by whom it was taken are left out, and so is anything behind
the picture's end. Of Exif, only the orientation is written again.
"""

from __future__ import annotations

import struct
from typing import Literal

_ORIENTATION = 0x0112  # Exif tag


class BrokenPictureError(ValueError):
    """The file isn't a whole picture of its type; the message says what is wrong with it."""


def strip_jpeg(data: bytes) -> bytes:
    """A JPEG with its coding, JFIF, Adobe and ICC colour segments only, and which way up it is."""
    out = bytearray(data[:2])
    at = 2
    while True:
        at = _next_marker(data, at)
        marker = data[at + 1]
        if marker == 0xD9:  # end of image
            return bytes(out + data[at : at + 2])
        if at + 4 > len(data):
            raise BrokenPictureError("it ends in the middle of a segment")
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at:end]
        if marker == 0xDA:  # start of scan: compressed data follows, up to the next real marker
            end = _end_of_scan(data, end)
            out += data[at:end]
        elif segment.startswith(b"Exif\0\0", 4):
            out += _orientation_segment(_orientation(segment[10:]))
        elif _keeps(marker, segment):
            out += segment
        at = end


def _next_marker(data: bytes, at: int) -> int:
    if data[at : at + 1] != b"\xff":
        raise BrokenPictureError("it ends early, or its parts are not where they should be")
    while data[at + 1 : at + 2] == b"\xff":  # fill bytes
        at += 1
    if at + 1 >= len(data):
        raise BrokenPictureError("it ends early")
    return at


def _end_of_scan(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise BrokenPictureError("it ends early")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:  # neither a stuffed byte nor a restart marker
            return at
        at += 2


def _keeps(marker: int, segment: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:  # an application's
        return segment.startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe"), 4)
    return 0xC0 <= marker <= 0xCF or 0xDB <= marker <= 0xDF  # T.81's own; others are reserved, and may hold anything


def _orientation(tiff: bytes) -> int:
    """Exif's orientation, 1 to 8; 1, as the picture is stored, where Exif doesn't say or is damaged."""
    order: Literal["big", "little"] = "little" if tiff[:2] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    first = number(4, 4)
    for at in range(first + 2, min(first + 2 + 12 * number(first, 2), len(tiff)), 12):
        if number(at, 2) == _ORIENTATION:
            found = number(at + 8, 2)
            return found if 1 <= found <= 8 else 1
    return 1


def _orientation_segment(orientation: int) -> bytes:
    """An Exif segment that says which way up the picture is; nothing where it is as it is stored."""
    if orientation == 1:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    exif = b"Exif\0\0" + b"MM\0*\0\0\0\x08" + struct.pack(">H", 1) + entry + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif


_PNG_KEEPS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sRGB sBIT cICP mDCV cLLI bKGD pHYs hIST sPLT acTL fcTL fdAT".split()
)


def strip_png(data: bytes) -> bytes:
    """A PNG (or APNG) without text, time and Exif chunks. Browsers ignore a PNG's orientation, and so do we."""
    out = bytearray(data[:8])
    at = 8
    while True:
        if at + 12 > len(data):
            raise BrokenPictureError("it ends early")
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if end > len(data):
            raise BrokenPictureError("it ends early")
        if kind in _PNG_KEEPS:
            out += data[at:end]
        if kind == b"IEND":
            return bytes(out)
        at = end


def strip_webp(data: bytes) -> bytes:
    """A WebP without Exif and XMP chunks, and with the flags that announce them cleared."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise BrokenPictureError("it ends early")
    out = bytearray()
    at = 12
    while at + 8 <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        after = at + 8 + size + size % 2
        kind = data[at : at + 4]
        if kind == b"VP8X":
            out += data[at : at + 8] + bytes([data[at + 8] & ~0x0C]) + data[at + 9 : after]
        elif kind in (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            out += data[at:after]
        at = after
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + bytes(out)


def strip_gif(data: bytes) -> bytes:
    """A GIF without comments and without application extensions other than the one that loops it."""
    at = 13 + _table_size(_byte(data, 10))
    out = bytearray(data[:at])
    while True:
        block = data[at : at + 1]
        if block == b";":
            return bytes(out + block)
        if block == b",":
            end = _end_of_blocks(data, at + 11 + _table_size(_byte(data, at + 9)))
            out += data[at:end]
        elif block == b"!":
            end = _end_of_blocks(data, at + 2)
            label, body = _byte(data, at + 1), data[at + 3 : at + 14]
            if label == 0xF9 or (label == 0xFF and body in (b"NETSCAPE2.0", b"ANIMEXTS1.0")):
                out += data[at:end]
        else:
            raise BrokenPictureError("it ends early, or its parts are not where they should be")
        at = end


def _table_size(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    while True:
        if at >= len(data):
            raise BrokenPictureError("it ends early")
        size = data[at]
        at += size + 1
        if size == 0:
            return at


def _byte(data: bytes, at: int) -> int:
    if at >= len(data):
        raise BrokenPictureError("it ends early")
    return data[at]
