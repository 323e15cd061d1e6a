"""What ends a command, as exceptions: each is told in words and has the exit code it ends with."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from nervecheck.base.problems import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nervecheck.base.problems import Problem


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
