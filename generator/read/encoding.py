"""Bytes of a text file → its text, with every line ended by one line feed and no unseen characters."""

from __future__ import annotations

import codecs
import re

from generator.problems import Position, position_in
from generator.read.composer import UNSEEN
from generator.read.report import Report

MOST_BYTES = 1_000_000  # of one text file; a long story has 30,000

_OTHER_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Every byte but C0's control characters: what is left when these are taken out is what nobody means to write.
_ORDINARY = bytes(set(range(256)) - set(range(32)) - {127} | {9, 10, 13})


def decode(data: bytes, report: Report) -> str | None:
    """The text, or None where it can't be had; why not is reported.

    A byte order mark at the start is dropped; CRLF and CR become LF.
    """
    if len(data) > MOST_BYTES:
        message = f"this file has over {MOST_BYTES:,} bytes, which no text needs; split it into several"
        report.add("too-large", Position(1, 1), message)
        return None
    if data.startswith(_OTHER_MARKS) or _nul_in_every_pair(data):
        report.add("not-utf8", Position(1, 1), "this file is saved as UTF-16 or UTF-32; save it as UTF-8")
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_byte(data, error.start, report)
        return None
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def is_clean(data: bytes, text: str) -> bool:
    """Whether the text holds no unseen character. Asks the bytes first, which is quick."""
    return not data.translate(None, _ORDINARY) and (text.isascii() or not UNSEEN.search(text))


def clean(text: str, body_start: int, report: Report) -> str:
    """The text with a space for each unseen character, each reported once a line. ``body_start`` counts characters.

    In front matter all are errors. In the body only NUL and the byte order mark are, for they mean that the
    file is no text or was joined from two; the others are warnings.
    """
    line, line_start, place = 1, 0, 0
    seen: set[tuple[str, int]] = set()
    for found in UNSEEN.finditer(text):
        line += text.count("\n", place, found.start())
        line_start = max(line_start, text.rfind("\n", place, found.start()) + 1)
        place = found.start()
        character = found.group()
        code = _code(character, in_body=found.start() >= body_start)
        if (code, line) not in seen:
            seen.add((code, line))
            report.add(code, Position(line, found.start() - line_start + 1), _advice(code, character))
    return UNSEEN.sub(" ", text)


def _code(character: str, *, in_body: bool) -> str:
    if character == "\ufeff":
        return "byte-order-mark"
    return "stray-control" if in_body and character != "\0" else "control-character"


def _advice(code: str, character: str) -> str:
    if code == "byte-order-mark":
        return "a byte order mark stands here, which only the start of a file may have; delete the character"
    written = f"U+{ord(character):04X}"
    if code == "stray-control":
        return f"the character {written}, which can't be seen, stands here; the page has a space for it"
    return f"the character {written}, which can't be seen, stands here; delete it"


def _nul_in_every_pair(data: bytes) -> bool:
    """Whether this is UTF-16 without a mark: of Latin letters every other byte is NUL."""
    start = data[:64]
    return len(start) > 3 and (not any(start[::2]) or not any(start[1::2]))


def _refuse_byte(data: bytes, offset: int, report: Report) -> None:
    """Reports the first byte that isn't UTF-8, where it stands, as the character it likely was."""
    before = data[:offset].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    place = position_in(before, len(before))
    if re.match(rb"\xed[\xa0-\xbf][\x80-\xbf]", data[offset : offset + 3]):
        report.add("lone-surrogate", place, "half of a character stands here; delete it and write the character anew")
        return
    likely = data[offset : offset + 1].decode("windows-1252", errors="replace")
    message = "this file isn't saved as UTF-8"
    if likely.isprintable() and likely != "\ufffd":
        message += f' (read as Windows-1252, "{likely}" stands here)'
    report.add("not-utf8", place, f"{message}; save it as UTF-8")
