"""Who gains from whom, as bars from the middle of each pair of companies."""

from __future__ import annotations

from generator.pages.drawing.flows import Flows
from generator.publish.drawing.svg import HALF, figure, key, label, more_than_drawn, percent, rect, text
from generator.publish.markdown.escape import Md


def flows(picture: Flows) -> Md:
    height = 44
    parts: list[str] = []
    told: list[str] = []
    for place, row in enumerate(picture.rows):
        top = height * place
        told.append(f"{row.left} to {row.right}: {row.gain:,}, the other way: {row.loss:,}")
        left, right = label(row.left, HALF), label(row.right, HALF)
        parts += (
            f"<g><title>{text(told[-1])}</title>",
            f'<text class="drawn-label" x="0" y="{top + 13}">{left}</text>',
            f'<text class="drawn-label" x="100%" y="{top + 13}" text-anchor="end">{right}</text>',
            f'<line class="drawn-base" x1="0" x2="100%" y1="{top + 26}" y2="{top + 26}"></line>',
        )
        if row.gain:
            end = 0.5 + 0.4 * row.gain_share
            parts += (
                rect("drawn-gain", 0.5, end, top + 20, 12),
                f'<text class="drawn-count" x="{percent(end)}" y="{top + 31}" dx="4">{row.gain:,} →</text>',
            )
        if row.loss:
            end = 0.5 - 0.4 * row.loss_share
            parts += (
                rect("drawn-loss", end, 0.5, top + 20, 12),
                f'<text class="drawn-count" x="{percent(end)}" y="{top + 31}" dx="-4" text-anchor="end">'
                f"← {row.loss:,}</text>",
            )
        parts.append(f'<line class="drawn-middle" x1="50%" x2="50%" y1="{top + 17}" y2="{top + 35}"></line></g>')
    to_right = f"came to {text(picture.one)}" if picture.one else "went from the left to the right"
    to_left = f"left {text(picture.one)}" if picture.one else "went the other way"
    caption = key("gain", to_right)
    if any(row.loss for row in picture.rows):
        caption += key("loss", to_left)
    caption += more_than_drawn(picture.more, " pairs")
    return figure(
        "flows", height * len(picture.rows), parts, title=picture.title, told="; ".join(told) + ".", caption=caption
    )
