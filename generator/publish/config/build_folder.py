"""Where builds keep what they generate, and what they remember. This module loads nothing that takes time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

SITE_MARKER = ".cuttings"  # a file that a whole version of a site holds
_USUAL = "build"
# In double quotes, in single ones, or plain; to the end of the line, or to its comment.
_BUILD_DIR = re.compile(
    r"""^\s+build_dir:\s+(?:"([^"\\\n]*)"|'([^'\n]*)'|([^\s"'#][^\n]*?))\s*(?:\s\#.*)?$""", re.MULTILINE
)


def folder_of_builds(build_dir: Path, *, is_preview: bool) -> Path:
    """What builds leave is kept here, by what ``mkdocs.yml`` says of it.

    A preview's pages have another address in them: in one folder, each would make again whatever the other had made.
    """
    return build_dir / "preview" if is_preview else build_dir


def named_build_dir(configurations: Iterable[str]) -> str:
    """The build folder that a configuration names, or the first that does of those that it inherits from.

    A look at the texts: to load YAML takes longer than all else that a build does which has nothing to do. Where it
    misses what YAML would find, that costs time alone: another folder holds no stamp of this configuration.
    """
    found = next(filter(None, map(_BUILD_DIR.search, configurations)), None)
    return next(filter(None, found.groups()), _USUAL) if found else _USUAL
