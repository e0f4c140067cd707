"""A small map: people on the left, companies on the right, a line for who was where."""

from __future__ import annotations

from collections.abc import Iterator

from generator.pages.drawing.around import Around, Node
from generator.publish.drawing.svg import HALF, HALF_LINE, figure, key, label, text
from generator.publish.markdown.escape import Md


def around(picture: Around) -> Md:
    height = 36
    parts = [
        f'<line class="drawn-tie{" drawn-ended" if tie.ended else ""}{" drawn-own" if tie.own else ""}"'
        f' x1="44%" x2="56%" y1="{height * tie.person + 17}" y2="{height * tie.company + 17}"></line>'
        for tie in picture.ties
    ]
    for node in picture.people:
        parts += _node(node, height * node.row + 17, "44%", '44%" dx="-11" text-anchor="end')
    for node in picture.companies:
        parts += _node(node, height * node.row + 17, "56%", '56%" dx="11')
    told = "; ".join(
        f"{picture.people[tie.person].label} {'was' if tie.ended else 'is on record'} at"
        f" {picture.companies[tie.company].label}"
        for tie in sorted(picture.ties, key=lambda tie: (tie.person, tie.company))
    )
    ended = {tie.ended for tie in picture.ties}
    caption = (key("tie", "on record there, no departure recorded") if False in ended else "") + (
        key("ended", "left") if True in ended else ""
    )
    rows = max(len(picture.people), len(picture.companies))
    more = f" And {picture.more} besides, not drawn." if picture.more else ""
    return figure("around", height * rows, parts, title=picture.title, told=f"{told}.", caption=caption + more)


def _node(node: Node, y: int, dot: str, x: str) -> Iterator[str]:
    own = " drawn-own" if node.own else ""
    yield f"<g><title>{text(node.label)}</title>"
    yield f'<circle class="drawn-dot{own}" cx="{dot}" cy="{y}" r="{6 if node.own else 4}"></circle>'
    middle = y if node.note else y + 4
    yield f'<text class="drawn-label{own}" x="{x}" y="{middle}">{label(node.label, HALF)}</text>'
    if node.note:
        yield f'<text class="drawn-note" x="{x}" y="{y + 14}">{label(node.note, HALF_LINE)}</text>'
    yield "</g>"
