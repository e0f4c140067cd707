"""What the registry says of one kind of problem."""

from __future__ import annotations

from dataclasses import dataclass

from generator.problems import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem. ``wrong`` and ``right`` are front matter or Markdown as an editor writes it."""

    name: str
    severity: Severity
    summary: str
    wrong: str
    right: str
