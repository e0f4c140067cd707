"""Every move, newest first, and who gains from whom."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.pages.addresses import MOVES
from generator.pages.desk import Desk
from generator.pages.drawing.flows import Flows, flows
from generator.pages.head import Head, Parts, part_head, parts_beside, parts_of
from generator.pages.movement import GainLine, MoveLine, gains, move_lines
from generator.pages.recent import newest_moves
from generator.pages.split import SHORT, parts_of_leaves
from generator.pages.words import number_of

_HEAD = Head(MOVES, "Moves", "", "moves")


class MovesPage(Struct, frozen=True):
    """Moves, newest first."""

    head: Head
    moves: tuple[MoveLine, ...]
    gains: tuple[GainLine, ...]  # on the list's own page only
    flows: Flows | None  # the same, drawn
    parts: Parts


def moves_page(desk: Desk) -> MovesPage:
    """The list of moves: all of them, or the newest and the ways to those of each year."""
    found = desk.reasoning.moves
    parts = parts_of_leaves(desk.moved)
    newest = [move for part in parts for move in part.items[:SHORT]] if parts else newest_moves(found, desk.order)
    description = f"Who went from where to where: {number_of(len(found), 'move')} on record."
    pairs = gains(desk, found)
    return MovesPage(
        head=replace(_HEAD, description=description),
        moves=move_lines(desk, newest[:SHORT] if parts else newest),
        gains=pairs,
        flows=flows(desk, pairs),
        parts=parts_of(MOVES, parts, len(found)),
    )


def moves_of_year(desk: Desk, name: str) -> MovesPage:
    """A part of that list, by its name."""
    leaf = desk.moved[name]
    moves = move_lines(desk, leaf.part.items)
    return MovesPage(part_head(_HEAD, leaf.part), moves, (), None, parts_beside(MOVES, leaf))
