"""Problems of files and folders: where they stand, what they are called, what they are made of."""

from __future__ import annotations

from generator.codes.code import Code

FILES = (
    Code(
        "misplaced-file",
        "error",
        "A file or folder that has no place in the content folder: dotfiles, web pages, programs, stray notes.",
        "content/stories/notes.html",
        "content/stories/2031/notes.md",
        "paths",
    ),
    Code(
        "bad-file-name",
        "error",
        "A file name that isn't text in UTF-8, or holds characters that can't be seen.",
        "content/stories/caf\\xe9.md, with the é of Latin-1",
        "content/stories/café.md, with the é of UTF-8",
        "words",
    ),
    Code(
        "bad-slug",
        "error",
        "A slug (a file's name without its ending) that can't be an address: reserved, too long, or with characters "
        "that some system refuses.",
        "content/stories/index.md",
        "content/stories/orbital-index.md",
        "paths",
    ),
    Code(
        "slug-taken",
        "error",
        "Two files that would have one address, or that some systems can't tell apart.",
        "content/stories/2030/launch.md\ncontent/stories/2031/launch.md",
        "content/stories/2030/launch.md\ncontent/stories/2031/second-launch.md",
        "paths",
    ),
    Code(
        "bad-symlink",
        "error",
        "A symbolic link that leads out of the content folder, in a circle, or nowhere.",
        "content/stories/orbital.md -> /etc/passwd",
        "content/stories/orbital.md",
        "paths",
    ),
    Code(
        "unreadable-file",
        "error",
        "A file or folder that the system doesn't let us read.",
        "content/stories/orbital.md (readable by nobody)",
        "content/stories/orbital.md (readable by whoever builds the site)",
        "words",
    ),
    Code(
        "too-large",
        "error",
        "A text file over 1 MB (1,000,000 bytes).",
        "content/stories/orbital.md, 3 MB",
        "content/stories/orbital.md, 8 KB",
        "words",
    ),
    Code(
        "not-utf8",
        "error",
        "A text file that is saved in another encoding than UTF-8.",
        "A story saved as Latin-1",
        "The story saved as UTF-8",
        "words",
    ),
    Code(
        "missing-picture",
        "error",
        "A picture that isn't in content/images.",
        "image: {file: pad39.jpg, alt: The pad}  # content/images has pad-39.jpg",
        "image: {file: pad-39.jpg, alt: The pad}",
    ),
    Code(
        "bad-picture",
        "error",
        "A picture that isn't what its name says, is damaged, or is of a type that browsers don't show.",
        "content/images/pad.jpg (in truth a PNG)",
        "content/images/pad.png",
        "words",
    ),
    Code(
        "huge-picture",
        "error",
        "A picture of so many pixels or bytes that opening it would fill a computer's memory.",
        "content/images/pad.png, 60,000 by 60,000 pixels",
        "content/images/pad.png, 1,600 by 1,200 pixels",
        "words",
    ),
    Code(
        "unsafe-picture",
        "error",
        "An SVG picture that holds a script or loads things from elsewhere.",
        "content/images/pad.svg with <svg><script>…</script></svg>",
        "content/images/pad.svg with <svg><circle r='4'/></svg>",
        "words",
    ),
)
