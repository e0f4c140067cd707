"""Cells of tables that say which column they stand in, so that on a phone each row can be read as a card.

Those that hold a word as long as a column says so, too: it is broken there, as no other word has to be.
"""

from __future__ import annotations

import re

_TABLE = re.compile(
    r"<table>\n<thead>\n<tr>\n(?P<head>.*?)</tr>\n</thead>\n<tbody>\n(?P<body>.*?)</tbody>\n</table>", re.DOTALL
)
_HEAD = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LONG = re.compile(r"(?<![^\s>])[^\s<>]{30,}(?=[\s<])")  # of text: an address ends before ">"
_SPANNED = re.compile(r"<table|<th|\s(?:row|col)span=")


def labelled(html: str) -> str:
    """Cleaned HTML, with its column's heading as ``data-label`` on each cell of each plain table.

    A table that Markdown made is plain: one row of headings, as many cells in each row below it.
    """
    return _TABLE.sub(_labelled, html) if "<table>" in html else html


def _labelled(table: re.Match[str]) -> str:
    body = table["body"]
    if _SPANNED.search(body):
        return table[0]
    cells = [f'<td data-label="{_label(head)}"' for head in _HEAD.findall(table["head"])]
    has_long = _LONG.search(body) is not None
    rows = (_row(row, cells, has_long=has_long) for row in body.split("<tr>"))
    start, end = table.span("body")
    return f"{table[0][: start - table.start()]}{'<tr>'.join(rows)}{table[0][end - table.start() :]}"


def _label(heading: str) -> str:
    """A heading's words as the value of an attribute. Quotation marks are what cleaned HTML leaves bare."""
    return _TAG.sub("", heading).replace('"', "&quot;").strip()


def _row(row: str, cells: list[str], *, has_long: bool) -> str:
    first, *others = row.split("<td")
    if len(others) > len(cells):
        return row
    if has_long:
        others = [f' data-long="true"{rest}' if _LONG.search(rest) else rest for rest in others]
    return "".join((first, *(f"{cell}{rest}" for cell, rest in zip(cells, others, strict=False))))
