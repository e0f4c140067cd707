"""Every move, newest first, and who gains from whom."""

from __future__ import annotations

from msgspec import Struct

from generator.pages.addresses import MOVES
from generator.pages.desk import Desk
from generator.pages.drawing.flows import Flows, flows
from generator.pages.head import Head, Parts, sheets
from generator.pages.movement import GainLine, MoveLine, gains, move_line, move_year
from generator.pages.recent import newest_moves
from generator.pages.words import number_of


class MovesPage(Struct, frozen=True):
    """Moves, newest first."""

    head: Head
    moves: tuple[MoveLine, ...]
    gains: tuple[GainLine, ...]  # on the list's own page only
    flows: Flows | None  # the same, drawn
    parts: Parts


def moves_pages(desk: Desk) -> tuple[MovesPage, ...]:
    """The list of moves, in one page or by year."""
    found = desk.reasoning.moves
    head = Head(MOVES, "Moves", f"Who went from where to where: {number_of(len(found), 'move')} on record.", "moves")
    pairs = gains(found)
    drawn = flows(desk, pairs)
    return tuple(
        MovesPage(
            head=sheet.head,
            moves=tuple(move_line(desk, move) for move in sheet.items),
            gains=() if sheet.parts.here else pairs,
            flows=None if sheet.parts.here else drawn,
            parts=sheet.parts,
        )
        for sheet in sheets(head, newest_moves(found, desk.order), move_year)
    )
