"""`nervecheck batch`: the files of a run, its progress on stderr, and its exit code."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import typer

from nervecheck.base.errors import ExitCode, NotWritten, UsageError
from nervecheck.base.text import named
from nervecheck.cli.batch_progress import tell, told
from nervecheck.cli.extras import installed
from nervecheck.cli.options import moment, region_code
from nervecheck.cli.streams import forget, is_same, is_terminal, loaded, refuse_place
from nervecheck.exchange.batch.copies import copy_lines, copy_rows
from nervecheck.exchange.batch.sources import Format, Source

if TYPE_CHECKING:
    from nervecheck.cli.batch_by_engine import ReportOptions
    from nervecheck.exchange.batch.run import Batch
    from nervecheck.tree.model import Tree

_STREAM = "-"


class BatchOptions(NamedTuple):
    """What the command line says."""

    source: str
    out: str
    from_: str | None
    to: str | None
    rejects: Path | None
    threads: int | None
    memory: str | None
    questions: Path | None
    causes: bool
    report: Path | None
    report_format: str | None
    only: str | None
    most: int | None
    region: str | None
    date: str | None


def run(options: BatchOptions) -> ExitCode:
    """Decides the records and writes the results and the rejects; gives the exit code. Raises NervecheckError."""
    source, to = _source(options), Format(options.to or _by_ending(options.out, "--to"))
    rejects = options.rejects or (None if options.out == _STREAM else Path(f"{options.out}.rejects.ndjson"))
    _refuse_lost_work(options, rejects)
    _end_as_by_ctrl_c()
    tree = loaded(options.questions, promises=False)
    reports = _report_options(options, tree)
    beside = Path.cwd() if options.out == _STREAM else Path(options.out).parent
    try:
        with tempfile.TemporaryDirectory(prefix=".nervecheck-", dir=beside) as place:  # which its owner alone can read
            folder = Path(place)
            batch = _engine(tree, _readable(source, folder), options, folder)
            _decide(batch, options, to, folder)
            if reports is not None:
                _make_reports(batch, options, reports)
            return _deliver(batch, options, rejects, folder)
    except OSError as error:
        raise NotWritten(f"The results could not be written: {error.strerror}.") from None


def _end_as_by_ctrl_c() -> None:
    """A signal that ends the program leaves no answers in a folder beside the results either."""
    for name in ("SIGTERM", "SIGHUP"):  # Windows lacks one, and nohup ignores it
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.default_int_handler)


def _decide(batch: Batch, options: BatchOptions, to: Format, folder: Path) -> None:
    """Writes the results and the rejects into the folder."""
    with told("Reading and deciding", lambda: batch.progress()):
        batch.decide()
    if options.causes:
        from nervecheck.cli.batch_by_engine import add_causes

        add_causes(batch, _processes(options), folder)
    with told("Writing", lambda: batch.progress()):
        batch.write(folder / "results", to)
    _write_rejects(batch, folder / "rejects")


def _make_reports(batch: Batch, options: BatchOptions, reports: ReportOptions) -> None:
    from nervecheck.cli.batch_by_engine import make_reports

    made = make_reports(batch, _processes(options), reports)
    tell(f"{made:,} reports written into {named(reports.folder)}.\n")


def _deliver(batch: Batch, options: BatchOptions, rejects: Path | None, folder: Path) -> ExitCode:
    """Puts results and rejects where they belong, and tells the summary."""
    aside, summary = folder / "rejects", batch.summary()
    _put(folder / "results", None if options.out == _STREAM else Path(options.out))
    if rejects is not None:
        _put(aside, rejects)
    elif summary.read > summary.decided:
        typer.echo(aside.read_text(encoding="utf-8"), err=True, nl=False)
    from nervecheck.exchange.batch.summary import account

    where = "the lines above" if rejects is None else named(rejects)
    tell(account(summary, batch.tree, where, batch.source.counted))
    return ExitCode.FINISHED if summary.read == summary.decided else ExitCode.FOUND


def _processes(options: BatchOptions) -> int:
    return options.threads or os.cpu_count() or 1


def _report_options(options: BatchOptions, tree: Tree) -> ReportOptions | None:
    """What is wanted of reports; raises UsageError, also where they are not wanted but something about them is said."""
    if options.report is None:
        for name in ("report_format", "only", "most", "region", "date"):
            if getattr(options, name) is not None:
                raise UsageError(f"--{name.replace('_', '-')} is about reports. Give --report DIR as well.")
        return None
    from nervecheck.cli.batch_by_engine import ReportOptions, refuse_folder, selection
    from nervecheck.report.make import numbers_for

    refuse_folder(options.report)
    wanted = selection(options.only, options.most)
    numbers = numbers_for(tree, None if options.region is None else region_code(tree, options.region))
    # when the answers were given is not known here: a report without a date is better than one with a wrong date
    date = "" if options.date is None else moment(options.date, datetime.now)
    return ReportOptions(options.report, options.report_format or "markdown", wanted, numbers, date)


def _engine(tree: Tree, source: Source, options: BatchOptions, folder: Path) -> Batch:
    with installed("batch"):
        from nervecheck.exchange.batch.run import Batch, Limits
    return Batch(tree, source, Limits(options.threads, options.memory, folder / "spill"))


def _source(options: BatchOptions) -> Source:
    """What is read, as it is named; raises UsageError where there is nothing to read."""
    name, format_ = options.source, Format(options.from_ or _by_ending(options.source, "--from"))
    if name == _STREAM:
        if sys.stdin is None or is_terminal(sys.stdin):
            raise UsageError("There are no records on stdin. Name a file, or send one in: nervecheck batch - OUT < FILE")
        return Source("stdin", name, format_)
    if not Path(name).is_file():
        raise UsageError(f"{named(name)} is no file.")
    if format_ is Format.PARQUET and any(letter in name for letter in "*?["):
        raise UsageError(f"{named(name)}: DuckDB reads *, ? and [ in a name as a pattern. Rename the file.")
    return Source(named(name), name, format_)


def _readable(source: Source, folder: Path) -> Source:
    """The source as DuckDB can read it whatever is in it: a copy, but of a file of Parquet."""
    copy = folder / "records"
    if source.format is Format.PARQUET and source.path != _STREAM:
        return source
    with nullcontext(sys.stdin.buffer) if source.path == _STREAM else _opened(source) as raw:
        match source.format:
            case Format.NDJSON:
                copy_lines(raw, copy)
            case Format.CSV:
                copy_rows(raw, copy, source.name)
            case Format.PARQUET:
                with copy.open("wb") as out:
                    copyfileobj(raw, out)
    return source._replace(path=str(copy))


def _opened(source: Source) -> BinaryIO:
    try:
        return Path(source.path).open("rb")
    except OSError as error:
        raise UsageError(f"{source.name} cannot be read: {error.strerror}.") from None


def _by_ending(name: str, option: str) -> str:
    """The format that the file's name ends in; a stream holds NDJSON."""
    ending = Path(name).suffix.lower().removeprefix(".")
    known = {"jsonl": "ndjson"} | {format_.value: format_.value for format_ in Format}
    if name == _STREAM:
        return Format.NDJSON
    if ending not in known:
        raise UsageError(f"{named(name)} does not tell its format. Give {option}: {', '.join(Format)}.")
    return known[ending]


def _refuse_lost_work(options: BatchOptions, rejects: Path | None) -> None:
    """Finds out before the first record that a file cannot be written or would be lost."""
    if options.out == _STREAM and options.to == Format.PARQUET and is_terminal(sys.stdout):
        raise UsageError("Parquet is not for a terminal. Name a file to write.")
    written = [Path(options.out)] if options.out != _STREAM else []
    written += [rejects] if rejects is not None else []
    for file in written:
        refuse_place(file)
        if options.source != _STREAM and is_same(file, Path(options.source)):
            raise UsageError(f"{named(file)} holds the records that are read. Name another file to write.")
    if len({file.resolve() for file in written}) < len(written):
        raise UsageError(f"{named(options.out)} cannot hold both the results and the rejects.")


def _write_rejects(batch: Batch, file: Path) -> None:
    from nervecheck.exchange.batch.rejects import rejects

    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as out:
        for aside in batch.set_aside():
            for reject in rejects(batch.tree, batch.source, aside):
                out.write(json.dumps(reject, ensure_ascii=False) + "\n")


def _put(made: Path, wanted: Path | None) -> None:
    """The file under its final name, whole and readable by its owner alone; or on stdout."""
    if wanted is None:
        with made.open("rb") as whole:
            try:
                while part := whole.read(1 << 20):
                    sys.stdout.buffer.write(part)
                sys.stdout.flush()
            except OSError as error:
                forget(sys.stdout)
                raise NotWritten(f"The results could not be written to stdout: {error.strerror}.") from None
        return
    made.chmod(0o600)
    with made.open("rb") as whole:
        os.fsync(whole.fileno())
    made.replace(wanted)
