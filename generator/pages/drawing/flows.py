"""Who gains from whom: pairs of companies, and how many people went either way."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator.archive.model import Ref
from generator.pages.desk import Desk
from generator.pages.movement import GainLine

MOST_PAIRS_DRAWN = 10


class FlowRow(Struct, frozen=True):
    """Two companies; the bars start in the middle. ``gain`` and ``loss`` are the right one's, in people."""

    left: str
    right: str
    gain: int
    loss: int
    gain_share: float  # of the half of the width that a bar has
    loss_share: float


class Flows(Struct, frozen=True):
    """``one``: the company on the right of each row, on its own page; "" where every row has its own."""

    title: str
    one: str
    rows: tuple[FlowRow, ...]
    more: int  # pairs that are not drawn


def flows(desk: Desk, gains: Sequence[GainLine], one: Ref | None = None) -> Flows | None:
    """The pairs with most moves between them, from lines as a table of gains has them; None without any.

    Each pair once: of the two companies the one that gains is on the right; on a company's own page, that company.
    """
    pairs: dict[tuple[Ref, Ref], tuple[int, int]] = {}
    for line in gains:
        swap = line.origin == one if one else line.moves < line.back
        pair = (line.destination, line.origin) if swap else (line.origin, line.destination)
        if pair not in pairs and pair[::-1] not in pairs:
            pairs[pair] = (line.back, line.moves) if swap else (line.moves, line.back)
    if not pairs:
        return None
    most = max(max(counts) for counts in pairs.values())
    ranked = sorted(pairs.items(), key=lambda each: (-sum(each[1]), each[0]))
    rows = tuple(
        FlowRow(desk.name(left).text, desk.name(right).text, gain, loss, gain / most, loss / most)
        for (left, right), (gain, loss) in ranked[:MOST_PAIRS_DRAWN]
    )
    name = desk.name(one).text if one else ""
    return Flows(f"Whom {name} gains from" if one else "Who gains from whom", name, rows, len(pairs) - len(rows))
