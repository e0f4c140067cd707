"""Pagefind, asked over its own protocol: base64 of JSON, a comma after each message, answers in the same form.

The ``pagefind`` package brings the program and has a client; the client waits a tenth of a second after each
record (`PagefindService._wait_for_responses`), a quarter of an hour for 10,000 stories, so the program is
asked directly, all requests at once. It hands its files over (`GetFiles`): told to write them
(`WriteFiles`), it answers before the last of them are on disk, and loses those when it stops. Protocol:
`pagefind/service/types.py` of the package, version 1.5.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import IO, Any

from pagefind_bin import get_executable

from generator.publish.errors import BuildFailedError

VERSION = version("pagefind")


def index(records: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """The bundle of some records (``url``, ``content``, ``language``, ``meta``, ``filters``, ``sort``): files by path.

    BuildFailedError when Pagefind isn't there or refuses a record.
    """
    try:
        program = get_executable()
    except FileNotFoundError as error:
        raise BuildFailedError("Pagefind is not installed: pip install 'pagefind[bin]'") from error
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {}}]
    requests += ({"type": "AddRecord", "index_id": 0, **record} for record in records)
    requests.append({"type": "GetFiles", "index_id": 0})
    command = [str(program), "--service"]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process,  # noqa: S603 - the package's own program
        ThreadPoolExecutor(1) as writer,  # it answers while it is asked, and either pipe could fill up
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        asked = writer.submit(_ask, process.stdin, requests)
        try:
            files = _files(_answers(process.stdout))
        finally:
            process.kill()  # it waits for more; what it had to say is here
            asked.exception()
    return files


def _ask(pipe: IO[bytes], requests: Sequence[dict[str, Any]]) -> None:
    for number, payload in enumerate(requests, 1):
        message = json.dumps({"message_id": number, "payload": payload})
        pipe.write(base64.b64encode(message.encode()) + b",")
    pipe.flush()


def _files(answers: Iterator[Mapping[str, Any]]) -> dict[str, bytes]:
    """The files, once they come: the answer to the last request."""
    for payload in answers:
        if payload["type"] == "Error":
            raise BuildFailedError(f"Pagefind could not index the stories: {payload['message']}")
        if payload["type"] == "GetFiles":
            return {file["path"]: base64.b64decode(file["content"]) for file in payload["files"]}
    raise BuildFailedError("Pagefind stopped before the stories were indexed")


def _answers(pipe: IO[bytes]) -> Iterator[Mapping[str, Any]]:
    parts: list[bytes] = []
    while data := os.read(pipe.fileno(), 1 << 16):
        first, *others = data.split(b",")
        parts.append(first)
        for other in others:
            yield json.loads(base64.b64decode(b"".join(parts)))["payload"]
            parts = [other]
