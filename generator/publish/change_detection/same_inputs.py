"""Whether another machine would give the same bytes: its program, its libraries, its theme and its configuration."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import generator
from generator.publish.change_detection.scan import texts
from generator.publish.config.mkdocs_yml import load, themes
from generator.publish.config.settings import Given

_US = "cuttings"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")  # that a configuration may ask for
_ENVIRONMENT = ("SOURCE_DATE_EPOCH",)


def likeness(given: Given) -> Mapping[str, str]:
    """Digests of everything that goes into every page, by name. RefusedError if it can't be read."""
    config = load(given)
    text = "\n".join(texts(given.config_file))
    names = sorted({*_VARIABLE.findall(text), *_ENVIRONMENT} & os.environ.keys())
    return {
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        **_libraries(),
        "the program of cuttings": _program(),
        "the theme": " ".join(_held(folder) for folder in themes(config)),
        "mkdocs.yml": blake2b(text.encode(), digest_size=16).hexdigest(),
        **{f"the variable {name}": os.environ[name] for name in names},
    }


def unlike(here: Mapping[str, str], there: Mapping[str, str]) -> tuple[str, ...]:
    """Words for what differs."""
    return tuple(words for words in {**here, **there} if here.get(words) != there.get(words))


@lru_cache(maxsize=1)
def _program() -> str:
    """Of the program as it was when this process first asked: newer files don't change what is loaded."""
    return _held(Path(generator.__file__).parent)


def _held(folder: Path) -> str:
    whole = blake2b(digest_size=16)
    for parent, inside, names in os.walk(folder):
        inside[:] = sorted(name for name in inside if name != "__pycache__")
        for name in sorted(names):
            file = Path(parent, name)
            whole.update(f"{file.relative_to(folder).as_posix()}\0".encode("utf-8", "surrogateescape"))
            whole.update(blake2b(file.read_bytes()).digest())
    return whole.hexdigest()


def _libraries() -> dict[str, str]:
    """The versions of all libraries that are needed, and of those that they need."""
    found: dict[str, str] = {}
    waiting = [_US]
    while waiting:
        name = waiting.pop()
        key = name.lower().replace("_", "-")
        if key in found:
            continue
        try:
            found[key] = version(name)
            needed = requires(name) or ()
        except PackageNotFoundError:  # one that this system has no need of
            continue
        waiting += [_NAME.match(each)[0] for each in needed if "extra ==" not in each]  # type: ignore[index]
    return dict(sorted(found.items()))
