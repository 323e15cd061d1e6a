"""`nervecheck batch`: the files of a run, its progress on stderr, and its exit code."""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from codecs import getincrementaldecoder
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

import typer

from nervecheck.base.errors import ExitCode, NotWritten, UsageError
from nervecheck.cli.extras import installed
from nervecheck.cli.streams import forget, is_terminal, loaded
from nervecheck.exchange.batch.sources import Format, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.exchange.batch.run import Batch
    from nervecheck.tree.model import Tree

_STREAM = "-"
_MARK = "\N{REPLACEMENT CHARACTER}"


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


def run(options: BatchOptions) -> ExitCode:
    """Decides the records and writes the results and the rejects; gives the exit code. Raises NervecheckError."""
    source, to = _source(options), Format(options.to or _by_ending(options.out, "--to"))
    rejects = options.rejects or (None if options.out == _STREAM else Path(f"{options.out}.rejects.ndjson"))
    _refuse_lost_work(options, rejects)
    for told in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(told, signal.default_int_handler)  # as Ctrl-C: no answers are left in a folder beside the results
    tree = loaded(options.questions, promises=False)
    beside = Path.cwd() if options.out == _STREAM else Path(options.out).parent
    try:
        with tempfile.TemporaryDirectory(prefix=".nervecheck-", dir=beside) as folder:  # which its owner alone can read
            return _decide(options, tree, _readable(source, Path(folder)), to, rejects, Path(folder))
    except OSError as error:
        raise NotWritten(f"The results could not be written: {error.strerror}.") from None


def _decide(options: BatchOptions, tree: Tree, source: Source, to: Format, rejects: Path | None, folder: Path) -> ExitCode:
    batch = _engine(tree, source, options, folder)
    with _told(batch, "Reading and deciding"):
        batch.decide()
    results, aside = folder / "results", folder / "rejects"
    with _told(batch, "Writing"):
        batch.write(results, to)
    _write_rejects(batch, tree, source, aside)
    _put(results, None if options.out == _STREAM else Path(options.out))
    summary = batch.summary()
    if rejects is not None:
        _put(aside, rejects)
    elif summary.read > summary.decided:
        typer.echo(aside.read_text(encoding="utf-8"), err=True, nl=False)
    from nervecheck.exchange.batch.summary import account

    typer.echo(account(summary, tree, str(rejects or "the lines above")), err=True, nl=False)
    return ExitCode.FINISHED if summary.read == summary.decided else ExitCode.FOUND


def _engine(tree: Tree, source: Source, options: BatchOptions, folder: Path) -> Batch:
    with installed("batch"):
        from nervecheck.exchange.batch.run import Batch, Limits
    return Batch(tree, source, Limits(options.threads, options.memory, folder / "spill"))


def _source(options: BatchOptions) -> Source:
    name, format_ = options.source, Format(options.from_ or _by_ending(options.source, "--from"))
    if name == _STREAM:
        return Source("stdin", "/dev/stdin", format_)
    if not Path(name).is_file():
        raise UsageError(f"{name} is no file.")
    if any(letter in name for letter in "*?["):
        raise UsageError(f"{name}: DuckDB reads *, ? and [ in a name as a pattern. Rename the file.")
    return Source(name, name, format_)


def _readable(source: Source, folder: Path) -> Source:
    """The source, or a copy in which whatever is no text is marked: one broken line must not cost all the others."""
    if source.format is Format.PARQUET:
        return source
    copy, decoder, broken = folder / "records", getincrementaldecoder("utf-8")("replace"), source.name == "stdin"
    with (
        sys.stdin.buffer if broken else Path(source.path).open("rb") as raw,
        copy.open("w", encoding="utf-8", newline="") as out,
    ):
        while part := raw.read(1 << 20):
            text = decoder.decode(part).replace("\0", _MARK)
            broken = broken or _MARK in text
            out.write(text)
        out.write(decoder.decode(b"", final=True))
    return source._replace(path=str(copy)) if broken else source


def _by_ending(name: str, option: str) -> str:
    """The format that the file's name ends in; a stream holds NDJSON."""
    ending = Path(name).suffix.lower().removeprefix(".")
    known = {"jsonl": "ndjson"} | {format_.value: format_.value for format_ in Format}
    if name == _STREAM:
        return Format.NDJSON
    if ending not in known:
        raise UsageError(f"{name} does not tell its format. Give {option}: {', '.join(Format)}.")
    return known[ending]


def _refuse_lost_work(options: BatchOptions, rejects: Path | None) -> None:
    """Finds out before the first record that a file cannot be written or would be lost."""
    written = [Path(options.out)] if options.out != _STREAM else []
    written += [rejects] if rejects is not None else []
    for file in written:
        if not file.parent.is_dir():
            raise NotWritten(f"{file} cannot be written: there is no folder {file.parent}.")
        if options.source != _STREAM and file.resolve() == Path(options.source).resolve():
            raise UsageError(f"{file} holds the records that are read. Name another file to write.")
    if len({file.resolve() for file in written}) < len(written):
        raise UsageError(f"{options.out} cannot hold both the results and the rejects.")


def _write_rejects(batch: Batch, tree: Tree, source: Source, file: Path) -> None:
    from nervecheck.exchange.batch.rejects import rejects

    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8") as out:
        for aside in batch.set_aside():
            for reject in rejects(tree, source, aside):
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


@contextmanager
def _told(batch: Batch, doing: str) -> Iterator[None]:
    """Tells on stderr what is done, and on a terminal each second how far it is."""
    done, live = Event(), is_terminal(sys.stderr)

    def tell() -> None:
        while not done.wait(1):
            typer.echo(f"\r{doing}: {max(0, batch.progress()):3.0f} in 100", err=True, nl=False)

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
