"""A thread that has had its time is interrupted, wherever it is, and left alone afterwards."""

from __future__ import annotations

import contextvars
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from generator.publish.errors import TooSlowError
from generator.publish.processes import time_limit as patient
from generator.publish.processes.interruption import Watch, can_watch
from generator.publish.processes.time_limit import time_limit, undisturbed

pytestmark = pytest.mark.skipif(not can_watch(), reason="this system can't tell the time of a single thread")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient, "MOST_SECONDS", 0.1)
    monkeypatch.setattr(patient, "_AGAIN", 0.02)


def elsewhere(work: Callable[[], None]) -> list[str]:
    """What becomes of some work in a thread that is not the main one."""
    told: list[str] = []

    def tell() -> None:
        try:
            work()
        except TooSlowError:
            told.append("too slow")
        else:
            told.append("done")

    thread = threading.Thread(target=tell)
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    return told


def busy(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        sum(range(100))


def test_what_takes_too_long_is_interrupted() -> None:
    def work() -> None:
        with time_limit():
            busy(60)

    assert elsewhere(work) == ["too slow"]


def test_afterwards_there_is_all_the_time_in_the_world() -> None:
    def work() -> None:
        with pytest.raises(TooSlowError), time_limit():
            busy(60)
        busy(0.3)
        with time_limit():
            busy(0.01)

    assert elsewhere(work) == ["done"]


def test_waiting_costs_nothing() -> None:
    def work() -> None:
        with time_limit():
            time.sleep(0.3)

    assert elsewhere(work) == ["done"]


def test_what_must_not_be_disturbed_is_told_of_after() -> None:
    whole: list[bool] = []

    def work() -> None:
        with time_limit(), undisturbed():
            busy(0.3)
            whole.append(True)

    assert elsewhere(work) == ["too slow"]
    assert whole == [True]


def test_whoever_swallows_an_interruption_is_interrupted_again() -> None:
    def work() -> None:
        with time_limit():
            try:
                busy(60)
            except TooSlowError:
                busy(60)

    assert elsewhere(work) == ["too slow"]


def test_a_thread_that_takes_over_what_another_one_knew_has_a_watch_of_its_own() -> None:
    def work() -> None:
        with time_limit():
            pass
        context = contextvars.copy_context()

        def other() -> None:
            with time_limit():
                busy(60)

        assert elsewhere(lambda: context.run(other)) == ["too slow"]

    assert elsewhere(work) == ["done"]


def test_a_watch_says_nothing_before_its_time() -> None:
    watch = Watch(TooSlowError, 0.01)
    asked = threading.Event()

    def late() -> bool:
        asked.set()
        return False

    watch.begin(60, late)
    assert not asked.wait(0.05)
    watch.begin(0, late)
    assert asked.wait(5)
    watch.end()
    assert watch.is_mine


TRACED = """
import sys, threading, time
from generator.publish.processes import time_limit as patient
patient.MOST_SECONDS, patient._AGAIN = 0.05, 0.005
late = []
def work():
    for _ in range(20):
        try:
            with patient.time_limit():
                until = time.thread_time() + 20
                while time.thread_time() < until:
                    sum(range(100))
        except patient.TooSlowError:
            late.append(1)
        with patient.time_limit():
            pass
thread = threading.Thread(target=work)
thread.start()
thread.join()
calls = []
sys.setprofile(lambda frame, event, _: calls.append(event))
work.__name__.upper()
(lambda: None)()
sys.setprofile(None)
print(len(late), "call" in calls)
"""


def test_python_goes_on_as_before_traced_or_not() -> None:
    """In a process of its own, for whoever waits for ever there would take this one along."""
    said = subprocess.run([sys.executable, "-c", TRACED], capture_output=True, text=True, check=False, timeout=120)
    assert said.stdout == "20 True\n", said.stderr
