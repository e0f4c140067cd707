"""What a file's text says to the archive: its ``[[links]]``, and that it takes nothing in from elsewhere."""

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


def links_of(document: Document, report: Report) -> tuple[WikiLink, ...]:
    """The ``[[links]]`` of a document's text. A line that includes another file is reported."""
    body = document.body
    if "8<" in body:
        for found in _SNIPPET.finditer(without_code(body)):
            _refuse(body, found, document.body_line, report)
    return wiki_links(body, document.body_line)


def _refuse(body: str, found: re.Match[str], first_line: int, report: Report) -> None:
    start = body.find("-", found.start())
    message = "this line includes another file, which texts here don't do; write the words out, or link to the page"
    report.add("included-file", position_in(body, start, first_line), message)
