"""Whether the quick way gives what ``mkdocs.yml``'s extensions give: tried on one page with all that it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.publish.mkdocs_driver.contents import Contents

_TEXT = """\
---
title: "Title"
---

# Title of 2 words

Words with **strong ones**, *others*, `code`, &#42;, &amp; and <span class="caution">care</span>, “quoted” "so" 'so'.
{: .standing }

A second line of the kind
goes on here: <del>gone</del> <time datetime="2024-01-02">2 January 2024</time> & [home](https://example.org/a?b=c).

## Given { #given }

- One: [here](#given), a > b
- **Two** and (c) 1/2 -- 3

### Below it

> Said in a quotation.
>
> — Somebody

| Who | As |
| --- | --- |
| One | |
|  | editor |

```bibtex
@misc{some-key,
  title = {{A title}},
  year = {2024},
}
```
"""
_TEXT = _TEXT.replace("| One | |", "| One |  |")


def quick_is_right(contents: Contents) -> bool:
    """Whether both ways agree on the page that is tried."""
    path = contents.some_path
    if path is None:
        return False
    contents.quick = True
    quick = contents.content(path, _TEXT)
    contents.quick = False
    slow = contents.content(path, _TEXT)
    return (quick.html, quick.headings, quick.notes.places) == (slow.html, slow.headings, slow.notes.places)
