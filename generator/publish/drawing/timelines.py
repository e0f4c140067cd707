"""Careers and a company's people, as bars on an axis of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.pages.drawing.timeline import Row, Stretch, Timeline
from generator.publish.drawing.svg import (
    BOLD,
    FOOT,
    HEAD,
    LINE,
    WIDEST,
    cut,
    figure,
    key,
    label,
    more_than_drawn,
    percent,
    rect,
    text,
    time_axis,
)
from generator.publish.markdown.escape import Md

_FADES = 5  # steps of a fading end


def timeline(picture: Timeline) -> Md:
    tall = any(row.words for row in picture.rows)
    height = 54 if tall else 36
    bottom = HEAD + height * len(picture.rows)
    parts = [*time_axis(picture.axis, bottom)]
    for place, row in enumerate(picture.rows):
        parts += _row(row, HEAD + height * place, height)
    told = "; ".join(f"{row.label}: {row.words or row.note or 'see the table'}" for row in picture.rows)
    undated = f" {picture.undated:,} without a date on record are in the table only." if picture.undated else ""
    caption = "".join(_keys(picture.rows)) + more_than_drawn(picture.more) + undated
    name = "career" if picture.of.kind == "person" else "people"
    return figure(name, bottom + FOOT, parts, title=picture.title, told=f"{told}.", caption=caption)


def _keys(rows: Iterable[Row]) -> Iterator[str]:
    kinds = {piece.kind for row in rows for piece in row.stretches}
    if "sure" in kinds:
        yield key("sure", "there, on record")
    if "maybe" in kinds:
        yield key("maybe", "came or went some day in this span")
    if any(left < right for row in rows for left, right in row.seen):
        yield key("maybe", "seen there some day in this span")
    if kinds & {"fade-in", "fade-out"}:
        yield key("fade", "nobody reported when it began or ended")
    if any(left == right for row in rows for left, right in row.seen):
        yield key("seen", "seen there that day")
    if any(row.doubt for row in rows):
        yield key("doubt", "in doubt")


def _row(row: Row, top: int, height: int) -> Iterator[str]:
    bar = top + height - 20
    doubt = f" ({row.doubt})" if row.doubt else ""
    room = LINE - 1 - round(BOLD * len(cut(row.label, WIDEST)))
    note = label(f"{row.note}{doubt}", room) if room > 4 else ""
    yield f'<g class="drawn-row{" drawn-doubt" if row.doubt else ""}">'
    yield f"<title>{text(': '.join(each for each in (row.label, row.note, row.words + doubt) if each))}</title>"
    more = f'<tspan class="drawn-note" dx="6">{note}</tspan>' if note else ""
    yield f'<text class="drawn-label" x="0" y="{top + 11}">{label(row.label, WIDEST)}{more}</text>'
    if row.words:
        yield f'<text class="drawn-note" x="0" y="{top + 27}">{label(row.words, LINE)}</text>'
    yield f'<line class="drawn-base" x1="0" x2="100%" y1="{bar + 5}" y2="{bar + 5}"></line>'
    for piece in row.stretches:
        yield from _piece(piece, bar)
    for edge in row.edges:
        yield f'<rect class="drawn-edge" x="{percent(edge)}" y="{bar - 2}" width="2" height="14"></rect>'
    for left, right in row.seen:
        if left < right:
            yield rect("drawn-maybe", left, right, bar)
            continue  # on which day of it, nobody said
        yield f'<circle class="drawn-seen" cx="{percent((left + right) / 2)}" cy="{bar + 5}" r="4"></circle>'
    yield "</g>"


def _piece(piece: Stretch, bar: int) -> Iterator[str]:
    if piece.kind in ("sure", "maybe"):
        yield rect(f"drawn-{piece.kind}", piece.left, piece.right, bar)
        return
    step = (piece.right - piece.left) / _FADES
    for place in range(_FADES):
        shade = place + 1 if piece.kind == "fade-in" else _FADES - place
        left = piece.left + step * place
        yield rect(f"drawn-fade drawn-f{shade}", left, left + step, bar)
