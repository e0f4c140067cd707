"""A check finds links to places that their pages don't have, where a build would."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.build import understand

if TYPE_CHECKING:
    from tests.conftest import WriteContent

TODAY = date(2031, 12, 31)
OTHERS = {
    "stories/launch.md": "---\ntitle: The launch\ndate: 2031-02-17\npeople: [Ada Byron]\n---\n## How it went\n\nSo.\n",
    "people/ada-byron.md": "---\nname: Ada Byron\n---\n## Her early years\n\nIn London.\n",
    "pages/about.md": "---\ntitle: About\n---\n## Who we are\n\nA desk.\n",
}


def told(write_content: WriteContent, text: str) -> list[str]:
    content = write_content({**OTHERS, "stories/orbital.md": f"---\ntitle: Orbital\ndate: 2031-02-18\n---\n{text}\n"})
    reasoning, problems = understand(content, "content", TODAY, looks_at_places=True)
    assert (reasoning is None) == bool(problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        "[up](#orbital) [it](#below)\n\n## Below",
        "[it](launch.md#how-it-went) and [more](launch.md#in-this-story)",
        "[her](../people/ada-byron.md#her-early-years)",
        "[us](../pages/about.md#who-we-are)",
        "`[a](#nowhere)` and [out](https://example.org/#nowhere) and [top](#top)",
        "[named](#here)\n\n## There {#here}",
    ],
)
def test_places_that_are_there(write_content: WriteContent, text: str) -> None:
    assert told(write_content, text) == []


@pytest.mark.parametrize(
    ("text", "place", "written"),
    [
        ("See [it](#belw).\n\n## Below", "5:10", "#belw"),
        ("One.\n\nSee [it](launch.md#how-it-goes).", "7:10", "launch.md#how-it-goes"),
        ("See [her](../people/ada-byron.md#youth).", "5:11", "../people/ada-byron.md#youth"),
        ("See [us](../pages/about.md#what-we-do).", "5:10", "../pages/about.md#what-we-do"),
    ],
)
def test_places_that_are_not(write_content: WriteContent, text: str, place: str, written: str) -> None:
    advice = "leads to a place that the page doesn't have; name one of its headings"
    assert told(write_content, text) == [
        f'content/stories/orbital.md:{place}: error[dead-anchor]: "{written}" {advice}.'
    ]


def test_what_only_a_build_can_render_is_left_to_it(write_content: WriteContent) -> None:
    assert told(write_content, 'See [it](#there).\n\n<div id="there">So</div>') == []
