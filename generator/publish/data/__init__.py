"""The data exports: the whole archive, for those who take it elsewhere.

``data/archive.json`` and ``data/archive.sqlite`` hold the same rows under the same names;
``data/archive.schema.json`` and ``data/metadata.json`` (for Datasette) say what they mean;
``data/entities.ftm.ndjson`` says what FollowTheMoney can. ``data/story.schema.json`` and the like say
what front matter may hold. The same archive gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from generator.archive.reasoning import Reasoning
from generator.publish.data.database import write_database
from generator.publish.data.datasette import metadata
from generator.publish.data.front_matter import FILES as SCHEMAS
from generator.publish.data.front_matter import front_matter_schemas, schema_text
from generator.publish.data.ftm import ftm_lines
from generator.publish.data.json_file import archive_json, schema
from generator.publish.data.rows import rows
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
    _write(folder / "data/archive.json", archive_json(made))
    _write(folder / "data/archive.schema.json", [_indented(schema())])
    database = folder / "data/archive.sqlite"
    database.unlink(missing_ok=True)
    write_database(database, made)
    _write(folder / "data/entities.ftm.ndjson", ftm_lines(reasoning, site))
    _write(folder / "data/metadata.json", [_indented(metadata(site))])
    for name, made_schema in front_matter_schemas(site.url).items():
        _write(folder / "data" / name, [schema_text(made_schema)])
    return FILES


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


__all__ = ["FILES", "write_data"]
