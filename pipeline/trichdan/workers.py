"""Work shared among processes, with its results in order."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
AHEAD = 4
"""Pieces of work a process may be ahead of the reader; results of a whole archive would not fit into memory."""


class WorkerDied(Exception):
    """A process ended before its work was done, most likely for want of memory."""


def in_order(work: Callable[[Given], Made], pieces: Iterable[Given], jobs: int) -> Iterator[Made]:
    """Yield what `work` makes of each piece, in order, whatever the number of processes.

    Args:
        work: a function of a module, so that other processes find it.
        pieces: what it is given, one after the other.
        jobs: processes.

    Raises:
        WorkerDied: a process was killed.
    """
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)
    waiting: deque[Future[Made]] = deque()
    try:
        for piece in pieces:
            with _interrupts_held():  # a process that is started here begins with them held
                waiting.append(pool.submit(work, piece))
            if len(waiting) > AHEAD * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerDied from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait; a process started meanwhile has not yet said what it does with one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts_to_parent() -> None:
    """Let a worker finish its piece on Ctrl-C.

    One that ends while it writes a result leaves the parent waiting for the rest of it for ever.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
