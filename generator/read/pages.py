"""One file of content/pages → an :class:`~generator.read.model.OrdinaryPage`."""

from __future__ import annotations

import re
import unicodedata

from generator.problems import Problem
from generator.read.bodies import links_of
from generator.read.fields import FieldReader
from generator.read.frontmatter import read_document
from generator.read.model import OrdinaryPage
from generator.read.report import Report
from generator.read.schema import PAGE
from generator.read.stories import shown_path

FOLDER = "pages/"
_HEADING = re.compile(r"# +(?P<title>[^\n]+?)(?: +#+)? *(?:\{[^{}\n]*\} *)?(?:\n|$)")


def read_page(data: bytes, path: str, shown: str) -> tuple[OrdinaryPage, tuple[Problem, ...]]:
    """The page in ``data``, the bytes of the file at ``path`` below the content folder, shown as ``shown``.

    Front matter may be left out. The title is the front matter's, else the heading that the text begins
    with, else the file's name.
    """
    report = Report(shown_path(shown, path))
    document = read_document(data, report, required=False)
    values = FieldReader(report).shape(document.front, PAGE, whole=document.whole)
    slug = unicodedata.normalize("NFC", path.removeprefix(FOLDER).removesuffix(".md"))
    heading = _HEADING.match(document.body.lstrip("\n"))
    fallback = heading["title"] if heading else slug.rpartition("/")[2].replace("-", " ").capitalize()
    return (
        OrdinaryPage(
            slug=slug,
            path=path,
            title=values.get("title") or fallback,
            body=document.body,
            body_line=document.body_line,
            wikilinks=links_of(document, report),
            description=values.get("description", ""),
        ),
        report.problems,
    )
