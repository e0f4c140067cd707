"""Comments what ``cuttings diff`` found on the pull request that a run was for: one comment, kept up to date.

It runs with a token that may write, so nothing of the pull request is trusted here. The pull request's own code made
the artifact that holds the text and the number. The number counts only if that pull request's newest commit is the one
that the run was for; of the text, whatever could do more than be read is taken apart. Needs Python and ``gh`` alone.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

ARTIFACT = "diff"
MARK = "<!-- cuttings diff -->"  # the first line of what is ours
ROBOT = "github-actions[bot]"
MOST_BYTES = 1_000_000  # of an artifact
LONGEST = 64_000  # characters; GitHub takes 65,536

_FENCE = re.compile(r"(`{3,})yaml\Z")
_HEAD = re.compile(r"#{3,4} |- ")  # of the lines that `cuttings diff` writes
_TOKEN = re.compile(r"&#(\d{1,7});|.", re.DOTALL)
_WRITTEN = "\\`*_{}[]<>&~|$#-+=:.)"  # what `cuttings diff` writes as a number, so that it is no markup
_HARMFUL = "\\<>[]&"  # written as a number here even where it was not: it makes tags, links, pictures, entities
_JOINER = "\u2060"  # shows nothing, and keeps what it stands in from being read as a whole
_SHOWN = ("\u200c", "\u200d", _JOINER)  # invisible, and part of words
# Somebody, an issue, an address, :emoji:, what looks like a commit: each would be a link, or call somebody.
_LINKED = re.compile(
    rf"[@#](?!{_JOINER})|(?<=\bgh)-(?=\d)|\bwww(?=\.)|(?<=:)/(?!{_JOINER})|:(?=[\w+-]+:)", re.IGNORECASE
)
_COMMIT = re.compile(r"\b[0-9a-f]{7,}\b", re.IGNORECASE)
_TICKS = re.compile(r"`{3,}|~{3,}")


class UntrustedError(ValueError):
    """What the run left behind is not what a run leaves behind."""


class Run(NamedTuple):
    """The run that was for a pull request, as GitHub tells of it."""

    repository: str
    number: str
    commit: str
    source: str  # the repository that the commit is in

    @property
    def address(self) -> str:
        return f"https://github.com/{self.repository}/actions/runs/{self.number}"


def inert(text: str) -> str:
    """What ``cuttings diff --format github`` wrote, as it is; anything else as text that shows and does nothing."""
    lines, ticks = [], 0
    for line in text.removeprefix(MARK).split("\n"):
        clean = "".join(filter(_is_shown, line))
        if ticks:
            lines.append(clean)
            closes = re.match(r" {0,3}(`+)[ \t]*\Z", clean)
            ticks = 0 if closes and len(closes[1]) >= ticks else ticks
        elif opens := _FENCE.match(clean):
            lines.append(clean)
            ticks = len(opens[1])
        else:
            head = _HEAD.match(clean)
            start = head.end() if head else 0
            lines.append(clean[:start] + _inert_line(clean[start:]))
    return "\n".join(lines) + ("\n" + "`" * ticks if ticks else "")


def _is_shown(letter: str) -> bool:
    return letter in _SHOWN or unicodedata.category(letter) not in ("Cc", "Cf", "Cs")


def _inert_line(line: str) -> str:
    """One line outside code, what stands for a letter by its number read as that letter, and then written apart."""
    seen, written = [], []
    for token in _TOKEN.finditer(line):
        letter = chr(int(token[1])) if token[1] and int(token[1]) < 0x10000 else token[0]
        letter = letter if len(letter) == 1 and _is_shown(letter) else "\ufffd"
        asked = bool(token[1]) and letter in _WRITTEN
        seen.append(letter)
        written.append(f"&#{ord(letter)};" if asked or letter in _HARMFUL else letter)
    text = "".join(seen)
    for found in _TICKS.finditer(text):
        for at in range(*found.span()):
            written[at] = f"&#{ord(seen[at])};"
    for found in _LINKED.finditer(text):
        written[found.end() - 1] += _JOINER
    for found in _COMMIT.finditer(text):
        for at in range(found.start() + 5, found.end() - 1, 6):
            written[at] += _JOINER
    return "".join(written)


def contents(archive: bytes) -> tuple[int, str]:
    """The pull request's number and the text, out of a ZIP archive that is never unpacked to disk."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            number = _member(opened, "number", 20).decode("ascii").strip()
            text = _member(opened, "diff.md", MOST_BYTES).decode("utf-8")
    except (zipfile.BadZipFile, zlib.error, KeyError, UnicodeError, NotImplementedError, RuntimeError, EOFError):
        raise UntrustedError("the artifact can't be read") from None
    if not re.fullmatch(r"[1-9][0-9]{0,8}", number):
        raise UntrustedError("the artifact's number is no number")
    return int(number), text


def _member(opened: zipfile.ZipFile, name: str, most: int) -> bytes:
    if opened.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UntrustedError(f"{name} in the artifact is packed otherwise than GitHub packs")
    with opened.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise UntrustedError(f"{name} in the artifact is too large")
    return data


def gh(path: str, *options: str, body: object = None) -> bytes:
    """One request to GitHub's API; at most ``MOST_BYTES`` of its answer, and UntrustedError for a longer one."""
    told = json.dumps(body).encode() if body is not None else b""
    words = ["gh", "api", path, *options, *(["--input", "-"] if body is not None else [])]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as asked:  # noqa: S603 - no shell
        if asked.stdin is None or asked.stdout is None:
            raise RuntimeError("gh has no pipes")
        asked.stdin.write(told)
        asked.stdin.close()
        answer = asked.stdout.read(MOST_BYTES + 1)
        if len(answer) > MOST_BYTES:
            asked.kill()
            raise UntrustedError(f"the answer to {path} is too large")
    if asked.returncode:
        raise subprocess.CalledProcessError(asked.returncode, words)
    return answer


def lines_of(path: str, query: str) -> Iterator[Any]:
    """What a jq query finds on all pages of an answer."""
    for line in gh(path, "--paginate", "--jq", query).splitlines():
        yield json.loads(line)


def comment(run: Run) -> str:
    """Writes or rewrites the comment, and says what was done. UntrustedError where that can't be right."""
    root = f"repos/{run.repository}"
    found = list(
        lines_of(
            f"{root}/actions/runs/{run.number}/artifacts?name={ARTIFACT}&per_page=100",
            ".artifacts[] | [.id, .size_in_bytes, .expired]",
        )
    )
    kept = [(number, size) for number, size, expired in found if not expired]
    if not kept:
        return "The run left no comparison, since it did not come so far."
    number, size = max(kept)
    if size > MOST_BYTES:
        raise UntrustedError("the artifact is too large")
    request, text = contents(gh(f"{root}/actions/artifacts/{int(number)}/zip"))
    pull: Mapping[str, Any] = json.loads(gh(f"{root}/pulls/{request}", "--jq", "{state, head: .head}"))
    head = pull["head"]
    if (head["repo"] or {}).get("full_name", "") != run.source:
        raise UntrustedError(f"pull request {request} is not of the repository that the run was for")
    if head["sha"] != run.commit or pull["state"] != "open":
        return f"Pull request {request} has gone on, or is closed; the run was for {run.commit}."
    body = {"body": _body(run, text)}
    ours = f'.[] | select(.user.login == "{ROBOT}" and (.body | startswith("{MARK}"))) | .id'
    older = list(lines_of(f"{root}/issues/{request}/comments?per_page=100", ours))
    if older:
        gh(f"{root}/issues/comments/{int(min(older))}", "--method", "PATCH", "--silent", body=body)
        return f"Rewrote the comment on pull request {request}."
    gh(f"{root}/issues/{request}/comments", "--method", "POST", "--silent", body=body)
    return f"Commented on pull request {request}."


def _body(run: Run, text: str) -> str:
    shown = inert(text.strip())
    if len(shown) > LONGEST:
        shown = "\nThe comparison is too long for a comment; the summary of the run has it."
    return (
        f"{MARK}{shown}\n\n"
        f"<sub>Commit {run.commit}, compared by the pull request's own code in [this run]({run.address}), "
        "which has a preview of the site among its artifacts.</sub>\n"
    )


def main(environ: Mapping[str, str]) -> int:
    run = Run(*(environ[name] for name in ("GITHUB_REPOSITORY", "RUN_ID", "HEAD_SHA", "HEAD_REPOSITORY")))
    try:
        print(comment(run))
    except UntrustedError as error:
        print(f"::error::Nothing was commented: {error}.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
