"""What a long run tells on stderr while it works."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

import typer

from nervecheck.cli.streams import is_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def told(doing: str, progress: Callable[[], float]) -> Iterator[None]:
    """Tells on stderr what is done, and on a terminal each second how far it is, in 100; below 0 it is not known."""
    done, live = Event(), is_terminal(sys.stderr)

    def tell() -> None:
        while not done.wait(1):
            typer.echo(f"\r{doing}: {max(0, progress()):3.0f} in 100", err=True, nl=False)

    watcher = Thread(target=tell, daemon=True)
    typer.echo(f"{doing} ...", err=True, nl=not live)
    if live:
        watcher.start()
    try:
        yield
    finally:
        done.set()
        if live:
            watcher.join()
            typer.echo(f"\r{doing}: done     ", err=True)
