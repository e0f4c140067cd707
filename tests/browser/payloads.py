"""Texts that try to run script, by family. ``RUN`` stands for the call that tells that one of them did.

Written for this archive along the families of the OWASP XSS Filter Evasion Cheat Sheet, the HTML5 Security
Cheatsheet and DOMPurify's fixtures, with what Markdown, its extensions, Jinja, JSON-LD and feeds add to them.
"""

from __future__ import annotations

from collections.abc import Iterator

# `data:,x` is no picture, so loading it fails, wherever the text stands.
ELEMENTS = """
<script>RUN</script>
<script >RUN</script >
<ScRiPt>RUN</sCrIpT>
<script/x>RUN</script>
<script type=module>RUN</script>
<script src="data:text/javascript,RUN"></script>
<script>/*<!--*/RUN//--></script>
<script>RUN
<scr<script>ipt>RUN</scr</script>ipt>
<<script>RUN//<</script>
<img src="data:,x" onerror=RUN>
<img src="data:,x" onerror="RUN">
<img src='data:,x' onerror='RUN'>
<img/src="data:,x"/onerror=RUN>
<IMG SRC="data:,x" ONERROR=RUN>
<img src="data:,x" onerror = RUN >
<img src="data:,x" oNeRrOr=RUN//
<img src="data:,x" onload=RUN onerror=RUN
<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" onload=RUN>
<img src="data:,x" style=x:x onerror=&#95;&#95;ran(ID)>
<img src="data:,x" onerror=&#x5f;&#x5f;ran(ID)>
<img src="data:,x" onerror="&lowbar;&lowbar;ran(ID)">
<img srcset="data:,x" onerror=RUN>
<img src="data:,x" onerror="window['__ran'](ID)">
<img src="data:,x" onerror="eval('__r'+'an(ID)')">
<image src="data:,x" onerror=RUN>
<picture><source srcset="data:,x"><img onerror=RUN></picture>
<svg onload=RUN>
<svg/onload=RUN>
<svg onload="RUN"/>
<svg><script>RUN</script></svg>
<svg><script href="data:text/javascript,RUN" /></svg>
<svg><script xlink:href="data:text/javascript,RUN"></script></svg>
<svg><a xlink:href="javascript:RUN"><text x="20" y="20">X</text></a></svg>
<svg><a><animate attributeName=href values="javascript:RUN"/><text x=20 y=20>X</text></a></svg>
<svg><a><set attributeName=href to="javascript:RUN"/><text x=20 y=20>X</text></a></svg>
<svg><animate onbegin=RUN attributeName=x dur=1s>
<svg><set onbegin=RUN attributeName=x to=0>
<svg><animatetransform onbegin=RUN attributeName=transform>
<svg><image href="data:,x" onerror=RUN></svg>
<svg><foreignObject><img src="data:,x" onerror=RUN></foreignObject></svg>
<svg><foreignObject><iframe srcdoc="<script>parent.RUN</script>"></iframe></foreignObject></svg>
<svg><style><img src="data:,x" onerror=RUN></style></svg>
<svg><title><img src="data:,x" onerror=RUN></title></svg>
<svg><desc><img src="data:,x" onerror=RUN></desc></svg>
<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>RUN</script></svg>#x"/></svg>
<svg><discard onbegin=RUN>
<svg><g onload=RUN></g></svg>
<math><mtext><img src="data:,x" onerror=RUN></mtext></math>
<math><mi xlink:href="javascript:RUN">X</mi></math>
<math href="javascript:RUN">X</math>
<math><maction actiontype="statusline" xlink:href="javascript:RUN">X</maction></math>
<math><annotation-xml encoding="text/html"><img src="data:,x" onerror=RUN></annotation-xml></math>
<iframe srcdoc="<script>RUN</script>"></iframe>
<iframe srcdoc="&lt;script&gt;RUN&lt;/script&gt;"></iframe>
<iframe src="javascript:RUN"></iframe>
<iframe src="data:text/html,<script>RUN</script>"></iframe>
<iframe onload=RUN></iframe>
<iframe/onload=RUN>
<frameset onload=RUN>
<object data="javascript:RUN"></object>
<object data="data:text/html,<script>RUN</script>"></object>
<object onerror=RUN data="data:,x">
<embed src="javascript:RUN">
<embed src="data:text/html,<script>RUN</script>">
<body onload=RUN>
<body onpageshow=RUN>
<body onhashchange=RUN>
<html onmouseover=RUN>
<video onerror=RUN><source src="data:,x"></video>
<video src="data:,x" onerror=RUN></video>
<video poster="javascript:RUN"></video>
<video><source onerror=RUN src="data:,x"></video>
<audio src="data:,x" onerror=RUN></audio>
<audio onloadstart=RUN src="data:,x"></audio>
<track onerror=RUN src="data:,x">
<details open ontoggle=RUN><summary>X</summary>Y</details>
<details ontoggle=RUN open>X
<input autofocus onfocus=RUN>
<input onfocus=RUN autofocus tabindex=1>
<input type=image src="data:,x" onerror=RUN>
<input type="image" formaction="javascript:RUN" src="data:,x">
<select autofocus onfocus=RUN><option>X</select>
<textarea autofocus onfocus=RUN>X</textarea>
<keygen autofocus onfocus=RUN>
<button onclick=RUN>X</button>
<button autofocus onfocus=RUN>X</button>
<form action="javascript:RUN"><button>X</button></form>
<form><button formaction="javascript:RUN">X</button></form>
<form><input type=submit formaction="javascript:RUN" value=X></form>
<form id=f1></form><button form=f1 formaction="javascript:RUN">X</button>
<isindex action="javascript:RUN" type=image>
<marquee onstart=RUN>X</marquee>
<marquee loop=1 width=0 onfinish=RUN>X</marquee>
<div onmouseover=RUN>X</div>
<div onclick=RUN>X</div>
<div onpointerover=RUN>X</div>
<div onpointerenter="RUN">X</div>
<div tabindex=0 onfocus=RUN>X</div>
<div contenteditable onbeforeinput=RUN onclick=RUN>X</div>
<p onwheel=RUN onclick=RUN>X</p>
<b onclick=RUN>X</b>
<b/onclick=RUN>X</b>
<xss onclick=RUN>X</xss>
<xss id=x1 tabindex=1 onfocus=RUN>X</xss>
<custom-element onclick="RUN">X</custom-element>
<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart=RUN>X</b>
<b style="animation-name:x" onanimationstart=RUN>X</b>
<b onanimationend=RUN style="animation:rotate 1s">X</b>
<b style="transition:1s" ontransitionend=RUN>X</b>
<style>@import "data:text/css,*{x:y}";</style><style onload=RUN></style>
<style onload=RUN></style>
<style onerror=RUN>@import "data:,x"</style>
<link rel=stylesheet href="data:text/css,*{}" onload=RUN>
<link rel=preload as=script href="data:text/javascript,1" onload=RUN>
<link rel=import href="data:text/html,<script>RUN</script>">
<meta http-equiv="refresh" content="0;url=javascript:RUN">
<meta http-equiv=refresh content="0; url=data:text/html,<script>RUN</script>">
<base href="javascript:RUN//"><a href="#">X</a>
<applet code="javascript:RUN">
<portal src="javascript:RUN" onload=RUN>
<template><script>RUN</script></template>
<template shadowrootmode=open><img src="data:,x" onerror=RUN></template>
<div><template shadowrootmode="open"><script>RUN</script></template></div>
<dialog open onclick=RUN>X</dialog>
<dialog open onclose=RUN><form method=dialog><button>X</button></form></dialog>
<button popovertarget=pop>X</button><div popover id=pop onbeforetoggle=RUN>Y</div>
<ins style="position:fixed;inset:0;z-index:999" onclick=RUN>X</ins>
<ruby oncopy="RUN" onclick="RUN">X</ruby>
<table background="javascript:RUN" onclick=RUN><tr><td>X</table>
<td onclick=RUN>X
<label onclick=RUN>X</label>
<time onclick=RUN datetime=2031>X</time>
<area href="javascript:RUN"><map name=m><area shape=default href="javascript:RUN"></map>
<slot onslotchange=RUN onclick=RUN>X</slot>
<bgsound src="javascript:RUN">
<layer src="javascript:RUN" onclick=RUN>X</layer>
<plaintext onclick=RUN>X
<comment><img src="</comment><img src=data:,x onerror=RUN>">
<nobr onclick=RUN>X</nobr>
<menu onclick=RUN><li>X</menu>
<fencedframe onclick=RUN>X</fencedframe>
"""
MUTATIONS = """
<noscript><p title="</noscript><img src=data:,x onerror=RUN>">
<math><mtext><table><mglyph><style><img src=data:,x onerror=RUN></style></mglyph></table></mtext></math>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=data:,x onerror=RUN&gt;">
<svg></p><style><a id="</style><img src=data:,x onerror=RUN>">
<svg><p><style><g title="</style><img src=data:,x onerror=RUN>">
<form><math><mtext></form><form><mglyph><style></math><img src=data:,x onerror=RUN>
<math><mi><table><mi><style><img src="</style><img src=data:,x onerror=RUN>">
<title><p title="</title><img src=data:,x onerror=RUN>">
<textarea><p title="</textarea><img src=data:,x onerror=RUN>">
<xmp><p title="</xmp><img src=data:,x onerror=RUN>">
<noembed><p title="</noembed><img src=data:,x onerror=RUN>">
<noframes><p title="</noframes><img src=data:,x onerror=RUN>">
<iframe><p title="</iframe><img src=data:,x onerror=RUN>">
<style><p title="</style><img src=data:,x onerror=RUN>">
<select><style></select><img src=data:,x onerror=RUN></style>
<table><svg><td><style><img src=data:,x onerror=RUN></style>
<option><style></option></select><b><img src=data:,x onerror=RUN></style></option>
<!--><img src=data:,x onerror=RUN>-->
<!--><script>RUN</script>
<!--- --!><img src=data:,x onerror=RUN>
<!-- --!><img src=data:,x onerror=RUN> -->
<![CDATA[<img src=data:,x onerror=RUN>]]>
<svg><![CDATA[><img src=data:,x onerror=RUN>]]></svg>
<? foo="><img src=data:,x onerror=RUN>">
<! foo="><img src=data:,x onerror=RUN>">
</ foo="><img src=data:,x onerror=RUN>">
<% foo><img src=data:,x onerror=RUN>">
<a title="</a><img src=data:,x onerror=RUN>">X</a>
<b <img src=data:,x onerror=RUN>
<img alt="<x" title="/><img src=data:,x onerror=RUN>">
<img src=`data:,x` onerror=`RUN` onerror=RUN>
<a/href="x"title="><img src=data:,x onerror=RUN>">X
<div id="</div><img src=data:,x onerror=RUN>">
<p/onclick=RUN/title=x>X
<svg><font color=x><img src=data:,x onerror=RUN></font>
<math><annotation-xml encoding="text/html"><style><img src="</style><img src=data:,x onerror=RUN>"></style>
<listing>&lt;img src=data:,x onerror=RUN&gt;</listing>
&lt;img src=data:,x onerror=RUN&gt;
&amp;lt;script&amp;gt;RUN&amp;lt;/script&amp;gt;
&#60;script&#62;RUN&#60;/script&#62;
&#x3c;img src=data:,x onerror=RUN&#x3e;
%3Cscript%3ERUN%3C/script%3E
＜script＞RUN＜/script＞
"""
LINKS = """
javascript:RUN
JaVaScRiPt:RUN
java&Tab;script:RUN
java&NewLine;script:RUN
javascript&colon;RUN
&#106;avascript:RUN
&#x6A;avascript:RUN
&#0000106avascript:RUN
&#14; javascript:RUN
javascript&#58;RUN
javascript&#x3a;RUN
%6aavascript:RUN
javascript://x%0aRUN
javascript:/*x*/RUN
javascript:void(RUN)
javascript:%5f%5fran(ID)
vbscript:RUN
livescript:RUN
data:text/html,<script>RUN</script>
data:text/html;base64,PHNjcmlwdD5fX3JhbigxKTwvc2NyaXB0Pg==
data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='RUN'/>
feed:javascript:RUN
view-source:javascript:RUN
jar:javascript:RUN
blob:javascript:RUN
filesystem:javascript:RUN
x:javascript:RUN
//javascript:RUN
javascript:RUN//https://example.org/
"""
MARKDOWN = """
[X](javascript:RUN)
[X](<javascript:RUN>)
[X]( javascript:RUN)
[X](JAVASCRIPT:RUN "title")
[X](java&#115;cript:RUN)
[X](javascript&colon;RUN)
[X](data:text/html,<script>RUN</script>)
[X](vbscript:RUN)
[X](#x" onmouseover="RUN)
[X](#x "title" onmouseover=RUN)
[X](#x 'x" onmouseover="RUN')
[X](#x 'x"><img src=data:,x onerror=RUN>')
[<img src=data:,x onerror=RUN>](https://example.org/)
[X][ref]{onclick=RUN}
![X](javascript:RUN)
![X](data:,x"onerror="RUN)
![x" onerror="RUN](data:,x)
![x"><script>RUN</script>](data:,x)
![X](data:,x 'x" onerror="RUN')
![X](data:image/svg+xml,<svg/onload=RUN>)
<javascript:RUN>
<https://example.org/"onmouseover="RUN>
<a@example.org"onmouseover="RUN>
[X](https://example.org/){onclick=RUN}
[X](https://example.org/){: onclick="RUN" }
[X](https://example.org/){: href="javascript:RUN" }
*X*{: onmouseover="RUN" style="position:fixed;inset:0" }
![X](data:,x){: onerror="RUN" }
## X {onclick=RUN}
## X {: #x onmouseover="RUN" }
## <img src=data:,x onerror=RUN>
## X <script>RUN</script>
> <img src=data:,x onerror=RUN>
- <img src=data:,x onerror=RUN>
`<img src=data:,x onerror=RUN>`
`` ` <script>RUN</script> ``
``` {onclick=RUN}¶X¶```
```"><img src=data:,x onerror=RUN>¶X¶```
```html title="<img src=data:,x onerror=RUN>"¶X¶```
```js onload=RUN¶RUN¶```
~~~ x" onclick="RUN¶X¶~~~
``` {.python onclick="RUN" title="</span><script>RUN</script>"}¶X¶```
```mermaid¶graph TD; A["<img src=data:,x onerror=RUN>"]¶```
!!! note "<img src=data:,x onerror=RUN>"¶    X
!!! x" onclick="RUN¶    X
??? note "</summary><script>RUN</script>"¶    X
=== "<img src=data:,x onerror=RUN>"¶    X
=== "x\\" onclick=\\"RUN"¶    X
X[^1]¶¶[^1]: <img src=data:,x onerror=RUN>
[^x" onclick="RUN]: X¶¶X[^x" onclick="RUN]
*[X]: "><img src=data:,x onerror=RUN>¶¶X
X¶:   <img src=data:,x onerror=RUN>
| X | <img src=data:,x onerror=RUN> |¶| - | - |¶| X | <svg onload=RUN> |
<div markdown="1" onclick=RUN>¶¶*X*¶¶</div>
<div markdown="block"><img src=data:,x onerror=RUN></div>
<details markdown open ontoggle=RUN>¶<summary>X</summary>¶¶X¶</details>
:smile:{onclick=RUN} :"><img src=data:,x onerror=RUN>:
++ctrl+"><img src=data:,x onerror=RUN>++
==<img src=data:,x onerror=RUN>==
~~<svg onload=RUN>~~
^^<svg onload=RUN>^^
- [ ] <img src=data:,x onerror=RUN>
<!-- --><img src=data:,x onerror=RUN><!-- -->
X <![ <img src=data:,x onerror=RUN>
a <![> b <script>RUN</script>
<x¶onclick=RUN¶>X</x>
<img¶src=data:,x¶onerror=RUN¶>
<a href="javas¶cript:RUN">X</a>
\\<img src=data:,x onerror=RUN\\>
<pre class="mermaid"><code>graph TD; A["<img src=data:,x onerror=RUN>"]</code></pre>
<abbr title="<img src=data:,x onerror=RUN>">X</abbr>
<a title="<img src=data:,x onerror=RUN>" data-preview href="#x">X</a>
<span id="on-a-day-data">{"day":"2031-01-01","people":[["X","javascript:RUN","y2000-01-01","y2000-01-01"]]}</span>
<form id=__search data-find><input name=q></form>
<a id="__config">{"base":"javascript:RUN//","features":[],"search":"javascript:RUN"}</a>
<script id="__config" type="application/json">{"base":"javascript:RUN//"}</script>
<div data-md-component="announce" data-md-url="javascript:RUN"><img src=data:,x onerror=RUN></div>
<a class="md-clipboard" data-clipboard-text="RUN" onclick=RUN>X</a>
<span class=arithmatex>\\(\\href{javascript:RUN}{X}\\)</span>
"""
BREAKOUTS = (
    *('"', "'", '">', "'>", "</title>", "</script>", "</style>", "</textarea>", "-->", "]]>", "*/", "`", "\\"),
    *(
        "</a>",
        "</h1>",
        "</td></table>",
        "</svg>",
        "</p></div>",
        "</noscript>",
        "</template>",
        "</button>",
        "</li></ul>",
    ),
    *("&quot;>", "&#34;>", "%22>", "\\u003e", "\\x3c", '\\">', "</summary>", "</code></pre>", "{%", "{{", "${", "#}"),
)
TEMPLATES = """
{{ RUN }}
{{ 7*7 }}{{ config.items() }}
{% include "/etc/passwd" %}
{% raw %}<script>RUN</script>{% endraw %}
{{ "<script>RUN</script>" | safe }}
{{ self.__init__.__globals__ }}
{{ cycler.__init__.__globals__.os.popen('id').read() }}
{# <script>RUN</script> #}
${RUN} #{RUN} <%= RUN %>
{{constructor.constructor('RUN')()}}
<div ng-app>{{constructor.constructor('RUN')()}}</div>
[[RUN]] {{{RUN}}} {!RUN!}
<?php RUN ?>
"""


def _lines(family: str) -> Iterator[str]:
    return (line for line in family.strip("\n").split("\n"))


def _all() -> Iterator[str]:
    yield from _lines(ELEMENTS)
    yield from _lines(MUTATIONS)
    for address in _lines(LINKS):
        yield f'<a href="{address}">X</a>'
        yield address
    yield from _lines(MARKDOWN)
    for breakout in BREAKOUTS:
        yield f"{breakout}<img src=data:,x onerror=RUN>"
        yield f"{breakout}<script>RUN</script>"
    yield from (
        '" onmouseover="RUN',
        "' onmouseover='RUN",
        '" autofocus onfocus="RUN" x="',
        '"onclick=RUN//',
        "` onclick=RUN",
    )
    yield from ('"},"x":RUN,"y":{"', '"-RUN-"', "'-RUN-'", "\\';RUN;//", "</script><!--<script>RUN", "<!--<script>RUN")
    yield from _lines(TEMPLATES)


def payloads() -> tuple[str, ...]:
    """Each text, with its own number in the call. ``¶`` of a family is a line end."""
    return tuple(
        text.replace("RUN", f"__ran({number})").replace("ran(ID)", f"ran({number})").replace("¶", "\n")
        for number, text in enumerate(dict.fromkeys(_all()))
    )
