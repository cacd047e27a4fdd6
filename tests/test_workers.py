"""Several processes give what one gives, in order, and say when one of them dies."""

from __future__ import annotations

import math
import os

import pytest

from trichdan.workers import AHEAD, WorkerDied, in_order


def test_results_come_in_order_however_many_there_are() -> None:
    pieces = [n * n for n in range(5 * AHEAD)]
    assert list(in_order(math.isqrt, pieces, 2)) == list(range(5 * AHEAD))


def test_pieces_are_taken_only_a_little_ahead() -> None:
    taken: list[int] = []
    made = in_order(math.isqrt, (taken.append(n) or n for n in range(100)), 2)  # type: ignore[func-returns-value]
    assert next(made) == 0
    assert len(taken) == 2 * AHEAD + 1
    made.close()  # type: ignore[attr-defined]


def test_a_process_that_dies_is_told_of() -> None:
    with pytest.raises(WorkerDied):
        list(in_order(os._exit, [3], 2))
