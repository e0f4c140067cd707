"""One build at a time."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from generator.publish.errors import BuildFailedError
from generator.publish.swap.lock import locked


def nobody() -> None:
    raise AssertionError("nobody holds the lock")


def hold(path: Path, held: Event, seconds: float) -> None:
    with locked(path, nobody):
        held.set()
        time.sleep(seconds)


def test_a_lock_can_be_taken_again_and_makes_its_folder(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "build" / ".lock", nobody):
            pass


def test_the_second_waits_for_the_first_and_says_so_once(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    held = fork.Event()
    first = fork.Process(target=hold, args=(tmp_path / "lock", held, 0.3))
    first.start()
    assert held.wait(5)
    said: list[str] = []
    with locked(tmp_path / "lock", lambda: said.append("waiting")):
        assert said == ["waiting"]
    first.join()


def test_whoever_waits_too_long_gives_up(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    held = fork.Event()
    first = fork.Process(target=hold, args=(tmp_path / "lock", held, 30))
    first.start()
    assert held.wait(5)
    with pytest.raises(BuildFailedError, match="still running"), locked(tmp_path / "lock", lambda: None, patience=0.1):
        pass
    assert first.pid is not None
    os.kill(first.pid, signal.SIGKILL)
    first.join()
    with locked(tmp_path / "lock", lambda: None, patience=1):  # a killed build holds nothing
        pass
