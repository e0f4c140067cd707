"""Problems of front matter as text, before anything is known of what its keys mean."""

from __future__ import annotations

from generator.codes.code import Code

FRONT_MATTER = (
    Code(
        "no-front-matter",
        "error",
        "A file that doesn't begin with front matter between two lines of ---.",
        "Orbital has launched …",
        "---\ntitle: Orbital launches\ndate: 2031-03-04\n---\nOrbital has launched …",
        "file",
    ),
    Code(
        "blank-before-front-matter",
        "error",
        "Something stands before the opening ---, which must be the very first line.",
        "\n---\ntitle: Orbital launches\ndate: 2031-03-04\n---",
        "---\ntitle: Orbital launches\ndate: 2031-03-04\n---",
        "file",
    ),
    Code(
        "missing-end",
        "error",
        "Front matter that is opened with --- and never closed.",
        "---\ntitle: Orbital launches\ndate: 2031-03-04\n\nOrbital has …",
        "---\ntitle: Orbital launches\ndate: 2031-03-04\n---\n\nOrbital has …",
        "file",
    ),
    Code(
        "two-documents",
        "error",
        "Front matter in two parts, or ended twice.",
        "---\ntitle: Orbital launches\ndate: 2031-03-04\n---\nstandfirst: It flies\n---",
        "---\ntitle: Orbital launches\ndate: 2031-03-04\nstandfirst: It flies\n---",
        "file",
    ),
    Code(
        "not-a-mapping",
        "error",
        "Front matter that isn't keys with values.",
        "---\n- Orbital launches\n---",
        "---\ntitle: Orbital launches\ndate: 2031-03-04\n---",
        "file",
    ),
    Code(
        "too-deep",
        "error",
        "Lists or mappings nested over 20 deep.",
        "topics: [[[[[[[[[[[[[[[[[[[[[hiring]]]]]]]]]]]]]]]]]]]]]",
        "topics: [hiring]",
    ),
    Code(
        "yaml-tag",
        "error",
        "A value that begins with an exclamation mark, which YAML takes for a tag.",
        "title: !important news",
        'title: "!important news"',
    ),
    Code(
        "yaml-anchor",
        "error",
        "A value that begins with & or *, which YAML takes for an anchor or an alias.",
        "authors: &desk [Archive desk]",
        "authors: [Archive desk]",
    ),
    Code(
        "merge-key",
        "error",
        "The key <<, with which YAML merges mappings.",
        "sources:\n  post: {<<: {publisher: Mastodon}}",
        "sources:\n  post: {publisher: Mastodon}",
    ),
    Code("duplicate-key", "error", "A key that is given twice.", "title: One\ntitle: Two", "title: One"),
    Code(
        "unquoted-colon",
        "error",
        "A text with a colon and a space in it that doesn't stand in quotes.",
        "title: Orbital: the end",
        'title: "Orbital: the end"',
    ),
    Code(
        "tab-indent", "error", "A line that is indented with a tab.", "people:\n\tAda Byron:", "people:\n  Ada Byron:"
    ),
    Code(
        "bad-yaml",
        "error",
        "Front matter that can't be read: an unclosed quote or bracket, a wrong indent, a stray sign.",
        "topics: [hiring, safety",
        "topics: [hiring, safety]",
    ),
    Code(
        "hash-cuts-value",
        "warning",
        "A # after a space, or as the first of a value, where YAML ends the text and begins a comment.",
        "title: Ranked #1 in the world",
        'title: "Ranked #1 in the world"',
    ),
    Code(
        "control-character",
        "error",
        "A character that can't be seen and does harm: NUL, control characters, line separators.",
        'title: "Orbital\\0"',
        "title: Orbital",
    ),
    Code(
        "stray-control",
        "warning",
        "A control character in a story's text; a space stands for it on the page.",
        "Orbital\\x0b has launched, with the character itself in place of \\x0b",
        "Orbital has launched",
        "words",
    ),
    Code(
        "byte-order-mark",
        "error",
        "A byte order mark in the middle of a file; it is left over where two files were joined.",
        "title: \\ufeffOrbital, with the character itself in place of \\ufeff",
        "title: Orbital",
        "words",
    ),
    Code(
        "included-file",
        "error",
        "A line of the text that includes another file.",
        '--8<-- "secrets.txt"',
        "The words themselves",
        "text",
    ),
    Code(
        "lone-surrogate",
        "error",
        "Half of a character: a surrogate without its other half.",
        'title: "\\ud83d"',
        'title: "🚀"',
    ),
)
