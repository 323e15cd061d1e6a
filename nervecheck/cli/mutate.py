"""`nervecheck test --mutate`: runs the mutants, with a progress line on stderr."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from nervecheck.authoring.mutate.account import account
from nervecheck.authoring.mutate.mutants import Which
from nervecheck.authoring.mutate.run import End, mutate
from nervecheck.base.errors import ExitCode
from nervecheck.cli.streams import deliver, is_terminal, screen_width

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree

_LINES = 10  # of progress in a log, where no line can be written over


def run(tree: Tree, which: str, limit: int, seed: int) -> ExitCode:
    """Runs the mutants and tells what nothing noticed; gives the exit code. Raises NervecheckError."""
    found = mutate(tree, Which(which), limit, seed, _tell)
    deliver(account(found, screen_width()), None)
    return ExitCode.FOUND if found.count(End.SURVIVED) else ExitCode.FINISHED


def _tell(done: int, total: int) -> None:
    line = f"{done} of {total} changes tried"
    if is_terminal(sys.stderr):
        typer.echo(f"\r{line}", err=True, nl=done == total)
    elif done == total or done % max(1, total // _LINES) == 0:
        typer.echo(line, err=True)
