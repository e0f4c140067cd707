"""What the registry says of one kind of problem."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from generator.problems import Severity

Form = Literal["front matter", "text", "file", "paths", "words"]


class Code(Struct, frozen=True):
    """One kind of problem, with a wrong and a right example. Tests run them: the wrong one has it, the right one not.

    ``form`` says what the examples are: a part of a story's *front matter*, after which other files may
    follow, each below a line ``# content/people/NAME.md``; a story's *text*; a whole *file*; *paths* of
    files, one a line; or *words*, where it takes more than a text to show it. ``given`` is what else is
    on file, written as front matter is.
    """

    name: str
    severity: Severity
    summary: str
    wrong: str
    right: str
    form: Form = "front matter"
    given: str = ""
