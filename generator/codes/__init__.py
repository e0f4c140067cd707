"""Every code that a problem can carry: how bad it is, what it means, a wrong and a right example.

The editors' pages about problems and the test that wants a golden case for each code are made from
this registry, one module a room or subject. A code, once published, keeps its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.codes.archive import ARCHIVE
from generator.codes.code import Code
from generator.codes.fields import FIELDS
from generator.codes.files import FILES
from generator.codes.front_matter import FRONT_MATTER
from generator.codes.publishing import PUBLISHING
from generator.problems import Position, Problem

CODES: Mapping[str, Code] = MappingProxyType(
    {code.name: code for code in (*FILES, *FRONT_MATTER, *FIELDS, *ARCHIVE, *PUBLISHING)}
)


def problem(code: str, path: str, at: Position, message: str, hint: str = "") -> Problem:
    """A problem of a registered code; its severity is the code's. KeyError for a code that isn't registered."""
    return Problem(path, at.line, at.column, code, message, hint, CODES[code].severity)


__all__ = ["CODES", "Code", "problem"]
