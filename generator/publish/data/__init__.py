"""The data exports: the whole archive, for those who take it elsewhere.

``data/archive.json`` and ``data/archive.sqlite`` hold the same rows under the same names;
``data/archive.schema.json`` and ``data/metadata.json`` (for Datasette) say what they mean;
``data/entities.ftm.ndjson`` says what FollowTheMoney can. ``data/story.schema.json`` and the like say
what front matter may hold. The same archive gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path

from generator.archive.model import Archive, Text
from generator.archive.reasoning import Reasoning
from generator.publish.data import earlier
from generator.publish.data.database import revise_database, write_database
from generator.publish.data.datasette import metadata
from generator.publish.data.front_matter import FILES as SCHEMAS
from generator.publish.data.front_matter import front_matter_schemas, schema_text
from generator.publish.data.ftm import ftm_lines
from generator.publish.data.json_file import archive_json, json_row, schema
from generator.publish.data.pages_rows import story_row
from generator.publish.data.rows import rows
from generator.publish.data.tables import TABLES
from generator.publish.site import Site

FILES = (
    "data/archive.json",
    "data/archive.schema.json",
    "data/archive.sqlite",
    "data/entities.ftm.ndjson",
    "data/metadata.json",
    *(f"data/{name}" for name in SCHEMAS),
)


def write_data(folder: Path, reasoning: Reasoning, site: Site) -> tuple[str, ...]:
    """Writes all of :data:`FILES` below ``folder``, over what is there; returns their paths. OSError where it can't."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    made = list(rows(reasoning))
    before = earlier.recall(folder)
    with earlier.together(folder):
        _write(folder / earlier.JSON, archive_json(made, before.known if before else lambda _: {}))
        write_database(folder / earlier.DATABASE, made, before.rows if before else None)
    _write(folder / "data/archive.schema.json", [_indented(schema())])
    _write(folder / "data/entities.ftm.ndjson", ftm_lines(reasoning, site))
    _write(folder / "data/metadata.json", [_indented(metadata(site))])
    for name, made_schema in front_matter_schemas(site.url).items():
        _write(folder / "data" / name, [schema_text(made_schema)])
    return FILES


def revise_text(folder: Path, archive: Archive, slug: str, before: Text) -> tuple[str, ...]:
    """Writes those files again that hold a story's text, which was ``before``; returns their paths.

    OSError where it can't; LookupError where they don't hold what they should.
    """
    table = TABLES["story"]
    old, new = (story_row(archive, archive.stories[slug], text.body) for text in (before, archive.texts[slug]))
    path = folder / earlier.JSON
    data = path.read_bytes()
    line = f"\n{json_row(table, old)}".encode()
    if data.count(line) != 1:
        raise LookupError(old)
    place = data.index(line)
    rest = memoryview(data)  # of so much, no copies
    with earlier.together(folder) if earlier.are_together(folder) else nullcontext():
        _write(path, (rest[:place], f"\n{json_row(table, new)}".encode(), rest[place + len(line) :]))
        revise_database(folder / earlier.DATABASE, table, new)
    return earlier.JSON, earlier.DATABASE


def _write(path: Path, pieces: Iterable[str | bytes | memoryview]) -> None:
    """Put a new file in the place of the old one, which may be another name of a file that is published."""
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.writelines(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    new.replace(path)


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


__all__ = ["FILES", "revise_text", "write_data"]
