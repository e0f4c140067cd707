"""Work spread over processes gives what one process would."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence

import pytest

from generator.publish.errors import TooSlowError
from generator.publish.processes import workers
from generator.publish.processes.workers import BackgroundTask, Turns, cores, spread

MANY = tuple(range(1000))


def test_results_come_in_the_order_of_the_items() -> None:
    whole = [each for part in spread(lambda chunk: [item * 2 for item in chunk], MANY, 2) for each in part]
    assert whole == [item * 2 for item in MANY]


def test_many_items_are_done_elsewhere_and_few_here() -> None:
    def where(_chunk: Sequence[int]) -> int:
        return os.getpid()

    assert os.getpid() not in set(spread(where, MANY, 2))
    assert set(spread(where, MANY[:10], 2)) == {os.getpid()}
    assert set(spread(where, MANY, 1)) == {os.getpid()}


def test_processes_of_many_items_begin_anew_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_BATCH", 300)

    def done(chunk: Sequence[int]) -> tuple[int, Sequence[int]]:
        return os.getpid(), chunk

    parts = tuple(spread(done, MANY, 2))
    assert tuple(item for _, chunk in parts for item in chunk) == MANY
    batches = [{pid for pid, chunk in parts if chunk[0] // 300 == number} for number in range(4)]
    assert all(map(set.isdisjoint, batches, batches[1:]))


def test_without_fork_everything_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    assert set(spread(lambda _chunk: os.getpid(), MANY, 2)) == {os.getpid()}


def test_what_goes_wrong_there_is_raised_here() -> None:
    def broken(chunk: Sequence[int]) -> int:
        if 500 in chunk:
            raise OSError("no space")
        return 0

    with pytest.raises(OSError, match="no space"):
        list(spread(broken, MANY, 2))


def test_there_is_a_core() -> None:
    assert cores() >= 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_turn_is_taken_once_by_whoever_is_free(jobs: int) -> None:
    turns = Turns(len(MANY))
    with BackgroundTask(lambda: [*turns], jobs) as aside:
        taken = [*turns]
        others = aside.result()
    assert sorted((*taken, *others)) == [*MANY]
    assert taken == sorted(taken)
    assert others == sorted(others)


def test_a_process_that_is_ended_as_it_begins_says_nothing() -> None:
    """As in a preview, which takes a signal to end for Ctrl-C."""
    program = (
        "import signal\n"
        "from generator.publish.processes.workers import BackgroundTask\n"
        "signal.signal(signal.SIGTERM, signal.default_int_handler)\n"
        "for _ in range(200):\n"
        "    BackgroundTask(int, 2).stop()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


class OddError(Exception):
    """One that doesn't come out of a pickle: it is made from two things, and keeps one."""

    def __init__(self, what: str, _where: str) -> None:
        super().__init__(what)


@pytest.mark.parametrize("jobs", [1, 2])
def test_any_error_of_work_in_the_background_is_raised_where_its_result_is_asked_for(jobs: int) -> None:
    def wrong() -> int:
        return len(*"ab")

    def slow() -> None:
        raise TooSlowError("a page")

    def odd() -> None:
        raise OddError("this one", "there")

    with BackgroundTask(wrong, jobs) as task:
        with pytest.raises(TypeError, match="exactly one argument") as found:
            task.result()
        assert jobs == 1 or "in wrong" in "".join(found.value.__notes__)
    with BackgroundTask(slow, jobs) as task, pytest.raises(TooSlowError, match="a page"):
        task.result()
    with BackgroundTask(odd, jobs) as task, pytest.raises((OddError, RuntimeError), match="this one"):
        task.result()


def test_a_result_that_cannot_be_sent_says_so() -> None:
    with BackgroundTask(lambda: lambda: 1, 2) as task, pytest.raises((AttributeError, pickle.PicklingError)):
        task.result()
