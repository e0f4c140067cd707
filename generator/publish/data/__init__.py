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
from mmap import ACCESS_READ, mmap
from pathlib import Path

from generator.archive.model import Archive, Filed, Text
from generator.archive.reasoning import Reasoning
from generator.publish.data import earlier
from generator.publish.data.database import revise_database, write_database
from generator.publish.data.datasette import metadata
from generator.publish.data.front_matter import FILES as SCHEMAS
from generator.publish.data.front_matter import front_matter_schemas, schema_text
from generator.publish.data.ftm import article_line, ftm_lines
from generator.publish.data.json_file import archive_json, json_row, schema
from generator.publish.data.pages_rows import story_page_row, story_row
from generator.publish.data.rows import rows
from generator.publish.data.tables import TABLES
from generator.publish.site import Site

_FTM = "data/entities.ftm.ndjson"
FILES = (
    earlier.JSON,
    "data/archive.schema.json",
    earlier.DATABASE,
    _FTM,
    "data/metadata.json",
    *(f"data/{name}" for name in SCHEMAS),
)


def write_data(folder: Path, reasoning: Reasoning, site: Site) -> tuple[str, ...]:
    """Writes all of :data:`FILES` below ``folder``, over what is there; returns their paths. OSError where it can't."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    made = list(rows(reasoning))
    before = earlier.recall(folder)
    with earlier.together(folder):
        _write(folder / earlier.JSON, archive_json(made, before))
        write_database(folder / earlier.DATABASE, made, before.rows if before else None)
    _write(folder / "data/archive.schema.json", [_indented(schema())])
    _write(folder / _FTM, ftm_lines(reasoning, site))
    _write(folder / "data/metadata.json", [_indented(metadata(site))])
    for name, made_schema in front_matter_schemas(site.url).items():
        _write(folder / "data" / name, [schema_text(made_schema)])
    return FILES


def revise_story(folder: Path, archive: Archive, site: Site, was: Filed, text: Text) -> tuple[str, ...]:
    """Writes those files again that hold a story's text, title or standfirst, which were ``text`` and ``was``'s.

    Returns their paths. OSError where it can't; LookupError where they don't hold what they should.
    """
    slug = was.story.slug
    now = archive.stories[slug]
    told = (  # what didn't change, too: another build may have failed when it had changed that here
        (TABLES["page"], story_page_row(archive, was), story_page_row(archive, now)),
        (TABLES["story"], story_row(archive, was, text.body), story_row(archive, now, archive.texts[slug].body)),
    )
    with earlier.together(folder) if earlier.are_together(folder) else nullcontext():
        _revise(folder / earlier.JSON, [(json_row(table, old), json_row(table, new)) for table, old, new in told])
        revise_database(folder / earlier.DATABASE, [(table, new) for table, _, new in told])
    _revise(folder / _FTM, [(article_line(archive, site, was), article_line(archive, site, now))])
    return earlier.JSON, earlier.DATABASE, _FTM


def _revise(path: Path, lines: Iterable[tuple[str, str]]) -> None:
    """Put other lines in the place of lines, each of which says whose it is. LookupError where one isn't there."""
    with path.open("rb") as file:
        data = mmap(file.fileno(), 0, access=ACCESS_READ)
    places = []
    for old, new in lines:
        line = old.encode()
        place = data.find(line)
        if place < 0:
            raise LookupError(old)
        places.append((place, len(line), new.encode()))
    pieces: list[bytes | memoryview] = []
    rest, end = memoryview(data), 0  # of so much, no copies
    for place, size, line in sorted(places):
        pieces += (rest[end:place], line)
        end = place + size
    _write(path, (*pieces, rest[end:]))


def _write(path: Path, pieces: Iterable[str | bytes | memoryview]) -> None:
    """Put a new file in the place of the old one, which may be another name of a file that is published."""
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.writelines(piece.encode() if isinstance(piece, str) else piece for piece in pieces)
    new.replace(path)


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


__all__ = ["FILES", "revise_story", "write_data"]
