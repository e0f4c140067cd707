"""How much work a page's HTML makes for whoever parses it by the rules of browsers.

Those rules ask at each tag what is open around it, and open again what was left open: a few thousand elements in each
other take minutes and gigabytes, in code that nothing can interrupt. What this counts is at least as much as a parser
has to look at. https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inbody
"""

from __future__ import annotations

import re
from collections import Counter

_FEW_TAGS = 1_000  # take a quarter of a second at the very worst, and nearly every page has fewer
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = "area base br col embed hr img input link meta param source track wbr"
# Their end tags may be left out: where the next one begins they are over.
_IMPLIED = "body colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr"
_ALONE = frozenset(f"{_VOID} {_IMPLIED}".split())
_FORMATTING = "a b big code em font i nobr s small strike strong tt u"
_REOPENED = frozenset(_FORMATTING.split())
_TO_REOPEN = 8  # times the work of looking at an element
_MOST_WORK = 4_000_000  # a page of 200,000 tags, twenty deep
_MOST_ROOTS = 20  # each gives its attributes to the first, which are compared
_MOST_REFERENCES = 100_000  # signs written as &amp; and the like, in one piece of text
_MOST_ATTRIBUTES = 5_000


def is_endless(html: str) -> bool:
    """Whether parsing ``html`` takes longer than anybody waits. Takes time in line with its length."""
    if html.count("<") > _FEW_TAGS and _is_too_deep(html):
        return True
    return len(html) > _MOST_REFERENCES and any(map(_is_endless_piece, html.split("<")))


def _is_too_deep(html: str) -> bool:
    opened: Counter[str] = Counter()
    depth = work = roots = 0  # what is opened again by itself counts more than once
    for closing, written in _TAG.findall(html):
        name = written.lower()
        work += depth
        if work > _MOST_WORK:
            return True
        if name in _ALONE:
            roots += name in ("html", "body")
            continue
        weight = _TO_REOPEN if name in _REOPENED else 1
        if not closing:
            opened[name] += 1
            depth += weight
        elif opened[name]:
            opened[name] -= 1
            depth -= weight
    return roots > _MOST_ROOTS


def _is_endless_piece(piece: str) -> bool:
    """A tag with the text behind it."""
    if len(piece) < _MOST_ATTRIBUTES:
        return False
    tag = piece.partition(">")[0] if piece[:1].isalpha() else ""
    return piece.count("&") > _MOST_REFERENCES or len(tag.split()) > _MOST_ATTRIBUTES
