"""Names and titles in Hebrew, Arabic and the like among text that is read from the left, as the pages are.

Invisible marks keep a run of such words in order, and what stands beside it in its place: U+2067 before the run and
U+2069 behind it. A whole text is read from the right only if more than two in three of its letters are, by Unicode's
bidirectional classes; its first letter says nothing: "נועה כהן quits" is English. A text without such letters stays as
it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from unicodedata import bidirectional

from generator.read.markdown_blocks import Span, fenced

_OPEN, _CLOSE = "\u2067", "\u2069"
_FROM_THE_LEFT, _FROM_THE_RIGHT = "\u200e", "\u200f"  # marks that count as a letter each
# Where Unicode has letters that are read from the right: a quick look, which nearly every text ends with.
_MAY_HOLD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_ONE_SIGN: Mapping[str, str] = MappingProxyType(
    {"L": "L", "R": "R", "AL": "R", "NSM": "M", "LRI": "(", "RLI": "(", "FSI": "(", "PDI": ")"}
)
# In classes, a sign for each character: what is kept apart already, or a run with the marks above its last letter.
_RUN = re.compile(r"\([^)]*\)?|R(?:[^L(]*[RM])?")
_QUOTED = re.compile(r"(?<=“)[^“”]+(?=”)")


def apart(value: str) -> str:
    """A text that shares its element with others: kept apart as a whole if it is read from the right, else its runs."""
    if not _has_such(value):
        return value
    return f"{_OPEN}{value}{_CLOSE}" if _is_from_the_right(value) else _with_runs_apart(value)


def held(value: str) -> str:
    """A text in an element of its own, which the theme's CSS has read from where its first letter is."""
    if not _has_such(value):
        return value
    return value if _is_from_the_right(value) and _first(value) == "R" else apart(value)


def apart_inside(words: str) -> str:
    """Words of a sentence of ours: their runs are kept apart, and what they quote is a text of its own."""
    if not _has_such(words):
        return words
    return _with_runs_apart(_QUOTED.sub(lambda quoted: apart(quoted[0]), words))


def led(markdown: str) -> str:
    """An editor's text; a paragraph or an item whose first letter misleads as to where it is read from gets a mark."""
    if not _has_such(markdown):
        return markdown
    parts: list[str] = []
    done = 0
    for place, mark in _marks(markdown, list(fenced(markdown))):
        parts += (markdown[done:place], mark)
        done = place
    return "".join((*parts, markdown[done:]))


# A paragraph, or an item of a list, up to the next; what it begins with, unless that is an element, which CSS keeps
# apart; and what nobody reads of it.
_BLOCK = re.compile(
    r"""(?:\A|(?<=\n\n)|^(?=[ ]*(?:[-*+>]|\d{1,9}[.)])[ ]))
    (?P<lead>(?:[ ]*(?:[-*+>]|\d{1,9}[.)])[ ]+)*[ ]{0,3}["“'(]*)(?=[^\W\d_])
    (?P<text>.*(?:\n(?![ ]*(?:\n|(?:[-*+>]|\d{1,9}[.)])[ ])).*)*)""",
    re.VERBOSE | re.MULTILINE,
)
_UNREAD = re.compile(r"\]\([^)\n]*\)|<[^<>\n]*>|`[^`\n]*`")


def _marks(markdown: str, code: Iterable[Span]) -> Iterable[tuple[int, str]]:
    for block in _BLOCK.finditer(markdown):
        place = block.start("text")
        if any(span.start <= place < span.end for span in code):
            continue
        text = _UNREAD.sub("", block["text"])
        is_from_the_right = _is_from_the_right(text)
        if is_from_the_right != (_first(text) == "R"):
            yield place, _FROM_THE_RIGHT if is_from_the_right else _FROM_THE_LEFT


def _has_such(value: str) -> bool:
    return not value.isascii() and _MAY_HOLD.search(value) is not None


def _classes(value: str) -> str:
    return "".join(_ONE_SIGN.get(bidirectional(sign), "n") for sign in value)


def _first(value: str) -> str:
    """The class of the first letter."""
    return next((each for each in _classes(value) if each in "LR"), "")


def _is_from_the_right(value: str) -> bool:
    """Whether most letters are, of those that aren't kept apart already; half of a short headline may be a name."""
    bare = re.sub(r"\([^)]*\)?", "", _classes(value))
    return bare.count("R") > 2 * bare.count("L")


def _with_runs_apart(value: str) -> str:
    parts: list[str] = []
    done = 0
    for run in _RUN.finditer(_classes(value)):
        words = value[run.start() : run.end()]
        parts += (value[done : run.start()], words if run[0][0] == "(" else f"{_OPEN}{words}{_CLOSE}")
        done = run.end()
    return "".join((*parts, value[done:]))
