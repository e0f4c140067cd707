"""Everything that a build has made before MkDocs sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.publish.folder import Files
from generator.publish.origins import Origin


@dataclass(frozen=True, slots=True)
class Made:
    """The generated folder, and where its pages' texts come from. ``stories`` is how many are published."""

    root: str  # the content folder as problems name it
    files: Files
    origins: Mapping[str, Origin]
    stories: int

    @property
    def pages(self) -> tuple[str, ...]:
        """The Markdown pages among the files, by path."""
        return tuple(path for path in self.files if path.endswith(".md"))
