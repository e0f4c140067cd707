"""The data exports: the whole archive, for those who take it elsewhere.

``data/archive.json`` and ``data/archive.sqlite`` hold the same rows under the same names;
``data/archive.schema.json`` and ``data/metadata.json`` (for Datasette) say what they mean;
``data/entities.ftm.ndjson`` says what FollowTheMoney can. ``data/story.schema.json`` and the like say
what front matter may hold. The same archive gives the same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path

from generator.archive.reasoning import Reasoning
from generator.publish.config.site import Site
from generator.publish.data import earlier
from generator.publish.data.database import write_database
from generator.publish.data.datasette import metadata
from generator.publish.data.front_matter import FILES as SCHEMAS
from generator.publish.data.front_matter import front_matter_schemas, schema_text
from generator.publish.data.ftm import ftm_lines
from generator.publish.data.json_file import archive_json, schema
from generator.publish.data.replacing import NotRevisableError, write_pieces
from generator.publish.data.revising import FTM, REVISED, revise_data
from generator.publish.data.rows import rows

FILES = (
    earlier.JSON,
    "data/archive.schema.json",
    earlier.DATABASE,
    FTM,
    "data/metadata.json",
    *(f"data/{name}" for name in SCHEMAS),
)


def write_data(folder: Path, reasoning: Reasoning, site: Site) -> tuple[str, ...]:
    """Writes all of :data:`FILES` below ``folder``, over what is there; returns their paths. OSError where it can't."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    made = list(rows(reasoning))
    before = earlier.recall(folder)
    with earlier.together(folder):
        write_pieces(folder / earlier.JSON, archive_json(made, before))
        write_database(folder / earlier.DATABASE, made, before.rows if before else None)
    write_pieces(folder / "data/archive.schema.json", [_indented(schema())])
    write_pieces(folder / FTM, ftm_lines(reasoning, site))
    write_pieces(folder / "data/metadata.json", [_indented(metadata(site))])
    for name, made_schema in front_matter_schemas(site.url).items():
        write_pieces(folder / "data" / name, [schema_text(made_schema)])
    return FILES


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


__all__ = ["FILES", "REVISED", "NotRevisableError", "revise_data", "write_data"]
