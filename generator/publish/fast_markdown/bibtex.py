"""A fenced BibTeX entry as the highlighter prints it: the one language that our templates write."""

from __future__ import annotations

import re

from generator.publish.fast_markdown.inline import escaped

_ENTRY = re.compile(r"```bibtex\n(@[a-z]+)\{([0-9A-Za-z:-]+),\n((?:  [a-z]+ = \{\{?[^{}\n]+\}?\},\n)+)\}\n```")
_FIELD = re.compile(r"  ([a-z]+) = (\{[^{}\n]+\}|\{\{[^{}\n]+\}\}),")


def highlighted(block: str) -> str | None:
    """HTML of the block; None for any other fenced block."""
    entry = _ENTRY.fullmatch(block)
    if entry is None:
        return None
    lines = [
        '<div class="highlight"><pre><span></span><code>'
        f'<span class="nc">{entry[1]}</span><span class="p">{{</span>'
        f'<span class="nl">{entry[2]}</span><span class="p">,</span>'
    ]
    for line in entry[3][:-1].split("\n"):
        field = _FIELD.fullmatch(line)
        if field is None:
            return None
        lines.append(
            f'<span class="w">  </span><span class="na">{field[1]}</span><span class="w"> </span>'
            f'<span class="p">=</span><span class="w"> </span><span class="s">{escaped(field[2])}</span>'
            '<span class="p">,</span>'
        )
    lines.append('<span class="p">}</span>\n</code></pre></div>')
    return "\n".join(lines)
