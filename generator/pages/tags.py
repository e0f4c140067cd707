"""HTML in a text: what of it a reader sees as words."""

from __future__ import annotations

import re
from html import unescape

from generator.pages import literal

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_UNSEEN = re.compile(
    r"<(script|style|template|noscript|iframe|object)\b[^<>]*>(?:[^<]++|<(?!/?\1\b))*+</\1\s*>", re.IGNORECASE
)
# Code, in which no link is made. Its entities are read as HTML's.
_CODE = re.compile(r"<(code|pre|textarea)\b[^<>]*>((?:[^<]++|<(?!/?\1\b))*+)</\1\s*>", re.IGNORECASE)
_SIGNS = re.compile(r"[\[\]*_~^=+:|]+")
_ADDRESS = re.compile(r"<((?:https?|ftp)://[^<>\s]*+)>|<(?:mailto:)?([^<>!\s@]++@[^@<>\s]++)>", re.IGNORECASE)
_INLINE = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong"
    r"|sub|sup|time|tt|u|var|wbr)(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|img|input)\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"</?[A-Za-z!][^<>]*>")


def without_tags(text: str, apart: str) -> str:
    """A text without its tags and what nobody sees; addresses in angle brackets as they are.

    Tags inside a line go; for those of blocks stands ``apart``, which keeps the words on both sides apart.
    """
    if "-->" in text:
        end = text.rfind("-->") + 3  # further on nothing is closed, and to look for that would take long
        text = _COMMENT.sub("", text[:end]) + text[end:]
    if "</" in text:
        text = _CODE.sub(_as_written, _UNSEEN.sub(" ", text))
    text = _ADDRESS.sub(_address, text)
    return _BLOCK.sub(apart, _BREAK.sub(" ", _INLINE.sub("", text)))


def _as_written(found: re.Match[str]) -> str:
    return _SIGNS.sub(lambda signs: literal.SIGN + literal.hidden(signs[0]), found[2])


def _address(found: re.Match[str]) -> str:
    return literal.SIGN + literal.hidden(unescape(found[1] or found[2]))
