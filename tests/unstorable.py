"""Content for golden cases that git can't hold, or shouldn't: links, odd names, huge and locked files.

Each function is given the case's content folder, in which the files that git does hold already are.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

HEAD = "---\ntitle: Orbital launches\ndate: 2031-03-04\n"
STORY = f"{HEAD}---\n"


def write(content: Path, path: str, text: str = STORY) -> Path:
    """Writes one file below the content folder."""
    file = content / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def picture(content: Path, name: str, kind: str | None = None) -> None:
    (content / "images").mkdir(exist_ok=True)
    Image.new("RGB", (4, 3)).save(content / "images" / name, kind)


def fifty_thousand_brackets(content: Path) -> None:
    write(content, "stories/orbital.md", f"{HEAD}topics: {'[' * 50_000}\n---\n")


def a_folder_of_git(content: Path) -> None:
    write(content, ".git/config", "")


def a_pipe(content: Path) -> None:
    os.mkfifo(content / "stories/2031/pipe.md")


def a_name_in_latin_1(content: Path) -> None:
    (content / os.fsdecode(b"stories/caf\xe9.md")).write_text(STORY)


def a_name_in_two_lines(content: Path) -> None:
    write(content, "stories/two\nlines.md")


def a_name_with_zero_width(content: Path) -> None:
    write(content, "stories/or\u200bbital.md")


def slugs_with_signs(content: Path) -> None:
    for slug in ("what?", "a:b", "dot.", "x" * 201):
        write(content, f"stories/{slug}.md")


def twins_by_case(content: Path) -> None:
    write(content, "people/Bob.md", "---\nname: Bob\n---\n")
    write(content, "people/bob.md", "---\nname: Bob\n---\n")


def twins_by_unicode_form(content: Path) -> None:
    write(content, "stories/caf\u00e9.md")
    write(content, "stories/cafe\u0301.md")


def links_out(content: Path) -> None:
    (content / "stories/secret.md").symlink_to("/etc/hostname")
    (content / "images").symlink_to("/usr")


def links_in_a_circle(content: Path) -> None:
    (content / "stories/round.md").symlink_to("round.md")
    (content / "stories/2031/again").symlink_to("..")


def a_link_to_nowhere(content: Path) -> None:
    (content / "stories/gone.md").symlink_to("nowhere.md")


def a_link_to_a_folder(content: Path) -> None:
    (content / "stories/2032").symlink_to("2031")


def a_locked_file(content: Path) -> None:
    write(content, "stories/locked.md").chmod(0)


def a_large_story(content: Path) -> None:
    write(content, "stories/orbital.md", STORY + "Orbital has launched. " * 60_000)


def ten_thousand_topics(content: Path) -> None:
    topics = ", ".join(f"topic {number}" for number in range(10_000))
    write(content, "stories/orbital.md", f"{HEAD}topics: [{topics}]\n---\n")


def three_hundred_lists(content: Path) -> None:
    write(content, "stories/orbital.md", STORY + "\n".join("    " * depth + "- deep" for depth in range(300)))


def a_picture_of_the_pad(content: Path) -> None:
    picture(content, "pad-39.png")


def a_png_named_jpg(content: Path) -> None:
    picture(content, "pad.jpg", "PNG")
    write(content, "images/page.png", "<script>alert(1)</script>")


def damaged_pictures(content: Path) -> None:
    write(content, "images/pad.svg", "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>")
    (content / "images/pad.png").write_bytes(b"\x89PNG\r\n\x1a\n")


def a_bomb(content: Path) -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    (content / "images").mkdir()
    (content / "images/bomb.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    )


MAKERS: dict[str, Callable[[Path], None]] = {
    "bad-file-name-latin-1": a_name_in_latin_1,
    "bad-file-name-newline": a_name_in_two_lines,
    "bad-file-name-zero-width": a_name_with_zero_width,
    "bad-picture-damaged": damaged_pictures,
    "bad-picture-type": a_png_named_jpg,
    "bad-slug-signs": slugs_with_signs,
    "bad-symlink-dangling": a_link_to_nowhere,
    "bad-symlink-folder": a_link_to_a_folder,
    "bad-symlink-loop": links_in_a_circle,
    "bad-symlink-out": links_out,
    "cannot-render-nested": three_hundred_lists,
    "huge-picture-bomb": a_bomb,
    "misplaced-file-folders": a_folder_of_git,
    "misplaced-file-pipe": a_pipe,
    "missing-picture-story": a_picture_of_the_pad,
    "slug-taken-case": twins_by_case,
    "slug-taken-unicode": twins_by_unicode_form,
    "too-deep-50000-brackets": fifty_thousand_brackets,
    "too-large-story": a_large_story,
    "too-many-topics": ten_thousand_topics,
    "unreadable-file-story": a_locked_file,
}
