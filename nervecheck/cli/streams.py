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
from nervecheck.base.text import clean, named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from nervecheck.tree.model import Tree

NARROWEST = 20
WIDEST = 88
_MOST_INPUT = 1_048_576  # bytes; the longest answers file is shorter
_BEGIN, _END = ".nervecheck-", ".part"  # of the name of a file that is being written
_LEFT_BEHIND = 60  # seconds after which a file that is being written belongs to a run that was killed


def questions_folder(wanted: Path | None) -> Path:
    """The folder wanted, else the one in the package, else (an editable install) the one beside it."""
    if wanted is not None:
        if not _is(wanted.is_dir):
            raise UsageError(f"{named(wanted)} is no folder. Give the folder that holds tree.yaml.")
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
    """What the file of this name holds, or stdin for "-"; of one without end so much that it is seen. Raises UsageError."""
    if name == "-" and sys.stdin is None:
        raise UsageError("stdin is closed, so there are no answers to read.")
    try:
        if name == "-":
            return sys.stdin.buffer.read(_MOST_INPUT)
        with Path(name).open("rb") as file:
            return file.read(_MOST_INPUT)
    except OSError as error:
        told = "stdin" if name == "-" else named(name)
        raise UsageError(f"{told} cannot be read: {error.strerror or 'it is not open for reading'}.") from None


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


def deliver(text: str, file: Path | None, styled: bool = False) -> None:
    """Writes the text to the file, or to stdout; raises NotWritten if it did not all arrive.

    `styled` text holds colours beside words that its renderer has cleaned; any other is cleaned here.
    """
    text = text if styled else clean(text)
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


def refuse_place(file: Path) -> None:
    """Finds out that no file can be written at this place before anybody answers a question; raises NotWritten."""
    from tempfile import TemporaryFile

    _refuse_what_is_there(file)
    try:
        TemporaryFile(dir=file.parent).close()
        with suppress(FileNotFoundError):
            file.lstat()  # no name may be so long
    except OSError as error:
        raise NotWritten(f"{named(file)} cannot be written: {error.strerror}.") from None


def _refuse_what_is_there(file: Path) -> None:
    """Raises NotWritten where a finished file cannot, or must not, take the place: that of a folder, a pipe or a device."""
    name = named(file)
    if not _is(file.parent.is_dir):
        raise NotWritten(f"{name} cannot be written: there is no folder {named(file.parent)}.")
    if _is(file.is_dir):
        raise NotWritten(f"{name} cannot be written: it is a folder. Name a file.")
    of_system = _is(lambda: file.parent.samefile("/dev")) or _is(lambda: file.parent.resolve().is_relative_to("/proc"))
    if of_system or (_is(file.exists) and not _is(file.is_file)):
        raise NotWritten(f"{name} cannot be written: it is a pipe or a device. Name a file.")


def write_whole(file: Path, text: str) -> None:
    """The text in the file, cleaned, readable by its owner alone: all of it, or the file as it was before.

    Raises NotWritten.
    """
    try:
        file.parent.mkdir(exist_ok=True)
        _refuse_what_is_there(file)
        part = written_beside(file, clean(text).encode())
        try:
            part.replace(file)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NotWritten(f"{named(file)} could not be written: {error.strerror}.") from None


def written_beside(file: Path, content: bytes) -> Path:
    """A new file in the same folder with this content, readable by its owner alone; it is on the disk as a whole.

    What runs that were killed left in the folder is removed first. Raises OSError.
    """
    import tempfile  # brings a random generator with it, and most runs write no file

    _remove_left_behind(file.parent)
    handle, name = tempfile.mkstemp(_END, _BEGIN, file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _remove_left_behind(folder: Path) -> None:
    import time

    for part in folder.glob(f"{_BEGIN}*{_END}"):
        with suppress(OSError):
            if time.time() - part.lstat().st_mtime > _LEFT_BEHIND:
                part.unlink()


def write_new_folder(folder: Path, texts: Mapping[str, str]) -> None:
    """The texts as files of the folder, by their names; the folder must be empty, or not there yet.

    Nothing that stands there is written over. Raises UsageError, or NotWritten.
    """
    name = named(folder)
    if _is(folder.exists) and not _is(folder.is_dir):
        raise UsageError(f"{name} is a file. Name a folder that is empty, or not there yet.")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise UsageError(f"{name} is not empty. Name a folder that is empty, or not there yet.")
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("x", encoding="utf-8", newline="\n") as out:
                out.write(text)
    except OSError as error:
        raise NotWritten(f"{name} could not be written, or only in part: {error.strerror}.") from None


def is_same(file: Path, other: Path) -> bool:
    """Whether both names lead to one file that is there."""
    return _is(lambda: file.samefile(other))


def forget(stream: TextIO) -> None:
    """Points the stream at nothing, so that the interpreter's own last flush does not fail once more."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _is(holds: Callable[[], bool]) -> bool:
    """Whether it holds of a path; not if nobody may look, or if no path can be like this."""
    try:
        return holds()
    except (OSError, ValueError):
        return False
