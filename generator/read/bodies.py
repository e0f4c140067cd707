"""What a file's text says to the archive: its ``[[links]]``, and that nothing in it is no text of its own."""

from __future__ import annotations

import re

from generator.problems import position_in
from generator.read.frontmatter import Document
from generator.read.markdown_inline import without_code
from generator.read.model import WikiLink
from generator.read.report import Report
from generator.read.text import wiki_links

# How PyMdown's Snippets includes a file: --8<-- "file", or a block between two such lines.
_SNIPPET = re.compile(r"^[ \t]*-+8<-+", re.MULTILINE)

# How git marks the lines of a conflict: what one side wrote, "=======", and what the other one did.
_CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|={7}|>{7}(?: .*)?)$", re.MULTILINE)


def links_of(document: Document, report: Report) -> tuple[WikiLink, ...]:
    """The ``[[links]]`` of a document's text. A line that includes another file is reported, and a mark of git's."""
    body = document.body
    if "8<" in body:
        for found in _SNIPPET.finditer(without_code(body)):
            _refuse(body, found, document.body_line, report)
    if "<<<<<<<" in body or ">>>>>>>" in body:
        _refuse_conflicts(body, document.body_line, report)
    return wiki_links(body, document.body_line)


def _refuse_conflicts(body: str, first_line: int, report: Report) -> None:
    is_open = False
    for found in _CONFLICT.finditer(without_code(body)):
        is_between = found[0].startswith("=")
        if is_between and not is_open:
            continue  # it underlines a heading
        is_open = is_between or found[0].startswith("<")
        message = (
            "git left this line where two people had changed the same place; keep the words that are right, and take "
            "out the lines that begin with <<<<<<<, ======= and >>>>>>>"
        )
        report.add("conflict-mark", position_in(body, found.start(), first_line), message)


def _refuse(body: str, found: re.Match[str], first_line: int, report: Report) -> None:
    start = body.find("-", found.start())
    message = "this line includes another file, which texts here don't do; write the words out, or link to the page"
    report.add("included-file", position_in(body, start, first_line), message)
