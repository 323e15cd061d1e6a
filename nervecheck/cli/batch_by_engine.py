"""What `nervecheck batch` has the Python engine do, over processes: the likely causes, and reports in a folder."""

from __future__ import annotations

import os
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from nervecheck.base.errors import NotWritten, UsageError
from nervecheck.base.problems import nearest, quoted
from nervecheck.base.text import named
from nervecheck.cli.batch_progress import told
from nervecheck.cli.processes import over_processes
from nervecheck.exchange.batch.by_engine import RANKED, ReportFiles, Selection, leading_causes, write_reports
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nervecheck.exchange.batch.run import Batch
    from nervecheck.report.facts import Numbers

Result = TypeVar("Result")
_AT_ONCE = 100  # records that one process works on at a time


class ReportOptions(NamedTuple):
    """What the command line says of reports: the folder to make, and what goes with it."""

    folder: Path
    format: str
    only: Selection
    numbers: Numbers
    date: str


def selection(only: str | None, most: int | None) -> Selection:
    """The records meant by the urgencies in `only`, parted by commas; raises UsageError."""
    words, known = [word.strip() for word in only.split(",")] if only is not None else [], {one.id: one for one in Urgency}
    for word in words:
        if word not in known:
            raise UsageError(f"--only {quoted(word)} is no urgency. {nearest(word, list(reversed(known)))}")
    return Selection(tuple(known[word] for word in words) or tuple(Urgency), most)


def refuse_folder(folder: Path) -> None:
    """Finds out before the first record that the folder cannot be made; raises NotWritten or UsageError."""
    if os.path.lexists(folder):
        raise UsageError(f"{named(folder)} is there already. Name a folder for --report that is not there yet.")
    with _place_beside(folder):
        pass


@contextmanager
def _place_beside(folder: Path) -> Iterator[Path]:
    """A folder to work in, which its owner alone can read and which is removed; raises NotWritten, also for what is done."""
    try:
        with TemporaryDirectory(prefix=".nervecheck-", dir=folder.resolve().parent) as place:
            yield Path(place)
    except OSError as error:
        raise NotWritten(f"{named(folder)} could not be made: {error.strerror}.") from None


def add_causes(batch: Batch, processes: int, folder: Path) -> None:
    """Gives the batch the causes of all who have any, through a file in the folder."""
    batch.add_causes(_worked(batch, "Ranking causes", leading_causes, RANKED, processes), folder / "causes.csv")


def make_reports(batch: Batch, processes: int, options: ReportOptions) -> int:
    """Makes the folder with a report of everybody meant, and gives their number; without all of them there is no folder."""
    with _place_beside(options.folder) as place:
        made = place / "reports"
        made.mkdir(0o700)
        files = ReportFiles(made, options.format, options.numbers, options.date)
        names = _worked(batch, "Writing reports", partial(write_reports, files=files), options.only, processes)
        count = sum(len(written) for written in names)
        made.rename(options.folder.resolve())
    return count


def _worked(
    batch: Batch, doing: str, work: Callable[..., list[Result]], wanted: Selection, processes: int
) -> Iterator[list[Result]]:
    whole, done = batch.how_many(wanted), [0]
    with told(doing, lambda: 100 * done[0] / max(1, whole)):
        for result in over_processes(work, batch.tree, batch.people(wanted, _AT_ONCE), processes):
            done[0] += len(result)
            yield result
