"""The collector rests while a build runs, and goes on afterwards as before."""

from __future__ import annotations

import gc

import pytest

from generator.publish.processes.garbage_collection import paused_collection


def test_the_collector_rests_and_goes_on() -> None:
    assert gc.isenabled()
    with paused_collection():
        assert not gc.isenabled()
        with paused_collection():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ValueError, match="so"), paused_collection():
        raise ValueError("so")
    assert gc.isenabled()


def test_it_rests_on_where_it_rested() -> None:
    gc.disable()
    try:
        with paused_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
