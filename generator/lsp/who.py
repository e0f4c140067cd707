"""Who a name means, in a few lines of Markdown, for a cursor that rests on it."""

from __future__ import annotations

from generator.archive.model import Ref
from generator.lsp.workspace import View
from generator.pages.posts import standing

_MARKUP = "\\`*_{}[]<>#|~"


def who(view: View, ref: Ref) -> str:
    """Name, who they are now as the archive knows it, other names, and how much is on file."""
    if ref.kind == "story":
        story = view.archive.stories[ref.slug].story
        return f"**{plain(story.title)}**\n\n{story.published.day}. {plain(story.standfirst)}".rstrip()
    if ref.kind == "page":
        return f"**{plain(view.archive.pages[ref.slug].title)}**"
    entity = view.archive.entities[ref]
    lines = [f"**{plain(entity.name)}** ({ref.kind})"]
    if ref.kind == "person":
        now = standing(view.desk, ref)
        if now.words:
            lines.append(f"{plain(''.join(span.text for span in now.words))} (as of {now.as_of})")
    elif entity.kind:
        lines.append(plain(entity.kind))
    others = [plain(name) for name in entity.names if name != entity.name]
    if others:
        lines.append(f"Also {', '.join(others)}")
    number = len(view.archive.stories_of.get(ref, ()))
    stories = "1 story" if number == 1 else f"{number} stories"
    lines.append(f"{stories} on file" + ("" if ref in view.archive.profiles else "; no profile"))
    return "\n\n".join(lines)


def plain(text: str) -> str:
    """Text as Markdown that says the same and nothing more."""
    return "".join(f"\\{letter}" if letter in _MARKUP else letter for letter in " ".join(text.split()))
