"""What can be wrong, as data: a place, a code, words and a hint. Formatting and exiting live elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ExitCode(IntEnum):
    """Every exit code of the program; the README lists the same ones."""

    FINISHED = 0
    FOUND = 1
    USAGE = 2
    BAD_FILE = 3
    NOT_WRITTEN = 4
    SELF_CARE = 10
    ROUTINE = 11
    SAME_DAY = 12
    EMERGENCY = 13
    AMBULANCE = 14
    BUG = 70
    STOPPED = 130


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
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: where, which kind (a stable code), what was found, and what would be right."""

    mark: Mark
    code: str
    message: str
    hint: str = ""
    level: Level = Level.ERROR

    def __str__(self) -> str:
        hint = f" {self.hint}" if self.hint else ""
        return f"{self.mark}: {self.level}[{self.code}] {self.message}{hint}"


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by place, each once."""
    return tuple(sorted(set(problems), key=lambda p: (p.mark, p.code, p.message)))


def nearest(word: str, allowed: Iterable[str]) -> str:
    """A closing sentence that names the nearest allowed word, or lists what is allowed."""
    from difflib import get_close_matches  # costs 2 ms, and only mistakes pay it

    names = list(allowed)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean '{close[0]}'?" if len(names) > 12 else f"Did you mean '{close[0]}'? Allowed: {', '.join(names)}."
    if not names:
        return ""
    shown = ", ".join(names[:12])
    return f"Allowed: {shown}{', ...' if len(names) > 12 else ''}."


class NervecheckError(Exception):
    """Base of all errors that the program tells in words; each has the exit code it ends with."""

    exit_code = ExitCode.BUG


class FileProblems(NervecheckError):
    """A questions folder or an answers file has mistakes: all of them, in order."""

    exit_code = ExitCode.BAD_FILE

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(NervecheckError):
    """The command was called in a way that cannot work."""

    exit_code = ExitCode.USAGE


class NotWritten(NervecheckError):
    """The result or the answers could not be written where they should go."""

    exit_code = ExitCode.NOT_WRITTEN


class Stopped(NervecheckError):
    """The person ended the interview before the result."""

    exit_code = ExitCode.STOPPED


class InputEnded(NervecheckError):
    """The lines that were piped in ran out before the last question: no answer is invented for them."""

    exit_code = ExitCode.BAD_FILE
