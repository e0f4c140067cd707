"""Our own drawings as :mod:`generator.publish.drawing` writes them, known by every element and attribute they may have.

All of that is on the cleaner's safe list and written as the cleaner writes it, so it need not be asked.
"""

from __future__ import annotations

import re
from functools import cache

_WORDS = r"[^<>&\u00a0\n]*+(?:&(?:amp|lt|gt|nbsp);[^<>&\u00a0\n]*+)*+"
_CLASS = r' class="drawn[a-z0-9-]*(?: drawn-[a-z0-9-]+)*"'
_ANCHOR = '(?: text-anchor="(?:end|middle)")?'


def _of(*names: str) -> str:
    """Attributes that are numbers or shares, in this order."""
    return "".join(rf' {name}="-?[0-9.]++%?"' for name in names)


_TEXT = (
    rf"<text{_CLASS}{_of('x')}"
    rf"(?:{_of('y')}(?:{_of('dx')}{_ANCHOR}|{_ANCHOR}(?:{_of('dx')})?)|{_of('dx')}{_ANCHOR}{_of('y')})>"
    rf"{_WORDS}(?:<tspan{_CLASS}{_of('dx')}>{_WORDS}</tspan>)?</text>"
)
_SHAPE = (
    rf"<line{_CLASS}(?:{_of('x1', 'x2', 'y1', 'y2')}|{_of('x1', 'y1', 'x2', 'y2')})></line>"
    rf"|<rect{_CLASS}{_of('x', 'y', 'width', 'height')}></rect>"
    rf"|<circle{_CLASS}{_of('cx', 'cy', 'r')}></circle>"
    rf"|{_TEXT}"
)
_ROW = rf"<g(?:{_CLASS})?><title>{_WORDS}</title>(?:{_SHAPE})*+</g>"


@cache
def _drawing() -> re.Pattern[str]:
    """Any of them. To work that out takes longer than most edits' pages, of which few have one."""
    return re.compile(
        rf'<figure class="drawn drawn-(?P<name>[a-z]+)"><svg width="100%"{_of("height")} role="img" focusable="false"'
        r' aria-labelledby="drawn-(?P=name)-title" aria-describedby="drawn-(?P=name)-desc">'
        rf'<title id="drawn-(?P=name)-title">{_WORDS}</title><desc id="drawn-(?P=name)-desc">{_WORDS}</desc>'
        rf"(?:{_SHAPE}|{_ROW})*+</svg><figcaption>"
        rf'(?:<span class="key"><i class="key-[a-z]+"></i>{_WORDS}</span>)*+{_WORDS}</figcaption></figure>'
    )


def places(block: str) -> tuple[str, ...] | None:
    """The ids in a drawing of ours that is clean as it is; None for any other block."""
    found = _drawing().fullmatch(block)
    return None if found is None else (f"drawn-{found['name']}-title", f"drawn-{found['name']}-desc")
