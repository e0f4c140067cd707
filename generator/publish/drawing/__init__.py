"""Pictures as SVG in the page: from geometry to elements, no scripts, no styles of their own, no links.

Across, places are percentages and words have their own size, so a picture fits a phone as it fits a desk and its
words stay legible. Colours are the theme's, by class, in light and in dark. Each picture is one line of raw HTML,
which every Markdown leaves as it is, says what it shows in a title and a description, and stands beside a table
that says the same, with the links. Names are escaped here.
"""

from __future__ import annotations

from generator.pages.drawing.around import Around
from generator.pages.drawing.flows import Flows
from generator.pages.drawing.timeline import Timeline
from generator.pages.drawing.worth import Worth
from generator.publish.drawing.around import around
from generator.publish.drawing.flows import flows
from generator.publish.drawing.timelines import timeline
from generator.publish.drawing.worth import worth
from generator.publish.markdown.escape import Md

Picture = Timeline | Flows | Worth | Around


def drawn(picture: Picture) -> Md:
    """A picture as one line of HTML."""
    match picture:
        case Timeline():
            return timeline(picture)
        case Flows():
            return flows(picture)
        case Worth():
            return worth(picture)
        case Around():
            return around(picture)


__all__ = ["Picture", "drawn"]
