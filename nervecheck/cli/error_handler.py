"""The one error handler: every failure in words, with its exit code, never a traceback, never an answer."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import typer

from nervecheck.base.errors import ExitCode, FileProblems, NervecheckError
from nervecheck.cli.command_groups import WithAuthorCommands

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.interview.answers_file import AnswerProblems


class ErrorHandler(WithAuthorCommands):
    """The commands, behind the handler."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; ends with the exit code of what went wrong."""
        try:
            return super().invoke(ctx)
        except NervecheckError as error:
            _tell(_lines(error, asking=ctx.invoked_subcommand == "ask"))
            raise typer.Exit(error.exit_code) from None
        except KeyboardInterrupt:
            _tell(("Stopped.",))
            raise typer.Exit(ExitCode.STOPPED) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:
            if type(error).__module__.startswith("typer."):
                raise  # wrong usage, which Typer words itself
            _tell((f"This is a fault in nervecheck ({type(error).__name__} in {_where(error)}). No result.", *_signs()))
            raise typer.Exit(ExitCode.BUG) from None


def _lines(error: NervecheckError, asking: bool) -> Iterator[str]:
    from nervecheck.base.text import wrap
    from nervecheck.cli.streams import screen_width
    from nervecheck.interview.answers_file import AnswerProblems

    if isinstance(error, AnswerProblems) and (danger := _danger_in(error)):
        yield danger
        yield from _signs()
    if isinstance(error, FileProblems):
        yield from str(error).splitlines()
    else:
        # a command to copy stands on a line of its own, and is not broken
        for line in str(error).splitlines():
            yield from [line] if line.startswith("  ") else wrap(line, screen_width())
    if isinstance(error, FileProblems):
        count = len(error.problems)
        yield f"{count} problem{'' if count == 1 else 's'} found. No result."
        if asking and not isinstance(error, AnswerProblems):
            yield from _signs()


def _signs() -> tuple[str, ...]:
    from nervecheck.cli.emergency_signs import emergency_signs

    return emergency_signs(sys.argv[1:])


def _danger_in(error: AnswerProblems) -> str:
    """What is known of danger in answers that cannot be used: the surest first, "" for nothing."""
    from nervecheck.tree.terms import Urgency

    codes = {problem.code for problem in error.problems}
    if error.urgency >= Urgency.EMERGENCY:
        return f"The answers that can be read already come to '{error.urgency.id}'."
    if "not-asked" in codes:
        return "A danger sign is among the answers, in a place where it is not asked."
    if error.worst >= Urgency.EMERGENCY:
        return f"With what is missing or cannot be read, the answers may come to '{error.worst.id}'."
    if "retired" in codes:
        return "An answer to a question that is asked no longer cannot be read. It may be a danger sign."
    return ""


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


def _tell(lines: Any) -> None:
    from nervecheck.base.text import clean

    for line in lines:
        with suppress(OSError):  # a stderr that is full or gone must not change the exit code
            typer.echo(clean(line), err=True)
