"""The sample archive: the files that content/ came with, whatever a newsroom has written beside them since.

A newsroom begins by adding to the sample, and later removes it. The tests of the sample are about its own files alone,
and are skipped where those are gone.
"""

from __future__ import annotations

import shutil
from pathlib import Path

CONTENT = Path(__file__).resolve().parent.parent / "content"
_NAMES = {
    "stories/2024": (
        "anthropic-is-founded-by-former-openai-staff",
        "dario-amodei-says-why-he-left-openai",
        "google-brain-folds-into-deepmind",
        "kingma-joins-anthropic",
        "kingma-leaves-openai-for-google-brain",
        "leike-leaves-openai-and-is-hired-by-anthropic",
        "marcus-on-the-departures-from-openai",
        "murati-leaves-openai",
        "openai-is-said-to-weigh-a-for-profit",
        "openai-raises-6-6-billion-dollars",
        "schulman-leaves-openai-for-anthropic",
    ),
    "people": ("daniela-amodei", "dario-amodei", "durk-kingma", "gary-marcus", "john-schulman"),
    "companies": ("anthropic", "deepmind", "fortune", "google", "google-brain", "openai", "the-register"),
    "topics": ("ai-safety", "founder-departures", "funding", "hiring"),
}
# All but the page about the archive, which every newsroom writes anew.
PATHS = tuple(f"{folder}/{name}.md" for folder, names in _NAMES.items() for name in names)
STORIES = tuple(path for path in PATHS if path.startswith("stories/"))
_ABOUT = """---
title: About this archive
---
All of it was reported by [[The Register]].

## When we are wrong

We say so.
"""


def missing() -> str:
    """Why the sample can't be had; "" where it can."""
    gone = [path for path in PATHS if not (CONTENT / path).is_file()]
    return f"the sample archive is not here: content/{gone[0]} is gone" if gone else ""


def copy_sample(folder: Path) -> Path:
    """Write the sample into a content folder, with a page about it; the folder."""
    for path in PATHS:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CONTENT / path, folder / path)
    (folder / "pages").mkdir(exist_ok=True)
    (folder / "pages/about.md").write_text(_ABOUT, encoding="utf-8")
    return folder
