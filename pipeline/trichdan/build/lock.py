"""Holding an index against other builds."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from trichdan.errors import StoreError

_LOCK, _HOLDER = ".lock", ".lock.json"


@contextmanager
def locked(index: Path) -> Iterator[None]:
    """Hold the index against other builds.

    Raises:
        StoreError: another process holds it; the message names it.
    """
    index.mkdir(parents=True, exist_ok=True)
    lock = FileLock(index / _LOCK, timeout=0)
    holder = index / _HOLDER
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(f"{index} is being built by {_holder(holder)}. Wait for it, or stop it first.").worded(
            "store.locked", index=index, holder=_holder(holder)
        ) from error
    try:
        holder.write_text(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}), encoding="utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _holder(path: Path) -> str:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return f"process {told['pid']} on {told['host']}"
    except (OSError, ValueError, KeyError):
        return "another process"
