"""Every row of the data exports, table by table, from one archive and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from types import MappingProxyType

from generator.archive.model import Archive
from generator.archive.reasoning import Reasoning
from generator.publish.data import facts_rows, pages_rows
from generator.publish.data.shape import Row, Table
from generator.publish.data.tables import TABLES

_PAGES: Mapping[str, Callable[[Archive], Iterator[Row]]] = MappingProxyType(
    {
        "page": pages_rows.page,
        "story": pages_rows.story,
        "person": pages_rows.person,
        "company": pages_rows.company,
        "topic": pages_rows.topic,
        "name": pages_rows.name,
        "identifier": pages_rows.identifier,
        "link": pages_rows.link,
        "redirect": pages_rows.redirect,
        "author": pages_rows.author,
        "story_topic": pages_rows.story_topic,
        "source": pages_rows.source,
        "mention": pages_rows.mention,
        "correction": pages_rows.correction,
    }
)
_FACTS: Mapping[str, Callable[[Reasoning], Iterator[Row]]] = MappingProxyType(
    {
        "fact": facts_rows.fact,
        "fact_source": facts_rows.fact_source,
        "participant": facts_rows.participant,
        "claim": facts_rows.claim,
        "dispute": facts_rows.dispute,
        "dispute_side": facts_rows.dispute_side,
        "move": facts_rows.move,
        "move_fact": facts_rows.move_fact,
    }
)


def rows(reasoning: Reasoning) -> Iterator[tuple[Table, list[Row]]]:
    """Each table with its rows, sorted by its key, in the order in which the tables are declared."""
    for table in TABLES.values():
        yield table, sorted(rows_of(table, reasoning), key=itemgetter(*table.key_places))


def rows_of(table: Table, reasoning: Reasoning) -> Iterator[Row]:
    """The rows of one table, as they come."""
    name = table.name
    return _PAGES[name](reasoning.archive) if name in _PAGES else _FACTS[name](reasoning)
