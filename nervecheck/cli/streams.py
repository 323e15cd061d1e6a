"""Where the questions folder is, what the streams are, and writing that is whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from nervecheck import __file__ as package
from nervecheck.base.errors import NotWritten, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nervecheck.tree.model import Tree

NARROWEST = 20
WIDEST = 88


def questions_folder(wanted: Path | None) -> Path:
    """The folder wanted, else the one in the package, else (an editable install) the one beside it."""
    if wanted is not None:
        if not wanted.is_dir():
            raise UsageError(f"{wanted} is no folder. Give the folder that holds tree.yaml.")
        return wanted
    inside = Path(package).parent / "questions"
    return inside if inside.is_dir() else inside.parent.parent / "questions"


def from_here(folder: Path | str) -> str:
    """The folder as it is reached from the working directory; its whole path where it lies outside of that."""
    whole, here = Path(folder).absolute(), Path.cwd()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else str(whole)


def loaded(wanted: Path | None, promises: bool = True) -> Tree:
    """The tree of the folder wanted, which knows how it was named; raises NervecheckError."""
    from dataclasses import replace

    from nervecheck.tree.load import load

    return replace(load(questions_folder(wanted), promises), named="" if wanted is None else str(wanted))


def input_bytes(name: str) -> bytes:
    """What the file of this name holds, or stdin for "-"; raises UsageError."""
    if name == "-" and sys.stdin is None:
        raise UsageError("stdin is closed, so there are no answers to read.")
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}.") from None


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person sits at the other end."""
    return stream is not None and not stream.closed and stream.isatty()


def screen_width() -> int:
    """Columns to write in: those of the terminal on stderr or stdout, within bounds; 80 when there is none."""
    columns = 80
    for stream in (sys.stderr, sys.stdout):
        if is_terminal(stream):
            columns = os.get_terminal_size(stream.fileno()).columns or 80
            break
    return max(NARROWEST, min(columns, WIDEST))


def deliver(text: str, file: Path | None) -> None:
    """Writes the text to the file, or to stdout; raises NotWritten if it did not all arrive."""
    if file is not None:
        write_whole(file, text)
        return
    try:
        if sys.stdout is None or sys.stdout.closed:
            raise NotWritten("stdout is closed, so the result has nowhere to go.")
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a letter that the locale lacks must not cost the report
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as error:
        forget(sys.stdout)
        why = "the reader went away" if error.errno == errno.EPIPE else error.strerror
        raise NotWritten(f"The result could not be written to stdout: {why}.") from None


def write_whole(file: Path, text: str) -> None:
    """The text in the file, readable by its owner alone: all of it, or the file as it was before.

    Raises NotWritten.
    """
    import tempfile  # brings a random generator with it, and most runs write no file

    try:
        file.parent.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink()
            raise
    except OSError as error:
        raise NotWritten(f"{file} could not be written: {error.strerror}.") from None


def write_new_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """The texts as files of the folder, by their names; the folder must be empty, or not there yet.

    Nothing that stands there is written over. Raises UsageError, or NotWritten.
    """
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file. Name a folder that is empty, or not there yet.")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError(f"{folder} is not empty. Name a folder that is empty, or not there yet.")
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            with (folder / name).open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
    except OSError as error:
        raise NotWritten(f"{folder} could not be written, or only in part: {error.strerror}.") from None


def forget(stream: TextIO) -> None:
    """Points the stream at nothing, so that the interpreter's own last flush does not fail once more."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
