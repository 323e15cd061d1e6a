"""A text file of records as a copy in which every record can be read: what is wrong with one of them stands in its place.

DuckDB ends at the first line that is too long or has a cell too many, and one such record must not cost all the others.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from nervecheck.base.errors import FileProblems
from nervecheck.base.problems import Mark, Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

FAULT = "\N{REPLACEMENT CHARACTER}fault "
LONGEST = 262_144  # bytes of a line, as of a whole answers file
_NOT_TEXT = "\N{REPLACEMENT CHARACTER}"
_TOO_LONG = f"The line has more than {LONGEST:,} bytes.", "One record is one line, and far shorter."
_DELIMITERS = ",;\t|"


def copy_lines(raw: BinaryIO, copy: Path) -> None:
    """Copies NDJSON line by line; raises OSError."""
    with copy.open("w", encoding="utf-8", newline="\n") as out:
        for line in _lines(raw):
            if line is None:
                out.write(f"{_fault(*_TOO_LONG)}\n")
            else:  # a line of the file that looks like a fault is no JSON, and stays so without its first letter
                out.write(f"{line[1:] if line.startswith(FAULT) else line}\n")


def copy_rows(raw: BinaryIO, copy: Path, name: str) -> None:
    """Copies CSV, parted by commas, with a last column for what is wrong with the row; raises OSError.

    Raises FileProblems where the first line names no columns.
    """
    lines = _lines(raw)
    header = next(lines, None) or ""
    delimiter = max(_DELIMITERS, key=header.count)
    names = _names(header, delimiter, name)
    with copy.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*names, FAULT])
        for line in lines:
            if line and delimiter == "," and '"' not in line and line.strip() and line.count(",") == len(names) - 1:
                out.write(f"{line},\n")  # as it would be written, which takes three times as long
            elif line is None or line.strip():
                writer.writerow(_row(line, names, delimiter))


def fault_in(raw: str) -> dict[str, str | None] | None:
    """What is wrong with a record that could not be copied: its `id`, if known, `found` and `allowed`; None for any other."""
    fault: dict[str, str | None] | None = json.loads(raw.removeprefix(FAULT)) if raw.startswith(FAULT) else None
    return fault


def _fault(found: str, allowed: str, identity: str | None = None) -> str:
    return FAULT + json.dumps({"id": identity, "found": found, "allowed": allowed}, ensure_ascii=False)


def _lines(raw: BinaryIO) -> Iterator[str | None]:
    """Each line without its end, and with a mark for what is no text; None for one that is too long to keep."""
    first = True
    while line := raw.readline(LONGEST + 1):
        if len(line) > LONGEST:
            while line and not line.endswith(b"\n"):
                line = raw.readline(LONGEST)
            yield None
        else:
            text = line.decode("utf-8", "replace").rstrip("\r\n").replace("\0", _NOT_TEXT).replace("\r", " ")
            yield text.removeprefix("\ufeff") if first else text
        first = False


def _names(header: str, delimiter: str, name: str) -> list[str]:
    try:
        names = [cell.strip() for cell in _cells(header, delimiter)]
    except csv.Error as error:
        raise FileProblems(
            [Problem(Mark(name, 1, 1), "wrong-header", f"The first line cannot be read: {error}.", "")]
        ) from None
    if not any(names):
        hint = "Name the columns there: id, and ids of questions."
        raise FileProblems([Problem(Mark(name, 1, 1), "wrong-header", "The first line names no columns.", hint)])
    twice = [one for one in dict.fromkeys(names) if names.count(one) > 1]
    if twice:
        raise FileProblems(
            [
                Problem(Mark(name, 1, 1), "repeated-column", f"Two columns are called {quoted(one)}.", "Keep one.")
                for one in twice
            ]
        )
    return names


def _row(line: str | None, names: list[str], delimiter: str) -> list[str]:
    """The cells of the row and an empty one, or as many empty ones and what is wrong with it."""
    empty = [""] * len(names)
    if line is None:
        return [*empty, _fault(*_TOO_LONG)]
    try:
        cells = _cells(line, delimiter)
    except csv.Error as error:
        return [*empty, _fault(f"The row cannot be read: {error}.", "Put a cell with a comma in quotes, and a quote twice.")]
    if len(cells) == len(names):
        return [*cells, ""]
    identity = dict(zip(names, cells, strict=False)).get("id")
    found, allowed = f"The row has {_counted(len(cells))}.", f"The first line names {len(names)} columns."
    return [*empty, _fault(found, allowed, identity)]


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of one line: a quote that is left open costs no other line."""
    return next(csv.reader((line,), delimiter=delimiter, strict=True), [])


def _counted(cells: int) -> str:
    return f"{cells} cell{'' if cells == 1 else 's'}"
