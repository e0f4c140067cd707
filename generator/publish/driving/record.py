"""What the last build rendered: a page whose Markdown and surroundings are the same is not rendered again.

Its file is taken over from the site that stands, as another name of the same file, and only while that
file is the very one that the build wrote. The record lies in the build folder and may be deleted at any time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from generator.publish.folder import Identity, identity
from generator.publish.links import Anchor, Notes
from generator.publish.made import addresses_of
from generator.publish.release import MARKER

_FORMAT = 2


class Rendered(NamedTuple):
    """A page that was rendered: of what Markdown, what it links to, and its file by number, time and size."""

    digest: str
    notes: Notes
    file: Identity


@dataclass(frozen=True, slots=True)
class Record:
    """One build, with its pages by their paths in the generated folder, those of the menu too.

    ``form`` stands for all that goes into every page.
    """

    form: str
    site: Path
    pages: Mapping[str, Rendered]
    others: Mapping[str, tuple[str, Identity]]  # files that are no pages: what stands for what they hold, and the file

    @property
    def addresses(self) -> frozenset[str]:
        """Where the site has a page: see :func:`generator.publish.made.addresses_of`."""
        return addresses_of((*self.pages, *self.others))

    def serves(self, form: str, pages: Collection[str]) -> bool:
        """Whether pages of this build may be taken over: no page is gone that they may link to."""
        return self.form == form and all(path in pages for path in self.pages)


class Past(NamedTuple):
    """What a build is told of the one before: what stands for all that goes into every page, and its record."""

    form: str
    site: Path  # where the new site will stand
    record: Record | None


def recall(build_dir: Path, site: Path) -> Record | None:
    """The record of the build that made the site which stands; None if there is none, or it isn't of that site."""
    try:
        said = json.loads(_path(build_dir, site).read_text(encoding="utf-8"))
        if said["format"] != _FORMAT or tuple(said["marker"]) != identity(f"{site}/{MARKER}"):
            return None
        pages = {
            path: Rendered(told, _notes(places, anchors, files), tuple(file))
            for path, (told, places, anchors, files, file) in said["pages"].items()
        }
        others = {path: (told, tuple(file)) for path, (told, file) in said["others"].items()}
        return Record(said["form"], site, pages, others)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _notes(places: list[str], anchors: list[list[str]], files: list[str]) -> Notes:
    return Notes(frozenset(places), tuple(Anchor(*each) for each in anchors), (), frozenset(files))


def leave(build_dir: Path, record: Record) -> None:
    """Write a record, once its site stands. OSError when it can't be written."""
    said = {
        "format": _FORMAT,
        "form": record.form,
        "marker": identity(f"{record.site}/{MARKER}"),
        "pages": {
            path: (kept.digest, sorted(kept.notes.places), kept.notes.anchors, sorted(kept.notes.files), kept.file)
            for path, kept in record.pages.items()
        },
        "others": record.others,
    }
    path = _path(build_dir, record.site)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(said), encoding="utf-8")


def forget(build_dir: Path, site: Path) -> None:
    """Take a record away."""
    _path(build_dir, site).unlink(missing_ok=True)


def _path(build_dir: Path, site: Path) -> Path:
    name = blake2b(os.fsencode(site), digest_size=10).hexdigest()
    return build_dir / "rendered" / f"{name}.json"
