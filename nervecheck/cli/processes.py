"""The same work on many parts, over processes that Ctrl-C passes by and that end with this one."""

from __future__ import annotations

import os
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from nervecheck.base.errors import NotWritten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Result = TypeVar("Result")
_shared: list[Any] = []  # of a process: what all its work is done with


def over_processes(
    work: Callable[[Shared, Part], Result], shared: Shared, parts: Iterable[Part], processes: int
) -> Iterator[Result]:
    """What the work gives for each part, in their order; `shared` is sent once to each process, and few parts are held.

    Raises what the work raises, and NotWritten where a process was ended from outside.
    """
    # started anew, as a process that is copied while DuckDB has threads may hang
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (shared,))
    waiting = deque[Future[Result]]()
    try:
        for part in parts:
            with _interrupts_wait():  # a process begins with the signals blocked that were so where it was started
                waiting.append(pool.submit(partial(_work, work), part))
            if len(waiting) > 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        why = "a process was ended from outside, as happens where memory runs out. Try fewer --threads"
        raise NotWritten(f"The results could not be written: {why}.") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(shared: Any) -> None:
    _shared.append(shared)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Without this a process would wait for work for ever where the one that gives it was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(work: Callable[[Any, Part], Result], part: Part) -> Result:
    return work(_shared[0], part)


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Meanwhile Ctrl-C waits; where a system cannot do that, the processes are interrupted as well."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
