"""What a long run tells on stderr while it works."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

import typer

from nervecheck.cli.streams import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def tell(text: str) -> None:
    """The text on stderr; where it cannot be told, the results are not lost for it."""
    with suppress(OSError):
        typer.echo(text, err=True, nl=False)


@contextmanager
def told(doing: str, progress: Callable[[], float]) -> Iterator[None]:
    """Tells on stderr what is done, and on a terminal each second how far it is, in 100; below 0 it is not known."""
    done, live = Event(), is_terminal(sys.stderr)

    def tell_each_second() -> None:
        while not done.wait(1):
            tell(f"\r{doing}: {max(0, progress()):3.0f} in 100")

    watcher = Thread(target=tell_each_second, daemon=True)
    tell(f"{doing} ..." + ("" if live else "\n"))
    if live:
        watcher.start()
    try:
        yield
    finally:
        done.set()
        if live:
            watcher.join()
            tell(f"\r{doing}: done     \n")
