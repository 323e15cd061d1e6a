"""The changed words of two trees as lines for a person, by file and record, and as JSON for a program."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from nervecheck.authoring.diff_rules import Change
from nervecheck.base.text import cells, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nervecheck.authoring.diff_words import WordChange

READ_FIRST = (Change.REMOVED, Change.CHANGED, Change.ADDED)
RECORDS_SHOWN = 10  # of one file and one kind of change
_NAMED = 5  # records of one day
_LONGEST = 110  # characters of a text
_ALIKE_KEPT = 4  # words before the first that differs, so that the place is found
_DAYS = ("reviewed", "checked")


def words_told(words: Sequence[WordChange], width: int, every: bool) -> Iterator[str]:
    """Lines by file; of each what is gone first, then what changed, then what is new, each in file order; then an empty line.

    Unless `every` is asked for, of a file only the first records, and of long texts what is near the first difference.
    """
    if words:
        yield from wrap(
            f"Words and sources: {counted(words)}{'' if every else '. `--all` shows every one, and each text whole'}:", width
        )
        for file, changes in groupby(words, key=lambda change: change.file.partition("/")[0]):
            yield from wrap(f"{file}:", width)
            yield from _of_file(list(changes), width, every)
        yield ""


def words_as_json(words: Sequence[WordChange]) -> list[dict[str, str | None]]:
    """One object for each change, whole, in order."""
    return [change._asdict() | {"change": str(change.change)} for change in words]


def counted(words: Sequence[WordChange]) -> str:
    """How many there are, in how many files."""
    files = len({change.file for change in words})
    return f"{len(words)} change{'' if len(words) == 1 else 's'} in {files} file{'' if files == 1 else 's'}"


def _of_file(changes: list[WordChange], width: int, every: bool) -> Iterator[str]:
    listed = [change for change in changes if change.key not in _DAYS]
    records = [list(found) for _, found in groupby(listed, key=lambda change: (change.file, change.record))]
    for kind in READ_FIRST:
        chosen = [found for found in records if _happened(found) is kind]
        shown = chosen if every else chosen[:RECORDS_SHOWN]
        yield from (line for found in shown for line in _record(found, width, every))
        if len(shown) < len(chosen):
            yield f"- {len(chosen) - len(shown)} more {kind}"
    yield from _days([change for change in changes if change.key in _DAYS], width, every)


def _happened(record: list[WordChange]) -> Change:
    """What happened to the record as a whole."""
    return record[0].change if not record[0].key else Change.CHANGED


def _record(record: list[WordChange], width: int, every: bool) -> Iterator[str]:
    first = record[0]
    if not first.key and (first.change is not Change.CHANGED or first.old is None):
        text = _cut(first.old or first.new or "", 0, every)
        yield from wrap(f"- {first.change}: {first.record}{text and f': {text}'}", width, "", "  ")
        return
    yield from wrap(f"- {first.record}", width, "", "  ")
    for change in record:
        yield from _key(change, width, every)


def _key(change: WordChange, width: int, every: bool) -> Iterator[str]:
    """The old and the new text on one line where it holds both, else on lines of their own, one below the other."""
    key = change.key or "text"
    if change.what:
        yield from wrap(f"{key}: {_cut(change.what, 0, every)}", width, "    ", "      ")
        return
    start = _first_difference(change.old or "", change.new or "")
    texts = {"old": change.old, "new": change.new}
    told = {side: f'"{_cut(text, start, every)}"' for side, text in texts.items() if text is not None}
    if len(told) == 1:
        yield from wrap(
            f"{key}, {'gone' if change.new is None else 'new'}: {next(iter(told.values()))}", width, "    ", "      "
        )
    elif cells(line := f"{key}: {' -> '.join(told.values())}") + 4 <= width:
        yield f"    {line}"
    else:
        yield from wrap(f"{key}:", width, "    ", "      ")
        for side, text in told.items():
            yield from wrap(f"{side}: {text}", width, "      ", "           ")


def _first_difference(old: str, new: str) -> int:
    """The number of words with which both begin."""
    pairs = zip(old.split(), new.split(), strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(old.split()), len(new.split())))


def _cut(text: str, start: int, every: bool) -> str:
    """A text that is not too long from a little before this word on, and cut at a word."""
    if every or len(text) <= _LONGEST:
        return text
    words = text.split()
    begin = max(0, start - _ALIKE_KEPT)
    shown = " ".join(words[begin:])
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST].rpartition(' ')[0]} ..."
    return f"... {shown}" if begin else shown


def _days(changes: list[WordChange], width: int, every: bool) -> Iterator[str]:
    """The records that were reviewed or checked on another day, one line for all of one day."""
    groups: dict[str, list[str]] = {}
    for change in changes:
        groups.setdefault(f"{change.key} {change.old or 'never'} -> {change.new or 'never'}", []).append(change.record)
    for days, records in groups.items():
        named = records if every else records[:_NAMED]
        more = f" and {len(records) - len(named)} more" if len(named) < len(records) else ""
        yield from wrap(f"- {days}: {', '.join(named)}{more}", width, "", "  ")
