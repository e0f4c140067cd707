"""The pictures that links to this site are shown with: one for each kind of page, drawn when the site is built."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

import PIL
from PIL import Image, ImageDraw, ImageFont

from generator.publish.config.site import Site
from generator.publish.generated.folder import Stored
from generator.publish.markdown.escape import one_line

SIZE = (1200, 630)  # what those who show links crop least: https://ogp.me, summary_large_image
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "site": "Who was where, and who reported it",
        "story": "Story",
        "person": "Person on file",
        "company": "Company on file",
        "topic": "Topic",
    }
)
_PAPER, _INK, _RULE = "#fbfaf7", "#1a1a1a", "#8a1f11"
_MARGIN = 90
_PROGRAM = blake2b(Path(__file__).read_bytes()).hexdigest()  # how they are drawn


def cards(folder: Path, site: Site) -> Iterator[tuple[str, Stored]]:
    """Each card with its path below the site's root: ``assets/cards/story.png``. ``folder`` keeps what was drawn."""
    name = one_line(site.name)
    for kind, words in KINDS.items():
        key = blake2b(f"{_PROGRAM} {PIL.__version__} {name}\0{words}".encode(), digest_size=10).hexdigest()
        drawn = folder / f"{key}.png"
        if not drawn.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            new = drawn.with_suffix(".new")
            new.write_bytes(card(name, words))
            new.replace(drawn)
        yield f"assets/cards/{kind}.png", Stored(drawn)


@lru_cache(maxsize=32)  # a quarter of a second each, where a process builds more than one site
def card(name: str, words: str) -> bytes:
    """A PNG with the site's name and what kind of page it is, in Pillow's own font: the same bytes everywhere."""
    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    right = SIZE[0] - _MARGIN
    draw.rectangle((_MARGIN, 120, right, 126), fill=_INK)
    draw.rectangle((_MARGIN, 134, right, 136), fill=_INK)
    draw.text((_MARGIN, 190), name, fill=_INK, font=_fitting(name, 120))
    draw.text((_MARGIN, 400), words, fill=_RULE, font=_fitting(words, 60))
    draw.rectangle((_MARGIN, 520, right, 522), fill=_INK)
    out = io.BytesIO()
    image.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def _fitting(text: str, size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font at the largest size, up to ``size``, at which the text fits between the margins."""
    while True:
        font = ImageFont.load_default(size)
        if size <= 20 or font.getlength(text) <= SIZE[0] - 2 * _MARGIN:
            return font
        size -= 4
