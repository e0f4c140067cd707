"""HTML that would hold up its parser for minutes is known before it is parsed; what people write never is."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.publish.errors import TooSlowError
from generator.publish.html.cleaning import clean
from generator.publish.html.nesting import is_endless

MOST = 980_000

# Each takes nh3 from five seconds to many minutes.
ENDLESS: Mapping[str, str] = {
    "elements in elements": "<div>" * 89_000 + "x" + "</div>" * 89_000,
    "never closed": "<blockquote>" * 80_000,
    "closed by others": "<div></b>" * 100_000,
    "closed in another order": "<b><div></b>" * 80_000,
    "opened again by each paragraph": "".join(f"<b id=a{number}><p>" for number in range(50_000)),
    "a few thousand of them": "".join(f"<font color=a{number}><p>" for number in range(4_000)),
    "opened again and again": "<p>" + "".join(f"<b id=a{n}>" for n in range(12)) + "</p>" + "<p>x" * 200_000,
    "tables with text in them": "<table>x" * 120_000,
    "lists": "<ul><li>" * 120_000,
    "roots with attributes": "".join(f"<html a{number}=b>" for number in range(60_000)),
    "attributes": "<b " + "".join(f"a{number}=b " for number in range(110_000)) + ">x</b>",
    "references": "&#" * 490_000,
}


@pytest.mark.parametrize("name", ENDLESS)
def test_it_is_not_begun(name: str) -> None:
    with pytest.raises(TooSlowError):
        clean(ENDLESS[name])


ALLOWED: Mapping[str, str] = {
    "a long text": "<p>word word &amp; word</p>\n" * 30_000,
    "an older way to write paragraphs": "<p>a\n" * 150_000,
    "a long list": "<ul>" + "<li>a <b>b</b></li>" * 40_000 + "</ul>",
    "lists twenty deep": ("<ul><li>a" * 20 + "</li></ul>" * 20) * 2_500,
    "a long table": "<table><tbody>" + "<tr><td>a<td>b</tr>" * 40_000 + "</tbody></table>",
    "a listing": "<pre><code>" + "if a &lt; b &amp;&amp; c\n" * 30_000 + "</code></pre>",
    "pictures and breaks": "<img src='x' alt=''><br>" * 35_000,
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_long_and_sound_is_allowed(name: str) -> None:
    assert not is_endless(ALLOWED[name])


def test_what_is_short_is_parsed_whatever_it_is() -> None:
    assert clean("<div>" * 900).count("<div>") == 900
