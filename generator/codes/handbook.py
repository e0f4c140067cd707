"""docs/problems.md, made from the registry: what each code means, with a wrong and a right example.

``python -m generator.codes.handbook docs/problems.md`` writes it; a test fails while the file says
anything else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.codes import CODES, Code
from generator.codes.archive import ARCHIVE
from generator.codes.fields import FIELDS
from generator.codes.files import FILES
from generator.codes.front_matter import FRONT_MATTER
from generator.codes.publishing import PUBLISHING

_CHAPTERS: tuple[tuple[str, Sequence[Code]], ...] = (
    ("Files and folders", FILES),
    ("Front matter as text", FRONT_MATTER),
    ("Keys and values", FIELDS),
    ("Names, links and merges", ARCHIVE),
    ("Links on pages, and claims", PUBLISHING),
)
_HEAD = """\
# What the problems mean

`cuttings check` names each problem with a code in brackets. An *error* keeps the site as it was until it is gone; a
*warning* stops nothing, but somebody should look at it. Below is every code, with an example that has the problem and
one that hasn't. The tests run all of them, and `make docs` makes this page.

```text
content/stories/2031/orbital.md:14:22: error[unknown-key]: a move has no "form"; did you mean "from"?
```"""


def problems_page() -> str:
    """The page, as Markdown. A code's heading is its name, so that ``problems.md#unknown-key`` leads to it."""
    return "\n\n".join([_HEAD, "\n".join(_contents()), *_chapters()]) + "\n"


def explained(code: Code) -> str:
    """One code as Markdown, without a heading: what it is, and its examples."""
    return "\n\n".join(_explanation(code))


def _contents() -> Iterator[str]:
    yield "| code | | |"
    yield "| --- | --- | --- |"
    for code in CODES.values():
        yield f"| [`{code.name}`](#{code.name}) | {code.severity} | {code.summary.replace('|', '&#124;')} |"


def _chapters() -> Iterator[str]:
    for title, codes in _CHAPTERS:
        yield f"## {title}"
        for code in codes:
            yield f"### {code.name}"
            yield from _explanation(code)


def _explanation(code: Code) -> Iterator[str]:
    yield f"{code.severity.capitalize()}: {code.summary[0].lower()}{code.summary[1:]}"
    if code.given:
        yield _shown("On file" if code.form != "text" else "In the front matter", code.given, "yaml")
    language = {"front matter": "yaml", "text": "markdown", "file": "markdown"}.get(code.form, "text")
    yield _shown("Wrong", code.wrong, language)
    yield _shown("Right", code.right, language)


def _shown(title: str, example: str, language: str) -> str:
    return f"{title}:\n\n```{language}\n{example}\n```"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(problems_page(), encoding="utf-8", newline="\n")
