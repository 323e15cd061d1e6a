"""Work that a copy of this process shares, where there is a processor for it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from multiprocessing.connection import Connection

Result = TypeVar("Result")


def shared_out(work: Sequence[Callable[[], Result]], other: Container[int], is_sent: Callable[[Result], bool]) -> list[Result]:
    """What each piece of work gives, in their order. Those numbered in `other` are done by a copy of this process meanwhile.

    The copy knows what is known here, and sends back what can be sent, as `is_sent` says. What it does not send is done here
    as well: so an error that ended it is met again here, and raised.
    """
    if not _can_be_copied():
        return [one() for one in work]
    receiver, sender = get_context("fork").Pipe(duplex=False)
    theirs = {at: one for at, one in enumerate(work) if at in other}
    copy = get_context("fork").Process(target=_send, args=(sender, theirs, is_sent), daemon=True)
    # Ctrl-C passes the copy by, which keeps the signals blocked that are so when it begins; this process ends it
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        copy.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    sender.close()
    try:
        done = {at: one() for at, one in enumerate(work) if at not in other}
        done |= _received(receiver)
        return [done[at] if at in done else one() for at, one in enumerate(work)]
    finally:
        receiver.close()
        copy.kill()
        copy.join()


def _can_be_copied() -> bool:
    """Whether there is a processor for a copy, and a safe way to make one: threads may hold a lock, and on macOS it is none."""
    return sys.platform == "linux" and threading.active_count() == 1 and len(os.sched_getaffinity(0)) > 1


def _send(sender: Connection, work: Mapping[int, Callable[[], Result]], is_sent: Callable[[Result], bool]) -> None:
    try:
        results = {at: one() for at, one in work.items()}
        sender.send({at: result for at, result in results.items() if is_sent(result)})
    except Exception:
        os._exit(1)  # the process that waits does the same work, and tells of it


def _received(receiver: Connection) -> Mapping[int, Result]:
    try:
        found: Mapping[int, Result] = receiver.recv()
    except (EOFError, OSError):  # it ended before it sent anything, or in the middle
        return {}
    return found
