"""Where the build folder keeps what is remembered of a site."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path


def cache_path(build_dir: Path, site: Path) -> Path:
    """Where the memory of a site is kept: a file, and others of the same name that end in something."""
    return build_dir / "memory" / blake2b(os.fsencode(site), digest_size=10).hexdigest()
