"""Files that editors and systems leave beside what somebody writes: nobody's content, which nothing looks at.

Those whose names begin with a dot aren't among them: in a content folder those are errors, whatever they are called.
"""

from __future__ import annotations

_OF_SYSTEMS = ("Thumbs.db", "desktop.ini")  # of Windows


def is_side_file(name: str) -> bool:
    """Whether a file's name is that of such a file: ``orbital.md~``, ``#orbital.md#``, ``Thumbs.db``."""
    return name.endswith("~") or (name.startswith("#") and name.endswith("#")) or name in _OF_SYSTEMS
