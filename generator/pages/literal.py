"""What of a text stands on its page as it is written: code, escaped signs, addresses.

Its signs are hidden while the markup of the rest is taken out, under characters that no text has, each for one: places
in a text are the same places before and after. Before what is hidden stands :data:`SIGN`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from generator.read.markdown_blocks import Span, fenced, indented

SIGN = "\x02"

_AWAY = 0x100000  # private use
_HIDE: Mapping[int, int] = MappingProxyType({code: code + _AWAY for code in range(0x21, 0x7F)})
_SHOW: Mapping[int, int | None] = MappingProxyType({**{away: code for code, away in _HIDE.items()}, ord(SIGN): None})
_HIDDEN = re.compile(f"[{SIGN}{chr(0x21 + _AWAY)}-{chr(0x7E + _AWAY)}]+")
HIDDEN_BLOCK = rf"[{chr(0x21 + _AWAY)}-{chr(0x7E + _AWAY)}]|{SIGN}+\s"  # how a block of code begins
# A run of backticks, and the next of the same length in its paragraph. A longer run than these is no more than signs.
_SPAN = re.compile(
    r"`(?<!\\`)(?<!``)(?P<more>`{0,7})(?!`)"
    r"(?P<code>(?:[^`\n]++|\n(?![ \t\r]*\n)|(?!`(?P=more)(?!`))`++)++)`(?P=more)"
)
_LANGUAGE = re.compile(r"[ ]*#![\w#.+-]+ ")  # of InlineHilite
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!>~^=-])")


def hidden(text: str) -> str:
    """A text with all its signs and ASCII letters hidden."""
    return text.translate(_HIDE)


def shown(words: str) -> str:
    """Words with what is hidden in them as it was."""
    return _HIDDEN.sub(lambda found: found[0].translate(_SHOW), words) if SIGN in words else words


def without_code(body: str) -> str:
    """A whole text with its blocks of code hidden."""
    body = without_fences(body)
    if "\n    " in body or "\t" in body or body.startswith("    "):
        body = _each(body, list(indented(body)), _indented)
    return body


def without_fences(text: str) -> str:
    """A text with its fenced code hidden, and nothing left of the fences."""
    if ("`" in text and "```" in text) or ("~" in text and "~~~" in text):
        return _each(text, list(fenced(text)), _fence)
    return text


def without_spans(text: str) -> str:
    """A text with the code in its lines hidden."""
    return _SPAN.sub(_span, text) if "`" in text else text


def without_escapes(text: str) -> str:
    """A text with each sign hidden that a backslash stands before."""
    return _ESCAPED.sub(lambda found: SIGN + hidden(found[1]), text) if "\\" in text else text


def _each(text: str, spans: Iterable[Span], made: Callable[[str], str]) -> str:
    """A text with something else, of the same length, in place of each stretch of it."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        parts += (text[done:start], made(text[start:end]))
        done = end
    return "".join((*parts, text[done:]))


def _fence(block: str) -> str:
    first, *lines = block.split("\n")
    quoted = first.lstrip(" \t").startswith(">")
    code = [_unquoted(line) if quoted else hidden(line) for line in lines[:-1]]
    return "\n".join((SIGN + " " * (len(first) - 1), *code, " " * len(lines[-1])))


def _unquoted(line: str) -> str:
    code = line.lstrip(" \t>")
    return " " * (len(line) - len(code)) + hidden(code)


def _indented(line: str) -> str:
    return SIGN + hidden(line[1:])


def _span(found: re.Match[str]) -> str:
    ticks = SIGN * (len(found["more"]) + 1)
    code = found["code"]
    language = _LANGUAGE.match(code)
    if language:
        code = " " * language.end() + code[language.end() :]
    return f"{ticks}{hidden(code)}{ticks}"
