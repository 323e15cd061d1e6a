"""`nervecheck test`: runs the vignettes, or small changes of the rules against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.errors import ExitCode, UsageError
from nervecheck.cli.streams import deliver, from_here, loaded

if TYPE_CHECKING:
    from pathlib import Path


class VignetteOptions(NamedTuple):
    """The options of the command, as given; `mutants` are those that `--mutate` tries: which, how many, and the seed."""

    folder: Path | None
    words: tuple[str, ...]
    format: str
    missed: bool
    least: int
    mutants: tuple[str, int, int] | None


def run(options: VignetteOptions) -> ExitCode:
    """Runs what the options ask for and tells it; gives the exit code. Raises NervecheckError."""
    if options.mutants is not None:
        return _mutants(options, *options.mutants)
    from nervecheck.authoring.vignette_formats import REPORTERS
    from nervecheck.authoring.vignette_run import VignetteRun

    if options.words and options.missed:
        raise UsageError("--missed lists what none of all vignettes reaches. Leave it out, or leave -k out.")
    tree = loaded(options.folder)
    found = VignetteRun(tree, options.words, options.least)
    deliver(REPORTERS[options.format](found, options.missed, from_here(tree.folder)), None)
    return ExitCode.FOUND if found.problems else ExitCode.FINISHED


def _mutants(options: VignetteOptions, which: str, limit: int, seed: int) -> ExitCode:
    from nervecheck.cli.mutate import run as try_mutants

    if options.words or options.format != "terminal":
        raise UsageError("--mutate runs all vignettes and is told on the terminal. Leave -k and --format out.")
    return try_mutants(loaded(options.folder), which, limit, seed)
