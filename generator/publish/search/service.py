"""Pagefind, asked over its own protocol: base64 of JSON, a comma after each message, answers in the same form.

The ``pagefind`` package ships the program and a client; the client waits a tenth of a second after each
record (`PagefindService._wait_for_responses`), a quarter of an hour for 10,000 stories, so the program is
asked directly, all requests at once. Protocol: `pagefind/service/types.py` of the package, version 1.5.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from pagefind.service import get_executable

from generator.publish.errors import BuildFailedError

VERSION = version("pagefind")


def index(records: Sequence[dict[str, Any]], output: Path) -> None:
    """Write the bundle of some records: ``url``, ``content``, ``language``, ``meta``, ``filters`` and ``sort`` of each.

    BuildFailedError when Pagefind isn't there or refuses a record.
    """
    program = get_executable()
    if program is None:
        raise BuildFailedError("Pagefind is not installed: pip install 'pagefind[bin]'")
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {}}]
    requests += ({"type": "AddRecord", "index_id": 0, **record} for record in records)
    requests.append({"type": "WriteFiles", "index_id": 0, "output_path": str(output)})
    command = [str(program), "--service"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - the package's own program
        assert process.stdin is not None
        assert process.stdout is not None
        with ThreadPoolExecutor(1) as writer:  # it answers while it is asked, and either pipe could fill up
            asked = writer.submit(_ask, process.stdin, requests)
            refusal = _answers(process.stdout, len(requests))
            if refusal is not None:
                process.kill()
            asked.exception()
        # Only now: at the end of its input it stops, whatever it is at.
        process.stdin.close()
    if refusal is not None:
        raise BuildFailedError(f"Pagefind could not index the stories: {refusal}")


def _ask(pipe: IO[bytes], requests: Sequence[dict[str, Any]]) -> None:
    for number, payload in enumerate(requests, 1):
        message = json.dumps({"message_id": number, "payload": payload})
        pipe.write(base64.b64encode(message.encode()) + b",")
    pipe.flush()


def _answers(pipe: IO[bytes], expected: int) -> str | None:
    """Reads until everything has its answer; what went wrong, if anything did."""
    rest = b""
    while expected:
        data = os.read(pipe.fileno(), 1 << 16)
        if not data:
            return "it stopped before it was done"
        *whole, rest = (rest + data).split(b",")
        for answer in whole:
            expected -= 1
            payload = json.loads(base64.b64decode(answer))["payload"]
            if payload["type"] == "Error":
                return str(payload["message"])
    return None
