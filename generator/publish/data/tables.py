"""Every table of the data exports, by name: what the database, the JSON and its schema are made from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.publish.data.facts_tables import FACTS
from generator.publish.data.pages_tables import PAGES, STORIES
from generator.publish.data.shape import Table

TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in (*PAGES, *STORIES, *FACTS)})
