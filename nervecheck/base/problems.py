"""What can be wrong, as data: a place, a code, words and a hint. Formatting and exiting live elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.text import named, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable


class Level(StrEnum):
    """An error stops the program; a warning is told by `check` and stops nothing."""

    ERROR = "error"
    WARNING = "warning"


class Mark(NamedTuple):
    """A place in a file; line and column count from 1, and line 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        file = named(self.file)
        return f"{file}:{self.line}:{self.column}" if self.line else file


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, which kind (a stable code), what was found, and what would be right.

    Where the place is only that of a record, `at` leads on from there: the keys to go down, and last the word that is meant.
    """

    mark: Mark
    code: str
    message: str
    hint: str = ""
    level: Level = Level.ERROR
    at: tuple[str, ...] = ()

    def __str__(self) -> str:
        words = one_line(f"{self.message} {self.hint}".rstrip())
        return f"{self.mark}: {self.level}[{self.code}] {words}"


def within(folder: PurePath | str, mark: Mark) -> Mark:
    """The place with the folder before the file's name, for whoever knows the file from outside of the folder."""
    return mark._replace(file=str(PurePath(folder, mark.file)))


def quoted(text: str) -> str:
    """What was found, in quotes and short, so that a file can neither flood nor forge a message."""
    line = one_line(text)
    return f"'{line}'" if len(line) <= 60 else f"'{line[:57]}...'"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place, each once; those of one place as they were found."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.mark))


def missing_comma(word: str, allowed: Iterable[str]) -> str:
    """A closing sentence that says where a list lacks a comma; empty unless all words that stand here are allowed ones."""
    parts, known = word.split(), set(allowed)
    if len(parts) < 2 or not known.issuperset(parts):
        return ""
    return "A comma is missing " + " and ".join(f"between '{one}' and '{two}'" for one, two in pairwise(parts)) + "."


def nearest(word: str, allowed: Iterable[str], listed: bool = False) -> str:
    """A closing sentence that names the nearest allowed word, case aside, and all that is allowed where that is short.

    Of a word that stands in a list, where it is several allowed ones without a comma, it says just that.
    """
    from difflib import get_close_matches  # costs 2 ms, and only mistakes pay it

    allowed = list(allowed)
    if listed and (comma := missing_comma(word, allowed)):
        return comma
    names = {name.lower(): name for name in allowed if name}  # what could not be read has none
    close = get_close_matches(word.lower()[:60], names, n=1, cutoff=0.65)
    meant = f"Did you mean '{names[close[0]]}'?" if close else ""
    if len(names) > 25 and meant:
        return meant
    shown = ", ".join(list(names.values())[:40]) + (" and more" if len(names) > 40 else "")
    return f"{meant} Allowed: {shown}.".lstrip() if names else meant
