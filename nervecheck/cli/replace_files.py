"""Several files of a folder get new contents: all of them, or none."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from nervecheck.base.errors import NotWritten
from nervecheck.base.text import named
from nervecheck.cli.streams import written_beside

if TYPE_CHECKING:
    from collections.abc import Mapping


def replace_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Gives these files of the folder, named from there, the new contents; who may read and write them stays as it was.

    Each is written whole beside its file before the first takes its place, so that a full disk changes nothing.

    Raises NotWritten, with every file as before; a file that could not be put back is named.
    """
    files = {(folder / name).resolve(): content for name, content in contents.items()}  # a link stays one
    fresh: dict[Path, Path] = {}
    before: dict[Path, bytes] = {}
    try:
        for file, content in files.items():
            fresh[file] = _beside(file, content)
        for file, new in fresh.items():
            before[file] = file.read_bytes()
            new.replace(file)
    except BaseException as error:
        lost = [file for file in before if not _put_back(file, before[file])]
        if isinstance(error, OSError):
            state = f"These hold the new id already: {', '.join(map(str, lost))}." if lost else "All files are as before."
            raise NotWritten(f"{named(error.filename or folder)} could not be written: {error.strerror}. {state}") from None
        raise
    finally:
        for new in fresh.values():
            new.unlink(missing_ok=True)


def _beside(file: Path, content: bytes) -> Path:
    """A new file beside this one, with this content and the same permissions."""
    new = written_beside(file, content)
    try:
        new.chmod(file.stat().st_mode & 0o7777)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    return new


def _put_back(file: Path, content: bytes) -> bool:
    """Whether the file holds this content, which it is given anew where it does not."""
    with suppress(OSError):
        if file.read_bytes() != content:
            _beside(file, content).replace(file)
        return True
    return False
